"""Where the page of parts is; included at the root. It answers 404 outside development and the demo."""

from django.urls import path

from web.styleguide import styleguide

urlpatterns = [path("styleguide", styleguide, name="styleguide")]
