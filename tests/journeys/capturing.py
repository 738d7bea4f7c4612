"""Hands in documents of events one after another, and says each that was taken in: started, and killed, by a test.

`python -m tests.journeys.capturing TENANT MEMBERSHIP FIRST`.
"""

import os
import sys
from uuid import UUID

import django

DOCUMENTS, EVENTS = 40, 25


def document(number):
    """Events that no other document has."""
    serials = (f"https://id.gs1.org/01/04006381333931/21/K{number}-{place}" for place in range(EVENTS))
    event = {
        "type": "ObjectEvent", "eventTime": "2026-03-01T08:00:00Z", "eventTimeZoneOffset": "+00:00", "action": "OBSERVE",
        "bizStep": "shipping",
    }  # fmt: skip
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
        "schemaVersion": "2.0", "creationDate": "2026-03-01T09:00:00Z",
        "epcisBody": {"eventList": [{**event, "epcList": [one]} for one in serials]},
    }  # fmt: skip


if __name__ == "__main__":
    django.setup()
    from django.db import connections

    from accounts.actors import of_membership
    from accounts.models import Membership
    from fulfillment.services.epcis import capture
    from tenancy.context import tenant

    connections["default"].settings_dict["NAME"] = os.environ["JOURNEY_DATABASE"]
    for number in range(int(sys.argv[3]), DOCUMENTS):
        with tenant(UUID(sys.argv[1])):
            who = Membership.objects.select_related("party").get(id=sys.argv[2])
            capture(actor=of_membership(who), body=document(number))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
