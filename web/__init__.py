"""Floor 11: the shell round all pages, the parts pages are made of, and the pages that belong to no other app."""
