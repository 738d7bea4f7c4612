"""The queue: who gets which case, by which lane, and cases that are divided and joined."""
