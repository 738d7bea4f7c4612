"""The product from a person's first click to the verified log, in a real browser, without script, and over the API."""
