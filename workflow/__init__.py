"""Floor 2: what moves by itself. State machines, clocks, effects, and the rounds that sweep them; PostgreSQL is the truth."""
