"""The way of one piece: who had it when, where it left the way that is certified, and what speaks for whose account. Pure."""
