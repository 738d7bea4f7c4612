"""Files of a form that was refused: kept for some hours under a token in the form, so that nobody has to choose them again.

They lie where originals lie, and no row names them: what is not handed in after all is swept with what other refused
transactions left (`sweep_orphans`). A browser cannot be given a file back; it can be given a tick that says which one.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from evidence import files
from gateway.fields import FormDocument, FormDocuments
from gateway.limits import limit
from gateway.uploads import CheckedDocument
from tenancy.context import current_tenant
from tenancy.errors import TooMany

HOURS = 20
"""Shorter than the age at which files that no row names are swept."""
SALT, SUFFIX = "evidence.kept", "_kept"
MOST, LONGEST, PER_ADDRESS = 20, 200, 30
"""Files of one field, characters of a name, and forms of strangers whose files are kept in an hour."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is here already: what it is called, its bytes in number, and the token that brings it back."""

    name: str
    size: int
    token: str


def keep(document: CheckedDocument, name: str) -> Kept:
    """Put a file aside. The token is good in this marketplace alone."""
    tenant = current_tenant()
    files.write_once(tenant, files.address_of(tenant, document.sha256), document.data)
    said = [str(tenant), document.sha256, document.media_type, name[:LONGEST]]
    return Kept(name[:LONGEST], len(document.data), signing.dumps(said, salt=SALT, compress=True))


def brought_back(token: str) -> SimpleUploadedFile | None:
    """The file of a token as if it had been sent again; None for a token that is not ours, too old, or already swept."""
    try:
        tenant, sha256, media_type, name = signing.loads(token, salt=SALT, max_age=HOURS * 3600)
        if tenant != str(current_tenant()):
            return None
        data = files.read_original(current_tenant(), files.address_of(current_tenant(), sha256), sha256)
    except (signing.BadSignature, FileNotFoundError):
        return None
    return SimpleUploadedFile(name, data, media_type)


class KeepsFiles(forms.BaseForm):
    """A form whose documents are still there when it comes back refused: the view calls `keep_files`, or `keep_files_of`."""

    files_kept: Mapping[str, Sequence[Kept]] = MappingProxyType({})

    def full_clean(self) -> None:
        """With the files that are ticked, as if they had been chosen once more."""
        if self.is_bound and isinstance(self.data, MultiValueDict):
            self._bring_back(self.data)
        super().full_clean()

    def _bring_back(self, data: MultiValueDict[str, Any]) -> None:
        sent: MultiValueDict[str, Any] = self.files.copy()
        for name, field in self._document_fields():
            key = self.add_prefix(name)
            if key in sent and not isinstance(field, FormDocuments):
                continue  # another one was chosen in its place
            for token in data.getlist(key + SUFFIX)[:MOST]:
                if (file := brought_back(token)) is not None:
                    sent.appendlist(key, file)
        self.files = sent

    def keep_files(self) -> None:
        """Keep what fitted, so that the page offers it again."""
        kept, errors = {}, self.errors
        for name, field in self._document_fields():
            found = self.cleaned_data.get(name) if name not in errors else None
            if found and isinstance(field, FormDocuments):
                kept[name] = [keep(document, called) for called, document in found]
            elif found:
                kept[name] = [keep(found, self.called(name))]
        self.files_kept = kept
        if kept:
            self.use_required_attribute = False  # a browser would not send the form without a new file

    def keep_files_of(self, address: str) -> None:
        """The same for a stranger at a network address; who comes back refused very often chooses them again."""
        with suppress(TooMany):
            limit("files kept", address, per_hour=PER_ADDRESS)
            self.keep_files()

    def called(self, name: str) -> str:
        """What the file of a field is called, "" if there is none."""
        return str(getattr(self.files.get(self.add_prefix(name)), "name", "") or "")

    def _document_fields(self) -> list[tuple[str, forms.Field]]:
        found = self.fields.items()
        return [(name, field) for name, field in found if isinstance(field, FormDocument | FormDocuments)]
