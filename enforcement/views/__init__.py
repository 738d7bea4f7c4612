"""The pages of enforcement: one domain call each, the result shown."""
