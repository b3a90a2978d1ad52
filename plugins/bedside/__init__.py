"""Bedside: a medical practice's site, checked, built, put online and announced once."""

__version__ = "0.1.0"
