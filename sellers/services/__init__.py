"""What can be done about listings and sellers' records. Each function changes, records and tells in one transaction.

`submit_listing`, `revise_listing`, `end_listing`, `end_listings`, `confirm_state`, `note_quality`, `note_traits`, `note_trait` and
`end_trait` authorise by themselves. All others are called down by a higher floor that has authorised the deed of which they
are part.
"""

from sellers.queries import images_of
from sellers.services.imports import ImportRow, import_rows
from sellers.services.listings import (
    check_again,
    end_listing,
    end_listings,
    hold,
    make_public,
    revise_listing,
    settle_publication,
    submit_listing,
)
from sellers.services.quality import Complained, note_quality
from sellers.services.record import give_strike, note_prior, reverse_strikes
from sellers.services.restraints import lapse, release, restrain, restrain_seller
from sellers.services.shop import confirm_state
from sellers.services.traits import Recognised, end_trait, note_trait, note_traits

__all__ = [
    "Complained",
    "ImportRow",
    "Recognised",
    "check_again",
    "confirm_state",
    "end_listing",
    "end_listings",
    "end_trait",
    "give_strike",
    "hold",
    "images_of",
    "import_rows",
    "lapse",
    "make_public",
    "note_prior",
    "note_quality",
    "note_trait",
    "note_traits",
    "release",
    "restrain",
    "restrain_seller",
    "reverse_strikes",
    "revise_listing",
    "settle_publication",
    "submit_listing",
]
