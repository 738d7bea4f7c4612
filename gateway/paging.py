"""Pages by key, not by offset: page 1,000 costs what page 1 does, and rows that come or go shift nothing.

A cursor holds the last row's values of the ordering. The next page is `(a, b) > (x, y)`, a row comparison that
PostgreSQL answers by one descent of the index on (tenant, …, a, b); the same written as OR scans (29 times slower).
"""

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Expression, F, Field, Func, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from gateway.http import choice, integer
from tenancy.context import tenant_or_none
from tenancy.errors import Invalid

DEFAULT_SIZE, MOST = 50, 200
SIGNATURE = 16
NEXT, PREVIOUS = "n", "p"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the cursors of the pages round them (None where there is none)."""

    rows: list[Any]
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows, counted up to a cap. As text: “417”, or “1,000+” where there are `more`."""

    number: int
    more: bool

    def __str__(self) -> str:
        return number_format(self.number, force_grouping=True) + ("+" if self.more else "")


def capped_count(rows: QuerySet[Any], *, cap: int = 1000) -> Count:
    """Count `rows`, but no further than `cap`: the cost does not grow with the table."""
    found = rows.order_by().values("pk")[: cap + 1].count()
    return Count(min(found, cap), found > cap)


class RowComparison(Func):
    """`(a, b) > (x, y)` as a condition for `filter()`. The fields must not be null: a null compares to nothing."""

    output_field = BooleanField()

    def __init__(self, names: Sequence[str], operator: str, values: Sequence[Expression]) -> None:
        super().__init__(*[F(name) for name in names], *values)
        self.operator = operator

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The first half of the expressions stands left, the second half right."""
        parts, params = [], []
        for expression in self.get_source_expressions():
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params += values
        half = len(parts) // 2
        return f"({', '.join(parts[:half])}) {self.operator} ({', '.join(parts[half:])})", params


class Keyset:
    """Pages of one ordering, such as `Keyset("due_at", "id")` or `Keyset("-made_at", "-id")`.

    All names run in one direction, as a row comparison does, and end with one that is unique. A name may be a field, a
    field of a related row (`case__due_at`) or an annotation.
    """

    def __init__(self, *ordering: str) -> None:
        self.names = tuple(name.removeprefix("-") for name in ordering)
        self.falling = ordering[0].startswith("-")
        if any(name.startswith("-") != self.falling for name in ordering):
            raise ValueError(f"The names of an ordering run in one direction: {ordering}.")

    def page(self, rows: QuerySet[Any], cursor: str | None = None, *, size: int = DEFAULT_SIZE) -> Page:
        """The page at `cursor` (the first without). Raises Invalid if the cursor is not one of this ordering."""
        if not cursor:
            return self._from(rows, size, self._read(rows, size, backwards=False), is_first=True)
        fields = self._fields(rows)
        way, values = self._open(cursor, fields)
        backwards = way == PREVIOUS
        greater = self.falling == backwards
        targets = [Value(value, output_field=field) for value, field in zip(values, fields, strict=True)]
        beyond = rows.filter(RowComparison(self.names, ">" if greater else "<", targets))
        found = self._read(beyond, size, backwards=backwards)
        if not backwards:
            return self._from(rows, size, found, is_first=False)
        if len(found) <= size:
            return self.page(rows, size=size)  # the top: a full first page, whatever was added to it since
        kept = found[:size][::-1]
        return Page(kept, next=self._seal(NEXT, kept[-1], fields), previous=self._seal(PREVIOUS, kept[0], fields))

    def _from(self, rows: QuerySet[Any], size: int, found: list[Any], *, is_first: bool) -> Page:
        kept = found[:size]
        if not kept:
            return Page([], None, None)
        fields = self._fields(rows)
        following = self._seal(NEXT, kept[-1], fields) if len(found) > size else None
        return Page(kept, next=following, previous=None if is_first else self._seal(PREVIOUS, kept[0], fields))

    def _read(self, rows: QuerySet[Any], size: int, *, backwards: bool) -> list[Any]:
        """One row more than asked for: it says whether there is another page."""
        falls = self.falling != backwards
        return list(rows.order_by(*[f"-{name}" if falls else name for name in self.names])[: size + 1])

    def _fields(self, rows: QuerySet[Any]) -> "list[Field[Any, Any]]":
        """What each name holds; resolved on a copy, as resolving may join."""
        query = rows.query.chain()
        return [F(name).resolve_expression(query).output_field for name in self.names]

    def _seal(self, way: str, row: Any, fields: "Sequence[Field[Any, Any]]") -> str:
        values = [_plain(field, _value(row, name)) for name, field in zip(self.names, fields, strict=True)]
        payload = json.dumps([way, *values], ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._signature(payload) + payload).rstrip(b"=").decode()

    def _open(self, cursor: str, fields: "Sequence[Field[Any, Any]]") -> tuple[str, list[Any]]:
        """What `_seal` wrote. Signed, so that nobody asks the database for values of their own making."""
        try:
            raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            signature, payload = raw[:SIGNATURE], raw[SIGNATURE:]
            if not hmac.compare_digest(signature, self._signature(payload)):
                raise ValueError("another ordering, or made up")
            way, *values = json.loads(payload)
            return way, [field.to_python(value) for field, value in zip(fields, values, strict=True)]
        except (ValueError, binascii.Error, ValidationError) as error:
            sentence = _("This is not a place in this list. Start again from its first page.")
            raise Invalid(fields={"cursor": [sentence]}) from error

    def _signature(self, payload: bytes) -> bytes:
        bound = "\n".join(["gateway.paging", str(tenant_or_none()), str(self.falling), *self.names])
        key = hashlib.sha256(f"{bound}\n{settings.SECRET_KEY}".encode()).digest()
        return hmac.new(key, payload, hashlib.sha256).digest()[:SIGNATURE]


def _value(row: Any, name: str) -> Any:
    """The value of `name` in a model's row, or in one of `values()`."""
    if isinstance(row, Mapping):
        return row[name]
    if hasattr(row, name):
        return getattr(row, name)
    for part in name.split(LOOKUP_SEP):
        row = getattr(row, part)
    return row


