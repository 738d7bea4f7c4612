"""Signed notes: what is accepted, and every way in which one must be refused."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from audit import note
from audit.note import Ed25519Signer, Ed25519Verifier, NoteError

ORDER = 2**252 + 27742317777372353535851937790883648493


def signer(name="shop.example/log", seed=1):
    return Ed25519Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


LOG = signer()
WITNESS = signer("witness.example", 2)
TEXT = "shop.example/log\n3\nroot\n"
NOTE = note.sign(TEXT, [LOG])


def line(blob, name="shop.example/log"):
    return f"— {name} {base64.b64encode(blob).decode()}\n"


def with_lines(*lines):
    return (TEXT + "\n" + "".join(lines)).encode()


def test_what_is_signed_can_be_verified():
    held = note.verify(NOTE, [LOG.verifier])
    assert held.text == TEXT
    assert [(one.name, one.key_id) for one in held.signatures] == [("shop.example/log", LOG.key_id)]


def test_the_form_on_paper():
    """One known key and text, byte for byte; Ed25519 leaves no room for another signature."""
    assert LOG.verifier.vkey == "shop.example/log+fa78b34b+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
    assert NOTE.startswith(TEXT.encode() + b"\n\xe2\x80\x94 shop.example/log ")
    assert NOTE.endswith(b"\n")
    assert note.sign(TEXT, [LOG]) == NOTE


def test_unknown_keys_are_ignored():
    both = note.sign(TEXT, [WITNESS, LOG])
    assert [one.name for one in note.verify(both, [LOG.verifier]).signatures] == ["shop.example/log"]
    assert len(note.verify(both, [LOG.verifier, WITNESS.verifier]).signatures) == 2
    # A key of the same name is another key.
    rotated = note.sign(TEXT, [LOG, signer(seed=9)])
    assert len(note.verify(rotated, [LOG.verifier]).signatures) == 1


def test_a_known_key_that_fails_condemns_the_note():
    bad = line(WITNESS.key_id + bytes(64), WITNESS.name)
    raw = NOTE + bad.encode()
    assert note.verify(raw, [LOG.verifier])
    with pytest.raises(NoteError, match=r"witness\.example does not hold"):
        note.verify(raw, [LOG.verifier, WITNESS.verifier])
    # Not even beside a good one by the same key.
    with pytest.raises(NoteError, match="does not hold"):
        note.verify(NOTE + line(LOG.key_id + bytes(64)).encode(), [LOG.verifier])


def test_a_key_that_signed_twice_counts_once():
    assert len(note.verify(note.sign(TEXT, [LOG, LOG]), [LOG.verifier]).signatures) == 1


def test_nobody_trusted_signed():
    with pytest.raises(NoteError, match="None of the keys"):
        note.verify(NOTE, [WITNESS.verifier])
    with pytest.raises(NoteError, match="None of the keys"):
        note.verify(NOTE, [])
    with pytest.raises(NoteError, match="same name and key id"):
        note.verify(NOTE, [LOG.verifier, LOG.verifier])


def test_sixteen_signatures_are_accepted_and_too_many_are_not():
    strangers = [signer(f"w{number}.example", number + 10) for number in range(70)]
    assert note.verify(note.sign(TEXT, [*strangers[:15], LOG]), [LOG.verifier])
    full = note.sign(TEXT, strangers[: note.MAX_SIGNATURES - 1]) + NOTE[len(TEXT) + 1 :]
    assert note.verify(full, [LOG.verifier])
    with pytest.raises(NoteError, match="signatures"):
        note.verify(full + line(LOG.key_id + b"x").encode(), [LOG.verifier])
    with pytest.raises(NoteError, match="bytes"):
        note.verify(b"x" * note.MAX_NOTE_SIZE + NOTE, [LOG.verifier])


GOOD_LINE = NOTE.decode().removeprefix(TEXT + "\n")
ENCODED = GOOD_LINE.split(" ")[2].removesuffix("\n")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        TEXT.encode(),
        (TEXT + "\n").encode(),
        (TEXT + GOOD_LINE).encode(),
        NOTE[:-1],
        NOTE + b"\n",
        NOTE.replace(b"\n", b"\r\n"),
        NOTE.replace(b"3", b"\t"),
        NOTE.replace(b"3", b"\x00"),
        NOTE.replace(b"3", b"\xff"),
        NOTE.replace(b"3", b"\xed\xa0\x80"),
        with_lines(GOOD_LINE.replace("—", "-")),
        with_lines(GOOD_LINE.replace("— ", "—")),
        with_lines(GOOD_LINE.replace("— ", "—  ")),
        with_lines(" " + GOOD_LINE),
        with_lines(GOOD_LINE.replace("\n", " \n")),
        with_lines(GOOD_LINE, "and more\n"),
        with_lines("and more\n", GOOD_LINE),
        with_lines(GOOD_LINE, line(LOG.key_id, "unknown.example")),
        with_lines(GOOD_LINE, line(b"", "unknown.example")),
        with_lines(GOOD_LINE, line(LOG.key_id + b"x", "a+b")),
        with_lines(GOOD_LINE, line(LOG.key_id + b"x", "")),
        with_lines(GOOD_LINE, line(LOG.key_id + b"x", "a\u00a0b")),
        with_lines(GOOD_LINE, f"— unknown.example {ENCODED.rstrip('=')}\n"),
        with_lines(GOOD_LINE, f"— unknown.example {ENCODED[:8]}-{ENCODED[9:]}\n"),
        with_lines(GOOD_LINE, f"— unknown.example {ENCODED[:8]} {ENCODED[8:]}\n"),
        with_lines(GOOD_LINE, "— unknown.example AAAAAAB=\n"),
        with_lines(GOOD_LINE, "— unknown.example AAAAA\u00e4==\n"),
    ],
)
def test_a_malformed_note_is_refused(raw):
    with pytest.raises(NoteError):
        note.verify(raw, [LOG.verifier])


@given(st.integers(0, len(NOTE) - 1), st.integers(1, 255))
def test_no_byte_can_change(position, change):
    changed = bytearray(NOTE)
    changed[position] ^= change
    with pytest.raises(NoteError):
        note.verify(bytes(changed), [LOG.verifier])


def test_a_signature_has_one_spelling():
    """S and S + L are the same number to a careless verifier: RFC 8032 refuses the second."""
    value = LOG.sign(TEXT.encode())
    scalar = int.from_bytes(value[32:], "little") + ORDER
    assert not LOG.verifier.holds(TEXT.encode(), value[:32] + scalar.to_bytes(32, "little"))
    assert not LOG.verifier.holds(TEXT.encode(), value[:63])
    assert not LOG.verifier.holds(TEXT.encode(), b"")


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"])).map(lambda text: text + "\n"))
def test_any_text_comes_back(text):
    assert note.verify(note.sign(text, [LOG]), [LOG.verifier]).text == text


def test_a_text_may_contain_empty_lines_and_dashes():
    text = "one\n\n— shop.example/log AAAA\n\n\n"
    assert note.verify(note.sign(text, [LOG]), [LOG.verifier]).text == text


@pytest.mark.parametrize("text", ["", "no newline", "tab\there\n", "nul\x00\n", "half \ud800\n"])
def test_what_cannot_be_signed(text):
    with pytest.raises(NoteError):
        note.sign(text, [LOG])


def test_a_note_needs_a_signer_with_a_name():
    with pytest.raises(NoteError):
        note.sign(TEXT, [])
    with pytest.raises(NoteError, match="name of a key"):
        note.sign(TEXT, [signer("two words")])


def test_a_published_key_comes_back():
    assert note.read_vkey(LOG.verifier.vkey) == LOG.verifier


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "shop.example/log",
        LOG.verifier.vkey.replace("shop", "other"),
        LOG.verifier.vkey.replace("+", " ", 1),
        LOG.verifier.vkey[:-4],
        LOG.verifier.vkey + "\n",
        f"shop.example/log+{LOG.key_id.hex()}+",
        f"shop.example/log+{LOG.key_id.hex()}+" + base64.b64encode(b"\x09" + bytes(32)).decode(),
        f"shop.example/log+{LOG.key_id.hex()}+" + base64.b64encode(b"\x01" + bytes(31)).decode(),
        f"a b+{note.key_id('a b', 1, bytes(32)).hex()}+" + base64.b64encode(b"\x01" + bytes(32)).decode(),
    ],
)
def test_a_malformed_published_key_is_refused(vkey):
    with pytest.raises(NoteError):
        note.read_vkey(vkey)


def test_the_key_id_is_in_lower_case():
    name, key_id, key = LOG.verifier.vkey.split("+", 2)
    with pytest.raises(NoteError):
        note.read_vkey(f"{name}+{key_id.upper()}G+{key}")


def test_another_type_of_key_can_join():
    """A witness's cosignature is another type of key; a note needs only its name, its id and whether it holds."""

    class Cosigner:
        name = "witness.example"
        key_id = b"\x04\x04\x04\x04"

        def sign(self, text):
            return b"seen " + text[:4]

        def holds(self, text, signature):
            return signature == self.sign(text)

    raw = note.sign(TEXT, [LOG, Cosigner()])
    assert len(note.verify(raw, [LOG.verifier, Cosigner()]).signatures) == 2
    assert isinstance(LOG.verifier, Ed25519Verifier)
