"""What the pre-check says to a seller: one sentence for each kind of finding, and what to do about it."""

from __future__ import annotations

from policy.words import gettext_noop as _

KINDS = ("superlative", "medical", "claim", "green", "approval", "origin", "counterfeit", "own")
"""What a rule about words is about: `own` are a marketplace's."""

SENTENCES = {
    "superlative": _("“%(written)s” says that nothing is better. The law there asks for proof, or forbids it."),
    "medical": _("“%(written)s” says that the goods treat, cure or prevent something. Only medicines may say so."),
    "claim": _("“%(written)s” promises what a seller would have to prove."),
    "green": _("“%(written)s” is a general environmental claim without what it rests on."),
    "approval": _("“%(written)s” speaks of an approval or recommendation that such goods do not have as a rule."),
    "origin": _("“%(written)s” says where the goods were made; “Made in” of the listing does not say the same."),
    "counterfeit": _("“%(written)s” says that the goods are an imitation of somebody's brand."),
    "own": _("“%(written)s” is not wanted in this marketplace. %(why)s"),
    "missing-brand": _("No brand is given. If the goods bear none, say so: “unbranded”."),
    "missing-origin": _("It is not said where the goods were made."),
    "missing-category": _("No category is given, so the goods are compared with those of all classes."),
    "missing-price": _("No price is given."),
    "missing-picture": _("There is no picture."),
    "missing-identification": _("Nothing identifies the goods: there is no GTIN, and no brand with a model."),
    "needed": _("In the category “%(category)s” this marketplace needs: %(label)s."),
    "gtin-wrong": _("%(written)s is no GTIN. %(why)s"),
    "mark": _("The %(field)s names the mark “%(mark)s” of %(owner)s, and no permission is on file."),
    "mark-refused": _("The %(field)s names the mark “%(mark)s” of %(owner)s, and what is on file does not allow it."),
    "mark-disguised": _("The %(field)s hides the mark “%(mark)s” of %(owner)s (“%(written)s”)."),
    "mark-fits": _("“%(word)s” before “%(mark)s” says what the goods fit: that is allowed. Keep it so."),
    "picture": _("Picture %(number)d shows what %(owner)s has registered (“%(mark)s”), and no permission is on file."),
    "picture-elsewhere": _("Picture %(number)d stands in listings of %(count)d other sellers, and was there first."),
    "picture-unreadable": _("Picture %(number)d cannot be opened. %(why)s"),
    "price-far-below": _("The price, %(price)s, is less than half of what genuine goods usually cost (from %(low)s)."),
    "price-below": _("The price, %(price)s, is below what genuine goods usually cost (from %(low)s)."),
    "price-above": _("The price, %(price)s, is above what genuine goods usually cost (up to %(high)s)."),
    "price-below-peers": _(
        "The price, %(price)s, is far below what %(count)s listings of the same category cost (%(median)s in the middle)."
    ),
    "banned": _("The goods seem to fall under the ban %(ban)s."),
}

REMEDIES = {
    "remove": _("Remove these words."),
    "prove": _("Remove these words, or hold ready what proves them and name it."),
    "facts": _("Say what is a fact instead: material, measure, test and its number."),
    "effect": _("Say what the goods are and how they are used, not what they heal."),
    "cosmetic": _("Say what it does to look and feel (“moisturises”), not to health."),
    "specific": _("Name the property and the certificate, as in “80 % recycled cotton, GRS certified”."),
    "approval": _("Name the approval with its number and who gave it, or remove these words."),
    "origin": _("Fill in “Made in”, or remove these words."),
    "genuine": _("Do not offer imitations. If the goods are genuine, or of your own make, remove these words."),
    "fill": _("Fill it in."),
    "gtin": _("Type the digits below the bar code again; the last one checks the others."),
    "licence": _("Hand in the licence or the invoice, say what it fits (“for …”), or take the name out."),
    "undisguise": _("Write the name as it is, or take it out."),
    "nothing": _("Nothing needs to be done."),
    "own-picture": _("Take a picture of your own goods."),
    "better-picture": _("Choose the file again, as JPEG, PNG, WebP or GIF."),
    "price": _("Look at the price and its currency again; have the invoice of your supplier ready."),
    "ban": _("Read the ban. If the goods are others, say so in the description."),
}
