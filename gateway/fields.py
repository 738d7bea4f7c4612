"""Fields of forms and serializers for what people type and upload: kept as typed, checked by what it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from rest_framework import serializers

from gateway.text import text_fault
from gateway.uploads import (
    DOCUMENTS,
    PICTURES,
    CheckedDocument,
    CheckedPicture,
    checked_document,
    checked_picture,
)
from tenancy.errors import Invalid


class FormText(forms.CharField):
    """Free text of a form, exactly as typed: spaces at its ends belong to it."""

    def __init__(self, *, max_length: int, strip: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=strip, **kwargs)

    def to_python(self, value: Any) -> str | None:
        """Refuse what is not text before any validator looks at it."""
        text = super().to_python(value)
        fault = text_fault(text) if text else None
        if fault:
            raise ValidationError(fault, code="not_text")
        return text


class ApiText(serializers.CharField):
    """Free text of the API, exactly as sent. A number is not text."""

    def __init__(self, *, max_length: int, trim_whitespace: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, trim_whitespace=trim_whitespace, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Refuse what is not text."""
        if not isinstance(data, str):
            self.fail("invalid")
        fault = text_fault(data)
        if fault:
            raise serializers.ValidationError(fault, code="not_text")
        return str(super().to_internal_value(data))


class FormPicture(forms.FileField):
    """A picture of a form; the cleaned value is a CheckedPicture (None where none was sent)."""

    widget = forms.ClearableFileInput(attrs={"accept": PICTURES})

    def clean(self, data: Any, initial: Any = None) -> CheckedPicture | None:
        """The refusal becomes the field's error."""
        file = super().clean(data, initial)
        return _or_form_error(checked_picture, file) if file else None


class FormDocument(forms.FileField):
    """A PDF or picture of a form; the cleaned value is a CheckedDocument (None where none was sent)."""

    widget = forms.ClearableFileInput(attrs={"accept": DOCUMENTS})

    def clean(self, data: Any, initial: Any = None) -> CheckedDocument | None:
        """The refusal becomes the field's error."""
        file = super().clean(data, initial)
        return _or_form_error(checked_document, file) if file else None


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class FormDocuments(forms.FileField):
    """Several PDFs or pictures of a form; the cleaned value is a list of (name, CheckedDocument), empty where none was
    sent."""

    widget = ManyFiles(attrs={"accept": DOCUMENTS})
    most = 10

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, CheckedDocument]]:  # type: ignore[override]
        """The refusal becomes the field's error, with the name of the file."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        if len(sent) > self.most:
            raise ValidationError(gettext("At most %(n)d files at once.") % {"n": self.most}, code="too_many")
        if self.required and not sent:
            raise ValidationError(self.error_messages["required"], code="required")
        return [self._checked(super(FormDocuments, self).clean(one, initial)) for one in sent]

    def _checked(self, file: Any) -> tuple[str, CheckedDocument]:
        try:
            return file.name, checked_document(file)
        except Invalid as refusal:
            raise ValidationError(f"{file.name}: {refusal.message}", code="unreadable") from refusal


class ApiPicture(serializers.FileField):
    """A picture of a multipart request; the validated value is a CheckedPicture."""

    def to_internal_value(self, data: Any) -> Any:
        """The refusal becomes the field's error."""
        return _or_api_error(checked_picture, super().to_internal_value(data))


class ApiDocument(serializers.FileField):
    """A PDF or picture of a multipart request; the validated value is a CheckedDocument."""

    def to_internal_value(self, data: Any) -> Any:
        """The refusal becomes the field's error."""
        return _or_api_error(checked_document, super().to_internal_value(data))


def _or_form_error(check: Any, file: Any) -> Any:
    try:
        return check(file)
    except Invalid as refusal:
        raise ValidationError(refusal.message, code="unreadable") from refusal


def _or_api_error(check: Any, file: Any) -> Any:
    try:
        return check(file)
    except Invalid as refusal:
        raise serializers.ValidationError(refusal.message, code="unreadable") from refusal
