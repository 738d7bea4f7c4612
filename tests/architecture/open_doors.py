"""The routes that are open to more than one role of one marketplace, each with its reason; all others stand in `matrix`."""

from collections.abc import Mapping
from types import MappingProxyType

PUBLIC: Mapping[str, str] = MappingProxyType(
    {
        "registry:apply": "the application form of a rights holder",
        "registry:follow_application": "whoever holds the link of an application follows and mends it",
        "sellers:sell": "the application form of a seller",
        "sellers:sell_again": "who has lost the link of an application is mailed it again",
        "sellers:sell_on": "whoever holds the link of a seller's application follows it",
        "sellers:sell_step": "whoever holds the link of a seller's application writes it, step by step",
        "sellers:report_fraud": "anybody reports fraud, without an account",
        "enforcement:report": "anybody reports a listing, without an account",
        "enforcement:follow_report": "whoever holds the link of a report's receipt",
        "enforcement:add_to_letter": "whoever holds the link of a mail about their letter",
        "scanner:stop_alerts": "the link in a mail ends it; its token is the proof",
        "fulfillment:genuine": "anybody who holds a piece in the hand asks whether its number is genuine",
        "fulfillment:api_genuine": "the same for an app",
        "accounts:policy": "the rules that hold, for anybody to read",
        "accounts:policy_version": "the same as they once were",
        "accounts:policy_pack": "the rules of one region",
        "accounts:policy_differences": "what changed between two versions",
        "registry:public_register": "verified rights as a register shows them",
        "registry:public_right": "one of them",
        "registry:public_picture": "the picture of a registered mark, small",
        "registry:api_public_register": "the same for programs",
        "enforcement:published": "what the law wants to be public of cases, without a name",
        "enforcement:published_json": "the same for programs",
        "accounts:stop_move": "whoever reads the mail to the former address of a party",
        "sellers:stop_payment": "whoever reads the mail to a seller stops that it is paid elsewhere",
        "sellers:who_sells": "the law wants buyers to know who a high-volume seller is",
        "sellers:trader": "the law wants buyers to know who the trader of a listing is",
        "accounts:join": "whoever holds the link of an invitation",
        "fulfillment:bought": "whoever holds the link of an order’s mail sees the order",
        "fulfillment:bought_complain": "the same buyer says what is wrong",
        "fulfillment:bought_complaint": "the same buyer follows a complaint",
        "fulfillment:bought_paper": "the same buyer sees what was shown in it",
        "web:api_schema": "the description of the API",
        "web:api_docs": "the description of the API, as a page",
    }
)
"""Routes inside a marketplace that anybody may use, each with its reason."""

OUTSIDE_OPEN: Mapping[str, str] = MappingProxyType(
    {
        "web:preferences": "language, time zone and theme, before and after signing in",
        "web:alive": "health, for load balancers",
        "web:ready": "health, for load balancers",
        "account_login": "signing in",
        "account_logout": "signing out",
        "account_inactive": "says that an account is not active",
        "account_signup": "says that there is no signing up: by application or invitation alone",
        "account_email_verification_sent": "says that a mail is on its way",
        "account_confirm_email": "whoever holds the link of the mail",
        "account_reset_password": "a new password, by mail",
        "account_reset_password_done": "says that a mail is on its way",
        "account_reset_password_from_key": "whoever holds the link of the mail",
        "account_reset_password_from_key_done": "says that the password is new",
        "account_confirm_login_code": "the second step of signing in",
        "mfa_authenticate": "the second step of signing in",
        "mfa_login_webauthn": "signing in by passkey",
    }
)
"""Routes outside any marketplace that anybody may use, each with its reason."""

OUTSIDE_PERSON: frozenset[str] = frozenset(
    """
    accounts:chooser account_change_password account_email account_reauthenticate account_set_password
    mfa_activate_totp mfa_add_webauthn mfa_deactivate_totp mfa_download_recovery_codes mfa_edit_webauthn
    mfa_generate_recovery_codes mfa_index mfa_list_webauthn mfa_reauthenticate mfa_reauthenticate_webauthn
    mfa_remove_webauthn mfa_view_recovery_codes usersessions_list
    """.split()
)
"""Routes outside any marketplace for whoever is signed in; they show nothing but the person's own."""
