"""Finding rights: by word, by sound, what a new mark meets, and what the public may look up."""
