"""Many cases in one test: where thousands are asked in milliseconds each, a test of its own for each would cost more."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any

import pytest

IN_ONE = 20
Check = Callable[..., None]


def each(cases: Mapping[str, tuple[Any, ...]]) -> Callable[[Check], Check]:
    """Asks a check of every case, which are its last arguments; every case that fails is told with its name."""
    names = sorted(cases)
    batches = [names[start : start + IN_ONE] for start in range(0, len(names), IN_ONE)]

    def asked(check: Check) -> Check:
        given = list(signature(check).parameters)
        first = len(given) - len(next(iter(cases.values())))
        fixtures, own = given[:first], given[first:]

        def of_all(*, batch: list[str], **found: Any) -> None:
            failed = []
            for name in batch:
                try:
                    check(**found, **dict(zip(own, cases[name], strict=True)))
                except Exception as error:
                    error.add_note(name)
                    failed.append(error)
            if failed:
                raise ExceptionGroup("\n".join(error.__notes__[-1] for error in failed), failed)

        of_all.__name__, of_all.__doc__, of_all.__module__ = check.__name__, check.__doc__, check.__module__
        of_all.__signature__ = signature(of_all).replace(
            parameters=[Parameter(name, Parameter.KEYWORD_ONLY) for name in (*fixtures, "batch")]
        )
        return pytest.mark.parametrize("batch", batches, ids=[batch[0] for batch in batches])(of_all)

    return asked
