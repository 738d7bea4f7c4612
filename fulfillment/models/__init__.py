"""Products with serial numbers, their batches and units, what docks saw, and what followed."""
