"""What is done about parties, people, keys and rules. Each authorises, changes and records in one transaction."""

from accounts.services.key_bars import settle_key_bars
from accounts.services.keys import NewKey, make_key, note_use, revoke_key
from accounts.services.marketplaces import create_marketplace
from accounts.services.members import (
    NewInvitation,
    accept_invitation,
    add_member,
    change_role,
    invite,
    open_invitation,
    revoke_membership,
    set_brands,
)
from accounts.services.moves import open_move, stop_move, waiting_move
from accounts.services.parties import (
    apply_for_party,
    bring_agent,
    decide_application,
    edit_party,
    mend_application,
    register_party,
    reinstate_party,
    suspend_party,
)
from accounts.services.policies import drop_law_news, note_law_news, publish_policy, word_policy
from accounts.services.rules import (
    choose_pack,
    confirm_rule,
    drop_pack,
    loosen_back,
    state_circumstance,
    tighten_rule,
)

__all__ = [
    "NewInvitation",
    "NewKey",
    "accept_invitation",
    "add_member",
    "apply_for_party",
    "bring_agent",
    "change_role",
    "choose_pack",
    "confirm_rule",
    "create_marketplace",
    "decide_application",
    "drop_law_news",
    "drop_pack",
    "edit_party",
    "invite",
    "loosen_back",
    "make_key",
    "mend_application",
    "note_law_news",
    "note_use",
    "open_invitation",
    "open_move",
    "publish_policy",
    "register_party",
    "reinstate_party",
    "revoke_key",
    "revoke_membership",
    "set_brands",
    "settle_key_bars",
    "state_circumstance",
    "stop_move",
    "suspend_party",
    "tighten_rule",
    "waiting_move",
    "word_policy",
]
