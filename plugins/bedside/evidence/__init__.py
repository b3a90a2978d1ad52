"""What a practice must be able to show for six years: lines that are only ever added, each tied to the last."""
