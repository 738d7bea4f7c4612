"""What changes the state of goods: one function for each use."""
