"""What is missing in a notice or counter-notice."""

from collections.abc import Mapping, Sequence

from policy.model import Element


def missing(elements: Sequence[Element], given: Mapping[str, str]) -> tuple[Element, ...]:
    """The required elements that were not given, in the order of the law.

    `given` maps an element's code to what was written, chosen or ticked; blank text is nothing, and a choice that is
    not among the options is nothing.
    """
    return tuple(e for e in elements if e.required and not _fulfils(e, given.get(e.code, "")))


def must_be_contacted(elements: Sequence[Element], given: Mapping[str, str]) -> bool:
    """True if the notice is defective but has all its core elements, so that its sender must be contacted.

    Without any core element in the list nobody must be contacted by law; 17 USC 512(c)(3)(B)(ii) has three.
    """
    core = [e for e in elements if e.core]
    return bool(core) and bool(missing(elements, given)) and not missing(core, given)


def _fulfils(element: Element, value: str) -> bool:
    if element.options:
        return value in {option.code for option in element.options}
    return bool(value.strip())
