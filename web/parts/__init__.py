"""The parts that pages are made of, by kind. `web.templatetags.ui` gathers them into one template library."""
