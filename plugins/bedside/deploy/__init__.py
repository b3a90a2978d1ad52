"""Putting the built site online, and proving that it is: gate, targets, verification."""
