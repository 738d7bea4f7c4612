"""An app for one test: a clock and an effect in the middle of which a worker can be killed."""
