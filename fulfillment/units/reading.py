"""How a scanner reads badly: a sign left out, one too many, one that is another, two that changed places, the end cut off. Pure."""

MOST_CUT = 4
"""Signs that a torn label may lack at its end."""


def alike(one: str, other: str) -> bool:
    """Whether one may be the other read badly: at most one sign differs, two neighbours changed places, or the end is missing."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(long) - len(short) <= MOST_CUT:
        return True
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    if len(short) == len(long):
        swapped = short[start : start + 2] == long[start : start + 2][::-1] and short[start + 2 :] == long[start + 2 :]
        return swapped or short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]
