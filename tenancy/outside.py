"""What stands outside the wall, as a list that a test holds the database to; nothing else may.

Each line says why. Tables of other floors are named here as text: the list is about the database.
"""

OUTSIDE: dict[str, str] = {
    "tenancy_marketplace": "the list of marketplaces: slug, name, state",
    "tenancy_due": "where work is due, without content",
    "accounts_user": "people sign in before a marketplace is known",
    "accounts_access": "which marketplaces a person may enter; no names",
    "account_emailaddress": "e-mail addresses, for sign-in",
    "account_emailconfirmation": "e-mail confirmation, for sign-in",
    "mfa_authenticator": "second factors, for sign-in",
    "usersessions_usersession": "a person's list of sessions",
    "django_session": "sessions",
    "gateway_counter": "rate-limit counters: keyed HMAC, no names",
    "gateway_cache": "what Django keeps for a moment, under keyed HMACs",
    "django_migrations": "Django's own",
    "django_content_type": "Django's own",
    "auth_permission": "Django's own, unused",
    "auth_group": "Django's own, unused",
    "auth_group_permissions": "Django's own, unused",
    "accounts_user_groups": "Django's own, unused",
    "accounts_user_user_permissions": "Django's own, unused",
    "django_site": "Django's own",
}
