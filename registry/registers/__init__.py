"""What the registers of offices say: their codes, classes and statuses, in the standards' terms."""
