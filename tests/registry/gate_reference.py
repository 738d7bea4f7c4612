"""The gate as a person with all papers on one table would answer: slowly, place by place, paper by paper.

Written from the words of the rules and without any of the gate's own code; only the values it is asked with are shared.
"""

from datetime import date

from policy.first_sale import BARRED, CONDITIONS

UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
SOME_COUNTRIES = [*UNION, "GB", "US", "NO", "JP", "CH"]
FAR = date(9999, 12, 31)


def countries(codes):
    """Each single country that these codes mean."""
    found = []
    for code in codes:
        found += UNION if code == "EU" else [code]
    return found


def verdict(question, rights, authorisations, licences, rules):
    """yes, no or ask."""
    right = rights.get(question.right)
    if right is None:
        return "ask"
    if owner_on(right, question.day) == question.seller:
        return "yes"
    if not enforced(right, question.day):
        return "yes"
    goes_to = [code for code in countries([question.destination]) if code]
    if goes_to and right.territories:
        goes_to = [code for code in goes_to if code in countries(right.territories)]
        if not goes_to:
            return "yes"
    said = [of_authorisation(one, question, goes_to) for one in authorisations]
    said += [of_licence(one, question, right, goes_to, licences) for one in licences]
    given = {one for one in said if one is not None}
    if "yes" in given:
        return "yes"
    permitted = "doubt" if "doubt" in given else "no" if "no" in given else "ask"
    sale = question.item.first_sale
    if not (sale.sold_in or sale.consent or sale.owner_says or sale.state or sale.shown or sale.met):
        return {"doubt": "ask", "no": "no", "ask": "ask"}[permitted]
    of_sale = first_sale(sale, rules.get((question.destination, right.kind)), question)
    if of_sale == "no":
        return "ask" if permitted == "doubt" else "no"
    return of_sale


def owner_on(right, day):
    """Whoever the last line of the chain up to that day names."""
    owner = right.owners[0][1] if right.owners else right.owner
    for since, who in right.owners:
        if since <= day:
            owner = who
    return owner


def enforced(right, day):
    """Verified, registered by then, and not expired before."""
    begun = right.registered_on is None or day >= right.registered_on
    over = right.expires_on is not None and day > right.expires_on
    return right.in_force and begun and not over


def of_authorisation(one, question, goes_to):
    """yes, no, doubt, or nothing to the point; None for papers of somebody else."""
    if (one.right, one.seller) != (question.right, question.seller):
        return None
    if one.territories:
        if not question.destination:
            return "doubt"
        if any(code not in countries(one.territories) for code in goes_to):
            return "short"
    if question.day < one.starts_on or question.day > (one.ends_on or FAR):
        return "short"
    return "no" if one.revoked_on is not None and one.revoked_on <= question.day else "yes"


def above(licence, licences):
    """The licence and all above it; None in it where one is missing or comes twice."""
    line = [licence]
    while line[-1].parent is not None:
        found = [one for one in licences if one.id == line[-1].parent]
        if not found or found[0] in line:
            return [*line, None]
        line.append(found[0])
    return line


def of_licence(licence, question, right, goes_to, licences):
    """As of an authorisation: what one licence, by the weakest paper of its line, says."""
    if question.right not in licence.rights or licence.licensee != question.seller:
        return None
    line = above(licence, licences)
    papers = [one for one in line if one is not None]
    short, unclear = reach(papers, question, goes_to)
    if short or unclear:
        return first_of(papers, question, goes_to)
    day = question.day
    if any(day < one.starts_on for one in papers):
        return "short"
    if any(day > (one.ends_on or FAR) for one in papers):
        soonest = min(one.ends_on or FAR for one in papers)
        return "short" if (licence.ends_on or FAR) == soonest else "doubt"
    if not sound(line, question.right):
        return "doubt"
    if licence.ended_on is not None and licence.ended_on <= day:
        return "no"
    if any(one.ended_on is not None and one.ended_on <= day for one in papers[1:]):
        return "doubt"
    if papers[-1].licensor != owner_on(right, day):
        return "doubt"
    if any(shuts_out(one, licence, question, right, goes_to, licences) for one in licences):
        return "doubt"
    left = [one.quota_left for one in papers if one.quota_left is not None]
    return "no" if left and question.quantity > min(left) else "yes"


