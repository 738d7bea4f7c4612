"""Signing in, second factors and sessions, as allauth ships them; two pages of it are ours."""

from django.urls import include, path

from accounts.views.people import ActivateApp, AddPasskey

urlpatterns = [
    path("two-factor/totp/activate/", ActivateApp.as_view(), name="mfa_activate_totp"),
    path("two-factor/webauthn/add/", AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("two-factor/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include("allauth.account.urls")),
]
