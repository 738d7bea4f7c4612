"""The parts that pages are made of, as one template library. Registered as a builtin: no `{% load %}`.

`docs/pages.md` shows each with an example; `/styleguide` shows each in all its states. A tag takes plain values
(words, numbers, times, URLs), never a model, so that every app can use it and no app imports `web`. A name that ends
in `_url` or is `url` is an address; further keywords become HTML attributes (`hx_get=…` is `hx-get="…"`).
Every tag without a body can be kept under a name: `{% badge "new" as mark %}`.
"""

from django.template import Library

from web.parts import forms, held, lanes, moving, shell, shown, text

register = Library()
for library in (text, shown, held, lanes, moving, forms, shell):
    register.tags.update(library.register.tags)
    register.filters.update(library.register.filters)
