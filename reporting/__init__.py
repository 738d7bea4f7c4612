"""Floor 10: measures. Reads everything below, writes nothing of others."""
