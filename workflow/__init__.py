"""Floor 2: what moves by itself. State machines, clocks, jobs, effects, and the rounds that sweep them; PostgreSQL is the truth."""
