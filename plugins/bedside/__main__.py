"""Let `python -m bedside` be the `bedside` command."""

from bedside.cli import main

main()
