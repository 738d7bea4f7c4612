"""Floor 5: telling the outside: mail, and the change feed that a marketplace's shop follows."""
