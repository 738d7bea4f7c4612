"""What a dock is told. Pure but for where it is read from."""
