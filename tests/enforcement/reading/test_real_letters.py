"""Every real letter that is there, read; skipped with one line where the folder is missing."""

import json

import pytest

from bench.letters import LABELS
from bench.rows import shared_data
from enforcement.reading import read, unpack


@pytest.fixture(scope="module")
def folder():
    data = shared_data()
    if data is None or not (data / "notices-dmca").is_dir():
        pytest.skip("the folder of real letters (notices-dmca) is not here")
    return data / "notices-dmca"


def test_every_real_letter_is_read_and_its_redactions_survive(folder):
    labels = json.loads(LABELS.read_text())["files"]
    assert len(labels) == 79
    wrong = elements = 0
    for label in labels:
        raw = (folder / label["file"]).read_bytes()
        text = unpack(raw, label["file"]).text
        for token in ("[private]", "[invalid]"):
            assert text.count(token) == raw.decode().count(token), label["file"]
        letter = read(text)
        assert letter.kind == label["kind"], label["file"]
        given = {one.code: one.given for one in letter.elements}
        elements += len(label["elements"])
        wrong += sum(given[code] != (said == "present") for code, said in label["elements"].items())
        if "addresses" in label:
            assert len(letter.complained) >= label["addresses"]["complained_of"], label["file"]
    assert wrong <= elements // 10
