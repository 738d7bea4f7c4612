"""Pages of goods and docks."""
