"""The OpenAPI document says what every operation may answer: what it does, and the problems that each shares."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

PROBLEM = "application/problem+json"
INTRODUCTION = """
Rights, listings, complaints, cases and the log of one marketplace, as JSON over HTTPS. The services are those of the
pages: what a person may do there, a key of that party with the right scope may do here.

## A key

The main account of a party makes one at [API keys](%(keys)s), chooses what it may (its scopes) and sees its text once.
Every call carries it:

```
curl -H "Authorization: Bearer mw_..." "%(base)s/listings?mine=1"
```

That lists what your party offers; without `mine` come all the listings that you see. A rights holder begins with
`/rights`.

## Hand in listings

```
curl -X POST "%(base)s/listings" \\
  -H "Authorization: Bearer mw_..." -H "Content-Type: application/json" \\
  -H "Idempotency-Key: sku-1042-first" \\
  -d '{"number": "SKU-1042", "title": "Linen scarf, sand", "markets": ["US"], "category": ["Clothing"]}'
```

`number` is your own. The listing is checked before it is public: `held` and `checking` in the answer are no errors, and
`found` says which right it came near. Pictures go with it in a multipart body, or follow by
`PUT /listings/{number}/pictures`.

## Follow what changes

```
curl -i -H "Authorization: Bearer mw_..." "%(base)s/changes?after="
```

Each answer has at most 500 changes, the oldest first, and ends with `after`: keep that place and ask for what comes
after it. `more` says that more waits already. **304** says that nothing is new, and `Retry-After` when to ask again. A
change has a `key` that stays the same for ever, so that what is seen twice is done once. The feed never waits, and
leaves nothing out for a reader that keeps its place.

A shop (a key of the marketplace with the scope "Confirm listing states") shows a listing only in the countries that the
newest `listing.state` names in `public_in`, after the others where `demoted_in` names it too, and then says so:
`POST /listings/{number}/states/{n}/applied`, with `n` the `state` of that change.

## Send it twice, safely

What starts something takes an `Idempotency-Key` of your choice. The same key and body again give the same answer, for
%(hours)d hours; another body under the same key is refused. What was refused is not remembered: put it right and send
it under the same key.

Reading again costs little: an answer with an `ETag` answers **304** to `If-None-Match`. A change may carry the `version`
that you read; if somebody was faster, the answer is **409**.

## When something is wrong

The body is a problem (RFC 9457, `application/problem+json`): `code` is stable, for programs; `detail` is for people;
with **422**, `errors` names each field. **404** also stands for what your key may not see.

## Pages and limits

Lists answer with `results`, `next` and `previous`; follow those addresses. A key may call %(per_minute)d times a minute:
`RateLimit-Remaining` says how much is left, and **429** with `Retry-After` when to come back. A file may have 20 MB.
"""
"""What a developer reads first, in Markdown; `base` is the address of the API, `keys` the page where keys are made."""
SHARED = {
    400: "The request is not well formed.",
    401: "The key is missing, mistyped, expired or revoked.",
    403: "Known, but not allowed; `detail` says why.",
    404: "Nothing there, in the address or in what the body names, or nothing for this key: these are the same. A key of "
    "another marketplace finds nothing at all.",
    422: "A field does not fit; `errors` names each.",
    429: "Too many calls; `Retry-After` says when to come back.",
}
CHANGING = {409: "Somebody was faster, or it is no longer at this stage."}
SAFE = ("GET", "HEAD", "OPTIONS")


class ProblemOut(serializers.Serializer):
    """A problem (RFC 9457). `code` is stable for programs; `errors` maps a field's path to sentences for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]  # the member has the name of an attribute
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class ProblemSchema(AutoSchema):
    """Adds to every operation the problems it may answer with, and to what starts something its Idempotency-Key."""

    def get_override_parameters(self) -> list[Any]:
        """An operation whose handler is idempotent takes the header."""
        handler = getattr(self.view, self.method.lower(), None)
        if not getattr(handler, "is_idempotent", False):
            return list(super().get_override_parameters())
        words = "The same key and body again give the same answer; another body under the same key is refused."
        header = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description=words)
        return [*super().get_override_parameters(), header]

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found: dict[str, Any] = super()._get_response_bodies(direction)
        problems = SHARED if self.method in SAFE else SHARED | CHANGING
        for status, words in problems.items():
            if str(status) not in found:
                answer = self._get_response_for_code(ProblemOut, str(status), [PROBLEM])
                found[str(status)] = {**answer, "description": words}
        return found
