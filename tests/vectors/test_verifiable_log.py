"""The published vectors for Merkle proofs, canonical JSON and signed notes: every file gets its expected verdict.

Our own smaller twins, which need no folder of real data, are in `tests/audit`.
"""

import base64
import json
import os
import struct
from pathlib import Path

import pytest

from audit import merkle, note
from audit.canonical import CanonicalError, canonical_json
from audit.merkle import ProofError
from audit.note import NoteError

SHARED = Path(os.environ.get("MARKWARDEN_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
VECTORS = SHARED / "verifiable-log"

pytestmark = pytest.mark.shared
if not VECTORS.is_dir():
    pytest.skip(f"The published vectors are not at {VECTORS}.", allow_module_level=True)


def files(pattern):
    found = sorted(VECTORS.glob(pattern))
    return [pytest.param(path, id=str(path.relative_to(VECTORS))) for path in found]


def unbase64(text):
    return base64.b64decode(text)


def accepts(verify, **claim):
    try:
        verify(**claim)
    except ProofError:
        return False
    return True


def test_no_vector_is_left_out():
    assert len(files("merkle/consistency/**/*.json")) == 43
    assert len(files("merkle/inclusion/**/*.json")) == 49
    assert len(files("canonical-json/input/*.json")) == 4
    assert len(files("signed-note/*.json")) == 1


@pytest.mark.parametrize("path", files("merkle/inclusion/**/*.json"))
def test_inclusion(path):
    vector = json.loads(path.read_text())
    accepted = accepts(
        merkle.verify_inclusion,
        leaf=unbase64(vector["leafHash"]),
        index=vector["leafIdx"],
        size=vector["treeSize"],
        proof=[unbase64(value) for value in vector["proof"] or []],
        root=unbase64(vector["root"]),
    )
    assert accepted is not vector["wantErr"]


@pytest.mark.parametrize("path", files("merkle/consistency/**/*.json"))
def test_consistency(path):
    vector = json.loads(path.read_text())
    accepted = accepts(
        merkle.verify_consistency,
        old_size=vector["size1"],
        new_size=vector["size2"],
        old_root=unbase64(vector["root1"]),
        new_root=unbase64(vector["root2"]),
        proof=[unbase64(value) for value in vector["proof"] or []],
    )
    assert accepted is not vector["wantErr"]


@pytest.mark.parametrize("path", files("canonical-json/input/*.json"))
def test_canonical_json(path):
    written = canonical_json(json.loads(path.read_text(encoding="utf-8")))
    folder = path.parents[1]
    assert written == bytes.fromhex((folder / "outhex" / f"{path.stem}.txt").read_text())
    assert written == (folder / "output" / path.name).read_bytes()


def test_canonical_numbers():
    vectors = json.loads((VECTORS / "canonical-json" / "numbers.json").read_text())
    assert len(vectors) == 8
    for vector in vectors:
        (number,) = struct.unpack(">d", bytes.fromhex(vector["ieee754_hex"]))
        if vector["canonical"] is None:
            with pytest.raises(CanonicalError):
                canonical_json(number)
        else:
            assert canonical_json(number).decode() == vector["canonical"]


@pytest.fixture
def signed():
    return json.loads((VECTORS / "signed-note" / "signed-note.json").read_text(encoding="utf-8"))


def test_the_signed_note_holds(signed):
    key = note.read_vkey(signed["verifier_key"])
    held = note.verify(signed["note"].encode(), [key])
    assert key.vkey == signed["verifier_key"]
    assert signed["valid"] is True
    assert held.text == "This is an example message.\n"


def test_the_signed_note_fails_when_it_must(signed):
    key = note.read_vkey(signed["verifier_key"])
    raw = signed["note"].encode()
    for position in range(len(note.read(raw).text)):
        changed = bytearray(raw)
        changed[position] ^= 1
        with pytest.raises(NoteError):
            note.verify(bytes(changed), [key])
    text, name, encoded = "This is an example message.\n", *raw.decode().split("— ")[1].split()
    blob = unbase64(encoded)
    other_id = base64.b64encode(bytes([blob[0] ^ 1]) + blob[1:]).decode()
    for line in (f"— {name}/bar {encoded}", f"— {name} {other_id}"):
        with pytest.raises(NoteError, match="None of the keys"):
            note.verify(f"{text}\n{line}\n".encode(), [key])
