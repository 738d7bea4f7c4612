"""United States, copyright, second version: telling the user promptly counts as a duty though read in a secondary text."""

from dataclasses import replace

from policy.packs import house, house_2026, house_grounds, house_more_letters, lawful, us_dmca

NOTIFY_SELLER = replace(us_dmca.NOTIFY_SELLER, rule=replace(us_dmca.NOTIFY_SELLER.rule, verified=True, secondary=True))

PACK = replace(
    us_dmca.PACK,
    version="2",
    valid_from=house_2026.SINCE,
    answers=(*house_2026.ANSWERS[:-1], us_dmca.PACK.answers[-1]),
    clocks=lawful.but(us_dmca.PACK.clocks, NOTIFY_SELLER, replace(house_2026.DECIDE, rule=house.DECIDE.rule)),
    papers=house_2026.LAW_PAPERS,
    grounds=(*us_dmca.GROUNDS[:-1], *house_grounds.SHARED, us_dmca.GROUNDS[-1]),
    letters=(*us_dmca.PACK.letters, house_more_letters.PAPER),
)
