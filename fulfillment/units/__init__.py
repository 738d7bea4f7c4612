"""Serial numbers of units: how they are kept, made and judged. Pure, but for where a list of codes is read from."""
