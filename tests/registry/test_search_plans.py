"""Each step of a search reaches an index: among a million rights nobody waits for all words to be read."""

import re

import pytest
from django.db.models import Q

from accounts.models import Party
from registry.models import Right, SearchKey, SearchWord
from registry.queries import LICENSEES, nearly_named
from registry.search import finding, sounding
from registry.services import register_right
from registry.services.words import learn
from tests.plans import measure, plan_of
from tests.registry.conftest import MARK

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4000


@pytest.fixture
def plan(open_market):
    """How rows are found among many others."""
    with open_market.inside():
        right = register_right(actor=open_market.actor("brand"), details=MARK)
        # Among few rights any index would do.
        Right.objects.bulk_create(
            Right(reference=f"MW-N{n}", kind="patent", title=f"n{n}", folded=f"n{n}", owner_id=right.owner_id)
            for n in range(MANY)
        )
        SearchWord.objects.bulk_create(SearchWord(right=right, word=f"word{number}") for number in range(MANY))
        learn(chr(97 + n % 26) + chr(97 + n // 26 % 26) + "rand" + chr(97 + n // 676) for n in range(MANY // 4))
    for table in (Right, SearchWord, SearchKey):
        measure(table)

    def of(rows):
        with open_market.inside():
            return " ".join(plan_of(rows()).split())

    return of


def test_words_and_keys_and_names_are_looked_up(plan):
    def asked(index, column, rows):
        text = plan(rows)
        assert re.search(rf"{index} on .*?Index Cond: \(\(tenant_id = [^)]*\) AND \(+{column}", text), text

    near = sorted(sounding.keys_asked_spelled("aurorra") | sounding.keys_asked_sounded("aurorra"))
    asked("searchkey_once", "key", lambda: SearchKey.objects.filter(key__in=near).values("word"))
    asked(
        "searchword_word",
        "word",
        lambda: SearchWord.objects.filter(Q(word__in=["aurora", "aurorra"])).values("right_id"),
    )
    begun = Q(word__gte="aur", word__lt="aur" + finding.LAST)
    asked(
        "searchword_word",
        "word",
        lambda: SearchWord.objects.filter(begun).order_by("word", "right_id").values("right_id")[:50],
    )
    asked("right_folded", "folded", lambda: Right.objects.filter(folded="aurora").values("id"))


def test_an_error_at_the_beginning_of_a_company_reaches_the_index_of_tails(open_market):
    with open_market.inside():
        rows = [f"{chr(97 + n % 26)}{n % 10}company {n}" for n in range(MANY)]
        Party.objects.bulk_create(
            Party(reference=f"X-{n}", kind="seller", name=name, name_key=name, country="DE")
            for n, name in enumerate(rows)
        )
    measure(Party)
    with open_market.inside():
        plan = " ".join(plan_of(nearly_named("qurora gmbh", LICENSEES, bare=6)).split())
    reached = re.findall(r"(party_by_\w+) on .*?Index Cond: \(\(tenant_id = [^)]*\) AND \(+name_(\w+)", plan)
    assert set(reached) == {("party_by_name", "key"), ("party_by_tail", "tail")}, plan
    assert len(reached) == plan.count("Index Cond") == plan.count(" on accounts_party"), "no part reads all names"


def test_a_search_asks_a_fixed_number_of_queries(market, django_assert_max_num_queries):
    register_right(actor=market.actor("brand"), details=MARK)
    with django_assert_max_num_queries(16):
        assert len(finding.find(market.actor("reviewer"), "aurorra").hits) == 1
