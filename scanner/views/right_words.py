"""How the marketplace's own listings use the words of a right: a part of the right's page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from accounts.doors import page
from gateway.http import PageRequest
from registry import queries as registry
from registry.models import Right
from scanner.matchers.usual import MOST_MAKERS, term_of
from scanner.models import UsualWord, WordCount
from scanner.scoring import COMMON
from tenancy.errors import NotFound

MOST_WORDINGS = 40


@dataclass(frozen=True, slots=True)
class Used:
    """A wording that many makers put beside their own brand; `more`: beyond this number they are not counted."""

    wording: str
    use: UsualWord
    more: bool


@page("right.read")
def words_of_right(request: PageRequest, ref: str) -> HttpResponse:
    """Which wordings of a mark count as everyday words here, by the last count, and what that means for its listings."""
    right = registry.right_by_reference(ref, actor=request.actor)
    if right.kind not in registry.WORDED:
        raise NotFound
    count = WordCount.objects.first()
    context = {
        "right": right,
        "count": count,
        "used": _used(right, count) if count else [],
        "is_operator": request.actor.is_operator,
    }
    return render(request, "scanner/right_words.html", context)


def _used(right: Right, count: WordCount) -> list[Used]:
    wordings = {term_of(text).decode(): text for text in [right.title, *right.aliases][:MOST_WORDINGS]}
    rows = {row.word: row for row in UsualWord.objects.filter(word__in=wordings, beside__gte=COMMON * count.listings)}
    return [Used(text, rows[word], rows[word].makers >= MOST_MAKERS) for word, text in wordings.items() if word in rows]
