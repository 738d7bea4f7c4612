"""EPC URNs and the Digital Links that say the same, both ways. All published pairs are in `tests/vectors`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fulfillment.codes import CodeError
from fulfillment.codes.epcs import SCHEMES, canonical, is_instance, parse, parsed, urn
from tests.fulfillment.gs1 import attempt
from tests.many import each

PREFIX = "9521321"
PAIRS = {
    "sgtin": ("urn:epc:id:sgtin:9521321.012345.a%2Fb.c", "/01/09521321123458/21/a%2Fb.c", True),
    "sgtin class": ("urn:epc:idpat:sgtin:9521321.012345.*", "/01/09521321123458", False),
    "lgtin": ("urn:epc:class:lgtin:9521321.312345.L%26", "/01/39521321123459/10/L%26", False),
    "upui": ("urn:epc:id:upui:9521321.089456.51qIg)%3C%26J*j'SDB", "/01/09521321894563/235/51qIg%29%3C%26J%2Aj%27SDB", True),
    "itip": ("urn:epc:id:itip:9521321.012345.01.02.987", "/8006/095213211234580102/21/987", True),
    "sscc": ("urn:epc:id:sscc:9521321.1234567890", "/00/195213212345678904", True),
    "sgln": ("urn:epc:id:sgln:9521321.12345.32a%2Fb", "/414/9521321123458/254/32a%2Fb", True),
    "sgln without extension": ("urn:epc:id:sgln:9521321.12345.0", "/414/9521321123458", True),
    "pgln": ("urn:epc:id:pgln:9521321.12345", "/417/9521321123458", True),
    "grai": ("urn:epc:id:grai:9521321.12345.40%2F0", "/8003/0952132112345840%2F0", True),
    "grai class": ("urn:epc:idpat:grai:9521321.12345.*", "/8003/09521321123458", False),
    "giai": ("urn:epc:id:giai:9521321.12345.4", "/8004/952132112345.4", True),
    "gsrn": ("urn:epc:id:gsrn:9521321.1234567890", "/8018/952132112345678902", True),
    "gsrnp": ("urn:epc:id:gsrnp:9521321.1234567890", "/8017/952132112345678902", True),
    "gdti": ("urn:epc:id:gdti:9521321.12345.006847", "/253/9521321123458006847", True),
    "sgcn": ("urn:epc:id:sgcn:9521321.67890.04711", "/255/952132167890304711", True),
    "cpi": ("urn:epc:id:cpi:9521321.5PQ7%2FZ43.12345", "/8010/95213215PQ7%2FZ43/8011/12345", True),
    "cpi class": ("urn:epc:idpat:cpi:9521321.5PQ7%2FZ43.*", "/8010/95213215PQ7%2FZ43", False),
    "ginc": ("urn:epc:id:ginc:9521321.xyz47%2F11", "/401/9521321xyz47%2F11", True),
    "gsin": ("urn:epc:id:gsin:9521321.456789012", "/402/95213214567890129", True),
}  # fmt: skip
REFUSED = {
    "no EPC": ("urn:isbn:0451450523", "written as urn:epc:id:sgtin"),
    "another family": ("urn:epc:id:gid:95100000.12345.400", "no EPC of goods"),
    "a tag": ("urn:epc:tag:sgtin-96:3.9521321.012345.1", "no EPC of goods"),
    "class of pieces": ("urn:epc:class:sgtin:9521321.012345.1", "there is no class of sgtin"),
    "piece of a class": ("urn:epc:id:lgtin:9521321.012345.1", "there is no id of lgtin"),
    "pattern of pallets": ("urn:epc:idpat:sscc:9521321.*", "there is no idpat of sscc"),
    "pattern of a serial": ("urn:epc:idpat:sgtin:9521321.012345.1", "ends with an asterisk"),
    "pattern of everything": ("urn:epc:idpat:sgtin:9521321.*.*", "13 digits together"),
    "one digit short": ("urn:epc:id:sgtin:9521321.01234.1", "13 digits together, here are 12"),
    "short prefix": ("urn:epc:id:sgtin:95213.01234567.1", "a company prefix has 6 to 12 digits"),
    "no serial": ("urn:epc:id:sgtin:9521321.012345.", "which is missing"),
    "no part of it": ("urn:epc:id:sgtin:9521321.012345", "sgtin has 3 parts, here are 2"),
    "a long serial": ("urn:epc:id:sgtin:9521321.012345." + "1" * 21, "ends after 20 signs"),
    "a slash": ("urn:epc:id:sgtin:9521321.012345.a/b", "'/' in place 34"),
    "a broken escape": ("urn:epc:id:sgtin:9521321.012345.a%2", "'%' in place 34"),
    "a letter": ("urn:epc:id:sscc:9521321.12345678A0", "17 digits together"),
    "digits of another script": ("urn:epc:id:sscc:9521321.123456789٠", "cannot stand in an EPC"),
    "no reference": ("urn:epc:id:sscc:9521321.", "17 digits together"),
}  # fmt: skip


def test_every_scheme_is_asked_here():
    assert {given.split(":")[3] for given, _link, _one in PAIRS.values()} == SCHEMES.keys()


@each(PAIRS)
def test_both_ways(said, link, one):
    assert canonical(said) == f"https://id.gs1.org{link}"
    found, length = parsed(said)
    assert length == len(PREFIX)
    assert urn(found, length) == said
    assert is_instance(found) is one


@each(REFUSED)
def test_refused_with_a_sentence(said, sentence):
    with pytest.raises(CodeError) as refused:
        parse(said)
    assert sentence in str(refused.value)


def test_the_prefix_decides_how_a_number_is_split():
    piece = (("01", "09521321123458"), ("21", "1"))
    assert urn(piece, 9) == "urn:epc:id:sgtin:952132112.0345.1"
    assert urn(piece, 12) == "urn:epc:id:sgtin:952132112345.0.1"
    for length in (5, 13):
        with pytest.raises(CodeError):
            urn(piece, length)
    with pytest.raises(CodeError):
        urn((("8004", "9521ABC"),), 7)
    with pytest.raises(CodeError):
        urn((("10", "A"),), 7)
    with pytest.raises(CodeError):
        urn((("01", "09521321123459"),), 7)


def test_links_that_name_the_same_are_one():
    same = [
        "https://shop.example/gtin/9521321123458/cpv/2/lot/L/ser/A%2d1?17=271231",
        "http://id.gs1.org/01/09521321123458/21/A-1",
        "urn:epc:id:sgtin:9521321.012345.A-1",
        "urn:epc:id:sgtin:952132112.0345.A-1",
    ]
    assert {canonical(one) for one in same} == {"https://id.gs1.org/01/09521321123458/21/A-1"}
    with pytest.raises(CodeError):
        canonical("https://id.gs1.org/415/9521321123458/8020/1")


@given(st.sampled_from(sorted(PAIRS)), st.integers(6, 12))
def test_every_prefix_comes_back(name, length):
    found = parse(PAIRS[name][0])
    if found[0][0] in ("8004", "8010", "401") and length > len(PREFIX):
        return
    assert parsed(urn(found, length)) == (found, length)


@given(st.sampled_from(sorted(PAIRS)), st.text("0123456789.:*%aA/", max_size=4), st.data())
def test_any_change_is_read_or_refused(name, other, data):
    said = PAIRS[name][0]
    start = data.draw(st.integers(0, len(said)))
    changed = said[:start] + other + said[data.draw(st.integers(start, min(start + 4, len(said)))) :]
    answer = attempt(parsed, changed)
    if isinstance(answer, CodeError):
        assert str(answer)
    else:
        found, length = answer
        assert parsed(urn(found, length))[0] == found
