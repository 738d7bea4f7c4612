"""Parts that ask and act: fields, their errors, buttons, and the bar where a decision gets its last look."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.template import Context, Library
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from web.markup import attributes, isolate, part, picture

register = Library()

KINDS = ("", "primary", "danger", "plain")
"""How a button looks: usual, the one to press, one that takes something away, one that is hardly there."""


@register.simple_tag
def field(bound: BoundField, *, help: str = "") -> SafeString:
    """One field of a form: label, control, help and errors, tied together for a screen reader.

    `help` replaces the help text of the form's field. One that is needed only in some cases, which its help names, stands in
    the form's `needed_at_times` and is not called optional. A choice may carry a second line: the form's field has a
    dict `choice_help` of value to sentence.
    """
    if bound.is_hidden:
        return mark_safe(str(bound))
    kind = _kind(bound)
    return part(
        "field",
        bound=bound,
        control=_control(bound, kind, help),
        kind=kind,
        label=bound.label,
        optional=kind != "checkbox" and _is_optional(bound),
        help=help or bound.help_text,
        errors=list(bound.errors),
        options=_options(bound) if kind == "choices" else [],
        lost=_lost_files(bound),
        kept=_kept_files(bound),
    )


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All fields of a form in its order, the hidden ones too; the errors of the whole stand in `form_errors`."""
    return mark_safe("".join(field(bound) for bound in form))


@register.simple_tag
def form_errors(*given: BaseForm | Sequence[BaseForm] | None, refusal: object = "", focus: bool = True) -> SafeString:
    """What is wrong with the forms, as links to their fields; it takes the `focus`. Nothing where nothing is wrong.

    None is a form that is not on the page. One that stands there more than once says which it is by its `heading`.
    `refusal` is why the whole was refused. Files that were sent are named, as no browser keeps them.
    """
    several = [form for one in given for form in ([one] if isinstance(one, BaseForm) else one or ())]
    whole = [sentence] if (sentence := reason_of(refusal)) else []
    whole += [str(error) for form in several for error in form.non_field_errors()]
    links = [
        (
            bound.id_for_label or bound.auto_id,
            getattr(form, "heading", ""),
            str(bound.label).rstrip("."),
            list(bound.errors),
        )
        for form in several
        for bound in form
        if bound.errors and not bound.is_hidden
    ]
    hidden = [str(error) for form in several for bound in form.hidden_fields() for error in bound.errors]
    if not whole and not links and not hidden:
        return mark_safe("")
    lost = [name for form in several for bound in form for name in _lost_files(bound)]
    return part("form_errors", whole=whole + hidden, links=links, focus=focus, lost=lost)


def _is_optional(bound: BoundField) -> bool:
    return not bound.field.required and bound.name not in getattr(bound.form, "needed_at_times", ())


def _kept_files(bound: BoundField) -> Sequence[Any]:
    """The files that were sent for this field and are kept; with the form come ticks that hand them in again."""
    kept: Sequence[Any] = getattr(bound.form, "files_kept", {}).get(bound.name, ())
    return kept


def _lost_files(bound: BoundField) -> list[str]:
    """The files that were sent for this field and fitted, by name: shown again, the form has them no more."""
    files = bound.form.files
    if _kept_files(bound):
        return []
    if not isinstance(files, MultiValueDict) or _kind(bound) != "file":
        return []
    names = [str(file.name) for file in files.getlist(bound.html_name)]
    wrong = [str(error) for error in bound.errors]
    if wrong and len(names) == 1:
        return []
    return [name for name in names if not any(error.startswith(f"{name}: ") for error in wrong)]


def _kind(bound: BoundField) -> str:
    """Which shape a field takes."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "select" if isinstance(widget, forms.Select) else "text"


def _control(bound: BoundField, kind: str, help: str) -> str:
    """The control, which a screen reader names by the label and describes by the help, each once.

    The box round a checkbox holds both, so that a press anywhere ticks it; its name is the label alone.
    """
    attrs: dict[str, str | bool] = {"aria-labelledby": f"{bound.auto_id}_label"} if kind == "checkbox" else {}
    if help and not bound.help_text:
        attrs["aria-describedby"] = f"{bound.auto_id}_helptext"
    return "" if kind == "choices" else bound.as_widget(attrs=attrs)


def _options(bound: BoundField) -> list[tuple[str, str, str, str]]:
    """(control, label, second line, id) of every choice; one with a second line is named and described apart."""
    helps = getattr(bound.field, "choice_help", {})
    found: list[tuple[str, str, str, str]] = []
    for one in bound.subwidgets:
        second, its_id = helps.get(str(one.data["value"]), ""), one.data["attrs"].get("id", "")
        if second and its_id:
            one.data["attrs"] |= {"aria-labelledby": f"{its_id}_label", "aria-describedby": f"{its_id}_helptext"}
        found.append((one.tag(), one.choice_label, second, its_id))
    return found


def reason_of(refused: object) -> str:
    """Why something may not be done, from a sentence or from the answer of a permission; "" where it may."""
    return str(getattr(refused, "message", refused) or "")


@register.simple_tag(takes_context=True)
def button(
    context: Context,
    label: object,
    url: str = "",
    *,
    kind: str = "",
    post: str = "",
    refused: object = "",
    key: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    **extra: Any,
) -> SafeString:
    """A link (`url`), a form of its own (`post`), or the submit button of the form it stands in.

    `kind`: "", "primary", "danger" or "plain". `refused` is why it cannot be used now: the button is then disabled
    and the reason stands beside it. `key` is the single key that reaches it; a key follows a link and only moves to
    a submit button, so that no single key commits.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of button")
    return part(
        "button",
        label=isolate(label),
        url=url,
        post=post,
        kind=kind,
        reason=reason_of(refused),
        key=key,
        icon=picture(icon),
        name=name,
        value=value,
        csrf_token=context.get("csrf_token", ""),
        extra=attributes(extra),
    )


@register.simple_block_tag
def actions(content: str, note: str = "") -> SafeString:
    """The bar that stays in sight at the foot of a page; holds buttons and `{% confirm %}`."""
    return part("actions", content=content, note=note)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    label: object,
    *,
    commit: str = "",
    kind: str = "",
    post: str = "",
    key: str = "",
    name: str = "",
    value: str = "",
    refused: object = "",
    opened: bool = False,
) -> SafeString:
    """A button that opens a last look; the body says what will happen, and `commit` does it.

    It stands in a form, or makes its own with `post`. The single `key` opens it and puts the focus on `commit`, so
    that Enter commits; nothing else does. Works without script. `refused` as in `{% button %}`.
    """
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of button")
    if reason_of(refused):
        return button(context, label, kind=kind, refused=refused)
    return part(
        "confirm",
        content=content,
        label=isolate(label),
        commit=commit or _("Confirm"),
        kind=kind,
        post=post,
        key=key,
        name=name,
        value=value,
        opened=opened,
        csrf_token=context.get("csrf_token", ""),
    )
