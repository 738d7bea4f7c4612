"""How a seller defends itself: which papers answer which complaint, replies to begin with, how such complaints ended here."""
