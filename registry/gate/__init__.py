"""Who may sell what, where, by which channel, on which day."""
