"""Who seems to be somebody who was here before: spellings, places and pictures compared. Pure."""
