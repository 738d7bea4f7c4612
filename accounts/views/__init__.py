"""The pages of accounts: one domain call each, the result shown."""
