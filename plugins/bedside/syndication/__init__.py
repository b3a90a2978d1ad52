"""Announce each post once: plan (pure), ledger, apply. The only loop that talks to networks."""
