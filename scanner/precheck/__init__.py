"""The pre-check: what a seller should mend before a listing is published. Pure; `scanner.services.prechecking` feeds it."""