def _plain(field: "Field[Any, Any]", value: Any) -> Any:
    if value is None:
        raise ValueError(f"{field} is null in a row: order by what is always there.")
    return value if isinstance(value, int | str) else value.isoformat() if hasattr(value, "isoformat") else str(value)


def _parameter(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, "description": description}


class KeysetPagination(BasePagination):
    """For API views: `?cursor=` and `?limit=`, and `next` and `previous` as whole addresses.

    The view says its order as `ordering = ("-made_at", "-id")`, or several as `orderings = {"newest": (…), …}`, the
    first of which is the default and the others are chosen by `?ordering=`; nothing else can be ordered by.
    """

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """The rows of one page."""
        self.request = request
        size = integer(request.query_params, "limit", default=DEFAULT_SIZE, least=1, most=MOST)
        keyset = Keyset(*self._ordering(request, view))
        self.page = keyset.page(queryset, request.query_params.get("cursor"), size=size)
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        """`{"results": […], "next": address or null, "previous": address or null}`."""
        links = {"next": self._link(self.page.next), "previous": self._link(self.page.previous)}
        return Response({"results": data, **links})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same, for the OpenAPI document."""
        link = {"type": "string", "format": "uri", "nullable": True}
        properties = {"results": schema, "next": link, "previous": link}
        return {"type": "object", "required": list(properties), "properties": properties}

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:
        """The query parameters, for the OpenAPI document."""
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_SIZE}
        found = [
            _parameter("cursor", {"type": "string"}, "A place in this list, from `next` or `previous`."),
            _parameter("limit", size, "Rows on a page."),
        ]
        orderings = list(getattr(view, "orderings", {}))
        if orderings:
            names = {"type": "string", "enum": orderings, "default": orderings[0]}
            found.append(_parameter("ordering", names, "The order of the list."))
        return found

    def _ordering(self, request: Request, view: APIView | None) -> Sequence[str]:
        orderings: Mapping[str, Sequence[str]] = getattr(view, "orderings", {})
        if not orderings:
            return getattr(view, "ordering", ("-id",))
        return orderings[choice(request.query_params, "ordering", list(orderings), default=next(iter(orderings)))]

    def _link(self, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)
