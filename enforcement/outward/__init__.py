"""Cases in the words of others: a public archive (`lumen`), outside marketplaces (`marketplaces`), a letter (`civil`). Pure."""
