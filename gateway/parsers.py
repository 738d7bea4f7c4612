"""How bodies of the API are read: strictly, so that every program that reads them sees the same."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from django.core.files.uploadhandler import StopUpload
from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles, JSONParser, MultiPartParser

from gateway.text import text_fault

DEEPEST = 40


class StrictJSONParser(JSONParser):
    """JSON as RFC 8259 has it, in UTF-8, without repeated names, NaN, NUL or half characters, at most 40 deep."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        """The value. Raises ParseError (400) with what is wrong."""
        try:
            value = json.loads(stream.read().decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        except UnicodeDecodeError:
            raise ParseError(_("The body is not UTF-8.")) from None
        except RecursionError:
            raise ParseError(_("The body is nested too deep.")) from None
        except ValueError as error:
            raise ParseError(_("The body is not JSON: %(reason)s.") % {"reason": error}) from None
        _check(value, 0)
        return value


class StrictMultiPartParser(MultiPartParser):
    """Forms with files, whose fields are text."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> DataAndFiles:
        """Fields and files. Raises ParseError (400)."""
        try:
            parsed: DataAndFiles = super().parse(stream, media_type, parser_context)
        except StopUpload:
            raise ParseError(_("The upload was broken off.")) from None
        data: QueryDict = parsed.data
        for name, values in data.lists():
            for value in (name, *values):
                _check_text(value)
        return parsed


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError(_("The body names a member twice in one object."))
    return found


def _no_number(name: str) -> NoReturn:
    raise ParseError(_("%(name)s is no number in JSON.") % {"name": name})


def _check(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ParseError(_("The body is nested too deep."))
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_text(name)
            _check(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth + 1)


def _check_text(value: str) -> None:
    fault = text_fault(value)
    if fault:
        raise ParseError(fault)
