"""Orders, shipments, and complaints of buyers: what is pure or shared between their services."""
