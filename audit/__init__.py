"""The verifiable log: what the marketplace did, in an order nobody can quietly rewrite."""
