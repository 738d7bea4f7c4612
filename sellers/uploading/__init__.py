"""Lists of listings as sellers upload them: what their columns mean, and how they are read without being held in memory."""