def first_of(papers, question, goes_to):
    """Places are asked first, then channels, then goods: the first that fails says how."""
    for about in (places_of, channels_of, goods_of):
        found = about(papers, question, goes_to)
        if found:
            return found
    return ""


def reach(papers, question, goes_to):
    """Whether what is asked is out of reach of the line, and whether that cannot be said."""
    found = {about(papers, question, goes_to) for about in (places_of, channels_of, goods_of)}
    return "short" in found, "doubt" in found


def places_of(papers, question, goes_to):
    limited = [one for one in papers if one.territories]
    carved = [one for one in papers if one.carve_outs]
    if not question.destination:
        return "doubt" if limited or carved else ""
    for country in goes_to:
        if any(country not in countries(one.territories) for one in limited):
            return "short"
        if any(country in countries(one.carve_outs) for one in carved):
            return "short"
    return ""


def channels_of(papers, question, goes_to):
    """Every paper must include the channel. Where a narrower channel would be in all of them, nobody can say."""
    limited = [one.channels for one in papers if one.channels]
    if all(includes(names, question.channel) for names in limited):
        return ""
    if not question.channel:
        return "doubt"
    named = {code for names in limited for code in names if code.startswith(f"{question.channel}:")}
    return "doubt" if any(all(includes(names, code) for names in limited) for code in named) else "short"


def includes(names, channel):
    return channel in names or channel.split(":")[0] in names


def goods_of(papers, question, goes_to):
    limited = [one.classes for one in papers if one.classes]
    if not limited:
        return ""
    if not question.item.classes:
        return "doubt"
    inside = all(number in classes for number in question.item.classes for classes in limited)
    return "" if inside else "short"


def sound(line, right):
    """Whether each paper of the line is one that the next above it allows."""
    if line[-1] is None:
        return False
    for place, one in enumerate(line):
        if not one.signed or one.consent == "missing" or right not in one.rights:
            return False
        if one.sublicensing_depth < place:
            return False
        if place and line[place - 1].licensor != one.licensee:
            return False
    return True


def shuts_out(other, licence, question, right, goes_to, licences):
    """Whether somebody else holds the same alone."""
    if other.exclusivity != "exclusive" or question.right not in other.rights or other.licensee == question.seller:
        return False
    line = above(other, licences)
    if licence in line or other in above(licence, licences) or not sound(line, question.right):
        return False
    day = question.day
    if any(day < one.starts_on or day > (one.ends_on or FAR) or day >= (one.ended_on or FAR) for one in line):
        return False
    if line[-1].licensor != owner_on(right, day):
        return False
    if goes_to and all(places_of(line, question, [country]) for country in goes_to):
        return False
    limited = [one.classes for one in line if one.classes]
    mine = [number for number in question.item.classes if all(number in classes for classes in limited)]
    if limited and question.item.classes and not mine:
        return False
    return not question.channel or channels_of(line, question, goes_to) in ("", "doubt")


def first_sale(sale, rule, question):
    """yes only if everything is shown, no only if the claim fails by itself, ask else."""
    if not question.destination or rule is None or not rule.rule.verified or rule.rule.secondary:
        return "ask"
    counts = countries(rule.first_sale_in)
    anywhere = "*" in rule.first_sale_in
    elsewhere = sale.sold_in and not anywhere and any(code not in counts for code in countries([sale.sold_in]))
    if sale.consent == "none" or elsewhere or sale.state in BARRED.get(rule.rule.code, ()):
        return "no"
    by_owner = sale.owner_says == "confirms"
    by_papers = sale.consent == "given" and "chain" in sale.shown and (anywhere or "invoice" in sale.shown)
    shown = sale.owner_says != "denies" and (by_owner or by_papers) and (anywhere or sale.sold_in)
    unchanged = sale.state == "as_sold" and "state" in sale.shown
    met = all(code in sale.met for code in CONDITIONS.get(rule.rule.code, ()))
    return "yes" if shown and unchanged and met else "ask"
