"""Learning: what sellers should know, as lessons that are data, and the pure rules by which they are read, walked and marked."""
