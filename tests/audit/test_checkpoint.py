"""Checkpoints: the exact text, and whom they are believed from."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from audit import checkpoint, note
from audit.checkpoint import Checkpoint, CheckpointError
from audit.merkle import EMPTY_ROOT
from audit.note import Ed25519Signer, NoteError

ORIGIN = "markwarden.example/log/shop"
ROOT = bytes(range(32))
ROOT_LINE = base64.b64encode(ROOT).decode()


def signer(name=ORIGIN, seed=1):
    return Ed25519Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


LOG = signer()


def test_the_text():
    assert Checkpoint(ORIGIN, 20852163, ROOT).text == f"{ORIGIN}\n20852163\n{ROOT_LINE}\n"


@given(st.integers(1, checkpoint.MAX_SIZE), st.binary(min_size=32, max_size=32))
def test_what_is_signed_comes_back(size, root):
    signed = Checkpoint(ORIGIN, size, root)
    raw = checkpoint.sign(signed, LOG)
    assert checkpoint.verify(raw, origin=ORIGIN, log_keys=[LOG.verifier]) == signed
    assert checkpoint.read_unverified(raw) == signed


def test_the_empty_log_has_one_root():
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    assert checkpoint.read(empty.text) == empty
    with pytest.raises(CheckpointError, match="hash of nothing"):
        Checkpoint(ORIGIN, 0, ROOT)


def test_extension_lines_are_read():
    assert checkpoint.read(f"{ORIGIN}\n1\n{ROOT_LINE}\nmore\nand more\n").extensions == ("more", "and more")


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"{ORIGIN}\n1\n",
        f"{ORIGIN}\n1\n{ROOT_LINE}",
        f"\n1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n\n1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n1\n{ROOT_LINE}\n\nextension\n",
        f"{ORIGIN}\n1\n{ROOT_LINE}\n\n",
        f"{ORIGIN}\n01\n{ROOT_LINE}\n",
        f"{ORIGIN}\n+1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n-1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n1 \n{ROOT_LINE}\n",
        f"{ORIGIN}\n1_0\n{ROOT_LINE}\n",
        f"{ORIGIN}\n１\n{ROOT_LINE}\n",
        f"{ORIGIN}\n0x1\n{ROOT_LINE}\n",
        f"{ORIGIN}\n\n{ROOT_LINE}\n",
        f"{ORIGIN}\n{2**63}\n{ROOT_LINE}\n",
        f"{ORIGIN}\n{'9' * 5000}\n{ROOT_LINE}\n",
        f"{ORIGIN}\n1\n{ROOT_LINE[:-1]}\n",
        f"{ORIGIN}\n1\n{ROOT_LINE} \n",
        f"{ORIGIN}\n1\n{base64.b64encode(ROOT[:31]).decode()}\n",
        f"{ORIGIN}\n1\n{ROOT_LINE[:-2]}9=\n",
        f"{ORIGIN}\n0\n{ROOT_LINE}\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text):
    with pytest.raises(NoteError):
        checkpoint.read(text)


@pytest.mark.parametrize("origin", ["", "two\nlines"])
def test_an_origin_is_one_line(origin):
    with pytest.raises(CheckpointError):
        Checkpoint(origin, 1, ROOT)


def test_only_the_log_signs_for_the_log():
    with pytest.raises(CheckpointError, match="cannot sign for"):
        checkpoint.sign(Checkpoint(ORIGIN, 1, ROOT), signer("markwarden.example/log/other"))


def test_a_checkpoint_of_another_log_is_refused():
    other = "markwarden.example/log/other"
    raw = checkpoint.sign(Checkpoint(other, 1, ROOT), signer(other))
    with pytest.raises(CheckpointError, match="is of markwarden"):
        checkpoint.verify(raw, origin=ORIGIN, log_keys=[signer(other).verifier])


def test_a_stranger_or_a_witness_alone_is_not_believed():
    forged = note.sign(Checkpoint(ORIGIN, 1, ROOT).text, [signer(seed=2), signer("witness.example", 3)])
    with pytest.raises(NoteError, match="None of the keys"):
        checkpoint.verify(forged, origin=ORIGIN, log_keys=[LOG.verifier])


def test_the_next_generation_of_the_key_is_believed_beside_the_first():
    renewed = signer(seed=2)
    raw = checkpoint.sign(Checkpoint(ORIGIN, 1, ROOT), renewed)
    assert checkpoint.verify(raw, origin=ORIGIN, log_keys=[LOG.verifier, renewed.verifier]).size == 1
