"""How figures are written on pages."""


def percent(share: float | None) -> str:
    """A share (0..1) in whole percent; a dash where nobody knows it."""
    return "–" if share is None else f"{round(share * 100)}\N{NO-BREAK SPACE}%"
