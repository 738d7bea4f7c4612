"""Pages of `web` outside any marketplace."""

from django.urls import path

from web.preferences import preferences

app_name = "web"
urlpatterns = [path("preferences", preferences, name="preferences")]
