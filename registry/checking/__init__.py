"""What can be said about a right by rules alone, before a person looks. Pure."""
