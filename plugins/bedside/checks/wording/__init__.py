"""How a text reads: its sentences, its grade, its spelling, its plain and its kind words."""
