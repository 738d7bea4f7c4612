"""How often goods turned out bad, as what is to be looked at follows from it. Pure."""
