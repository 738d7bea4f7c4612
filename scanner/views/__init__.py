"""The pages of the scanner: publishing, and the review of matches."""
