"""How much of a partner's flow is looked at, and which boxes. Pure."""
