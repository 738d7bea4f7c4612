"""The file for the lawyer: small, checked offline, and broken by any change."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from audit import checkpoint, merkle, note, proof_file, tiles
from audit.checkpoint import Checkpoint
from audit.merkle import ProofError
from audit.note import Ed25519Signer, NoteError

ORIGIN = "markwarden.example/log/shop"
ENTRIES = [f"entry {number}".encode() for number in range(300)]


def signer(name=ORIGIN, seed=1):
    return Ed25519Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


LOG = signer()
GROWN = tiles.append(0, [merkle.leaf_hash(entry) for entry in ENTRIES], {})
STORED = {row.tile.place: row.hashes for row in GROWN.rows}
SIGNED = checkpoint.sign(Checkpoint(ORIGIN, GROWN.size, GROWN.root), LOG)


def file_for(index, **changes):
    parts = {"index": index, "hashes": tiles.inclusion_proof(index, len(ENTRIES), STORED), "checkpoint": SIGNED}
    return proof_file.make(**parts | changes)


def verify(raw, entry):
    return proof_file.verify(raw, entry=entry, origin=ORIGIN, log_keys=[LOG.verifier])


RAW = file_for(7)


@pytest.mark.parametrize("index", [0, 1, 255, 256, 299])
def test_a_file_proves_its_entry_and_no_other(index):
    raw = file_for(index)
    assert verify(raw, ENTRIES[index]) == (index, Checkpoint(ORIGIN, 300, GROWN.root))
    with pytest.raises(ProofError):
        verify(raw, ENTRIES[index - 1])
    with pytest.raises(ProofError):
        verify(raw, ENTRIES[index] + b" ")


def test_the_form_on_paper():
    hashes = tiles.inclusion_proof(7, 300, STORED)
    lines = ["c2sp.org/tlog-proof@v1", "index 7", *(base64.b64encode(value).decode() for value in hashes), ""]
    assert "\n".join(lines).encode() + b"\n" + SIGNED == RAW
    assert proof_file.read(RAW) == proof_file.ProofFile(7, tuple(hashes), SIGNED, None)


def test_a_log_of_one_entry_needs_no_hash():
    leaf = merkle.leaf_hash(b"only")
    raw = proof_file.make(index=0, hashes=[], checkpoint=checkpoint.sign(Checkpoint(ORIGIN, 1, leaf), LOG))
    assert verify(raw, b"only")[0] == 0


@pytest.mark.parametrize("extra", [b"", b"which case\n\x00"])
def test_extra_data_travels_along_and_proves_nothing(extra):
    raw = file_for(7, extra=extra)
    assert proof_file.read(raw).extra == extra
    assert verify(raw, ENTRIES[7])
    assert proof_file.read(RAW).extra is None


def test_witnesses_may_have_signed_too():
    raw = file_for(7, checkpoint=note.sign(note.read(SIGNED).text, [LOG, signer("witness.example", 2)]))
    assert verify(raw, ENTRIES[7])


def test_a_checkpoint_of_another_log_or_key_is_not_believed():
    text = Checkpoint("markwarden.example/log/other", 300, GROWN.root).text
    for forged in (note.sign(text, [LOG]), note.sign(note.read(SIGNED).text, [signer(seed=2)])):
        with pytest.raises(NoteError):
            verify(file_for(7, checkpoint=forged), ENTRIES[7])


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_no_byte_can_change(position, change):
    changed = bytearray(RAW)
    changed[position] ^= change
    with pytest.raises((NoteError, ProofError)):
        verify(bytes(changed), ENTRIES[7])


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        SIGNED,
        b"\n\n" + SIGNED,
        RAW.replace(b"@v1", b"@v2"),
        RAW.replace(b"index 7\n", b""),
        RAW.replace(b"index 7", b"index 07"),
        RAW.replace(b"index 7", b"index -7"),
        RAW.replace(b"index 7", b"index  7"),
        RAW.replace(b"index 7", b"index 7\nindex 7"),
        RAW.replace(b"index 7", b"extra AAAA\nextra AAAA\nindex 7"),
        RAW.replace(b"index 7", b"extra ?\nindex 7"),
        RAW.replace(b"index 7", b"extra AAAA"),
        RAW.replace(b"index 7\n", b"index 7\n\n"),
        RAW.replace(b"index 7\n", b"index 7\nAAAA\n"),
        RAW.replace(b"index 7\n", b"index 7\n" + (base64.b64encode(bytes(32)) + b"\n") * 64),
        RAW.replace(b"index 7", "index 7\u00e9".encode()),
        RAW.replace(b"\n", b"\r\n"),
        RAW + b"\n",
        RAW[:-1],
    ],
)
def test_a_malformed_file_is_refused(raw):
    with pytest.raises(NoteError):
        verify(raw, ENTRIES[7])


def test_what_makes_no_file():
    parts = {"index": 7, "hashes": [], "checkpoint": SIGNED}
    assert proof_file.make(**parts)
    for changes in ({"index": -1}, {"hashes": [b"short"]}, {"checkpoint": b"no note"}):
        with pytest.raises(NoteError):
            proof_file.make(**parts | changes)


def test_a_proof_among_a_million_with_two_witnesses_has_at_most_two_kilobytes():
    signed = note.sign(
        Checkpoint(ORIGIN, 10**6, bytes(32)).text,
        [LOG, signer("witness.auditor.example", 2), signer("witness.marketplace.example", 3)],
    )
    assert len(proof_file.make(index=123_456, hashes=[bytes(32)] * 20, checkpoint=signed)) <= 2048
