"""A ZIP that comes with a list, or holds it: its files by the names that rows give them, never unpacked to a disk.

What strangers pack is judged by the archive's own contents first: how many files, how large, how tightly packed, where their
names lead. Each is then read for itself and with a limit, as those contents may lie.
"""

import re
import stat
import unicodedata
import zipfile
from io import BytesIO
from zlib import error as ZlibError

from django.utils.translation import gettext as _

from registry.reading.raw import Unreadable

MOST_FILES = 5_000
MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes of all files together; only one at a time is unpacked."""
TIGHTEST = 200
"""Bytes out of each byte that is packed, over the whole archive. Pictures give one, tables about ten, bombs a thousand."""
ENTRY = b"PK\x01\x02"
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others can ask for gigabytes of memory before the first byte comes."""
DRIVE = re.compile(r"[A-Za-z]:")
LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".jsonl", ".ndjson", ".xml")
WORKBOOK = "[Content_Types].xml"


def is_archive(data: bytes) -> bool:
    """Whether this is a ZIP that is no workbook, which is one as well."""
    if not data.startswith(b"PK\x03\x04") or data.count(ENTRY) > MOST_FILES:
        return data.startswith(b"PK\x03\x04")
    try:
        return WORKBOOK not in zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


class Packed:
    """The files of a ZIP. Raises Unreadable for what is none, or what no honest program packs."""

    def __init__(self, data: bytes) -> None:
        damaged = _("This ZIP is damaged or is none. Pack the files again, then upload it.")
        if data.count(ENTRY) > MOST_FILES:  # before each of them becomes an object
            raise Unreadable(_("There are too many files in this ZIP: at most %(most)d.") % {"most": MOST_FILES})
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as fault:
            raise Unreadable(damaged) from fault
        self._entries = {}
        for entry in self._archive.infolist():
            _refuse(entry)
            if not entry.is_dir() and not _is_of_the_desktop(entry.filename):
                self._entries[entry.filename] = entry
        unpacked = sum(entry.file_size for entry in self._entries.values())
        if unpacked > MOST_UNPACKED or unpacked > TIGHTEST * max(len(data), 1):
            raise Unreadable(_("This ZIP is too large once unpacked. Make its pictures smaller, or send it in parts."))
        self._by_path: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in self._entries:
            self._by_path.setdefault(_plain(path), []).append(path)
            self._by_name.setdefault(_plain(path).rpartition("/")[2], []).append(path)

    @property
    def pictures(self) -> int:
        """How many files there are that are no list."""
        return sum(not _plain(path).endswith(LISTS) for path in self._entries)

    def list_path(self) -> str:
        """Where the one list of it lies: the one that lies highest. Raises Unreadable where there is none, or several."""
        lists = [path for path in self._entries if _plain(path).endswith(LISTS)]
        depth = min((path.count("/") for path in lists), default=0)
        highest = [path for path in lists if path.count("/") == depth]
        if not highest:
            raise Unreadable(_("There is no list in this ZIP: CSV, a spreadsheet, JSON Lines or a register’s XML."))
        if len(highest) > 1:
            names = ", ".join(sorted(path.rpartition("/")[2] for path in highest)[:5])
            raise Unreadable(_("There are several lists in this ZIP: %(names)s. Leave one in it.") % {"names": names})
        return highest[0]

    def path_of(self, wanted: str) -> str:
        """The file that a row means: its path, the end of its path, or its bare name. ValueError with a sentence."""
        name = _plain(wanted)
        bare = name.rpartition("/")[2]
        ending = [path for path in self._by_name.get(bare, ()) if _plain(path).endswith(f"/{name}")]
        found = self._by_path.get(name) or ending or self._by_name.get(bare, [])
        if not found:
            raise ValueError(_("There is no such picture in the ZIP."))
        if len(found) > 1:
            raise ValueError(_("Several files in the ZIP are called so. Name it with its folder."))
        return found[0]

    def read(self, path: str, most: int) -> bytes:
        """The bytes of one file, at most one more than `most`. ValueError with a sentence where it is damaged."""
        try:
            with self._archive.open(self._entries[path]) as file:
                return file.read(most + 1)
        except (zipfile.BadZipFile, ZlibError, RuntimeError, EOFError, OSError) as fault:
            raise ValueError(_("This file is damaged in the ZIP. Pack it again.")) from fault


def _refuse(entry: zipfile.ZipInfo) -> None:
    """What leads out of the archive, is locked, or is packed in a way that is not read here."""
    path = entry.filename
    words = {"name": path[:80]}
    parts = path.replace("\\", "/").split("/")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable(_("“%(name)s” in this ZIP is a link. Pack the file itself.") % words)
    if path.startswith(("/", "\\")) or DRIVE.match(path) or ".." in parts:
        raise Unreadable(_("“%(name)s” in this ZIP leads out of it. Pack the folder itself.") % words)
    if entry.flag_bits & 1:
        raise Unreadable(_("This ZIP is locked with a password. Pack it without one."))
    if entry.compress_type not in METHODS:
        raise Unreadable(_("“%(name)s” is packed in a way that is not read here. Pack it as an ordinary ZIP.") % words)


def _is_of_the_desktop(path: str) -> bool:
    """What macOS and Windows add by themselves."""
    name = path.rpartition("/")[2]
    return path.startswith("__MACOSX/") or name.startswith("._") or name in (".DS_Store", "Thumbs.db", "desktop.ini")


def _plain(path: str) -> str:
    """A path as it is compared: macOS takes letters with accents apart, Windows writes \\ and minds no case."""
    return unicodedata.normalize("NFC", path.strip().replace("\\", "/").removeprefix("./")).casefold()
