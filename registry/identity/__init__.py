"""Who a party is: numbers of companies and taxpayers by country, and what rules alone say about an application."""
