"""What accounts says to the log."""

from django.utils.translation import gettext_lazy as _

from accounts import key_bars
from audit.verbs import Audience, verb

MARKETPLACE_CREATED = verb("marketplace.created", _("Marketplace created"), audience=Audience.OPERATOR)
PARTY_APPLIED = verb("party.applied", _("Application received (%(kind)s)"), facts=("kind",))
PARTY_REGISTERED = verb("party.registered", _("Party registered (%(kind)s)"), facts=("kind",), tone="good")
PARTY_ACCEPTED = verb("party.accepted", _("Application accepted"), tone="good")
PARTY_REFUSED = verb("party.refused", _("Application refused"), tone="stop")
PARTY_EDITED = verb("party.edited", _("Details of the party changed: %(fields)s"), facts=("fields",))
MOVE_ASKED = verb("party.move_asked", _("Letters are to go to another address from %(due_at)s on"), facts=("due_at",))
MOVE_STOPPED = verb("party.move_stopped", _("The new address for letters was stopped"), tone="stop")
PARTY_SUSPENDED = verb("party.suspended", _("Party suspended"), tone="stop")
PARTY_REINSTATED = verb("party.reinstated", _("Party reinstated"), tone="good")
MEMBER_INVITED = verb("member.invited", _("Member invited as %(role)s"), facts=("role", "ends_on"))
MEMBER_JOINED = verb("member.joined", _("Member joined as %(role)s"), facts=("role", "ends_on"))
MEMBER_CHANGED = verb(
    "member.changed", _("Role changed from %(before)s to %(role)s"), facts=("before", "role", "regions", "ends_on")
)
MEMBER_REVOKED = verb("member.revoked", _("Membership revoked (%(role)s)"), facts=("role",), tone="stop")
AGENT_APPOINTED = verb("agent.appointed", _("Agent appointed for a brand"))
AGENT_DISMISSED = verb("agent.dismissed", _("Agent dismissed from a brand"), tone="stop")
KEY_MADE = verb("key.made", _("API key %(prefix)s made (%(scopes)s)"), facts=("prefix", "scopes", "read_only"))
KEY_REVOKED = verb("key.revoked", _("API key %(prefix)s revoked"), facts=("prefix",), tone="stop")
KEYS_BARRED = verb(
    "keys.barred", _("Keys barred. %(lacks)s"), facts=("lacks",), tone="stop", words={"lacks": key_bars.read}
)
KEYS_FREED = verb("keys.freed", _("Keys barred no longer (%(what)s)"), facts=("what",), tone="good")
DENIED = verb(
    "access.denied",
    _("Refused: %(method)s %(view)s (%(code)s)"),
    facts=("code", "view", "method"),
    audience=Audience.OPERATOR,
    tone="stop",
)
PACK_CHOSEN = verb(
    "pack.chosen", _("Pack %(pack)s chosen"), version=2, facts=("pack", "region"), audience=Audience.OPERATOR
)
PACK_DROPPED = verb(
    "pack.dropped", _("Pack %(pack)s dropped"), version=2, facts=("pack", "region"), audience=Audience.OPERATOR
)
CIRCUMSTANCE_STATED = verb(
    "circumstance.stated",
    _("Circumstance %(code)s stated"),
    facts=("code", "holds"),
    audience=Audience.OPERATOR,
)
RULE_TIGHTENED = verb(
    "rule.tightened",
    _("%(what)s %(code)s of %(pack)s tightened to %(value)s"),
    facts=("pack", "what", "code", "value"),
    audience=Audience.OPERATOR,
)
RULE_CONFIRMED = verb(
    "rule.confirmed",
    _("Rule %(rule)s of %(pack)s confirmed"),
    facts=("pack", "rule", "confirmed_on"),
    audience=Audience.OPERATOR,
)
RULE_LOOSENED = verb(
    "rule.loosened",
    _("%(what)s %(code)s of %(pack)s as the pack has it again"),
    facts=("pack", "what", "code", "was"),
    audience=Audience.OPERATOR,
)
POLICY_WORDED = verb(
    "policy.worded",
    _("Introduction to the policy written (%(language)s)"),
    facts=("language", "number"),
    audience=Audience.OPERATOR,
)
POLICY_PUBLISHED = verb(
    "policy.published",
    _("Policy published: version %(number)s, valid from %(valid_from)s"),
    facts=("number", "valid_from", "digest", "changes"),
    audience=Audience.OPERATOR,
    tone="good",
)
LAW_NEWS_NOTED = verb(
    "law.news_noted",
    _("Change of law noted for %(region)s"),
    facts=("region", "read_on", "expected_on"),
    audience=Audience.OPERATOR,
)
LAW_NEWS_DROPPED = verb(
    "law.news_dropped", _("Note on a change of law dropped"), facts=("region",), audience=Audience.OPERATOR
)
