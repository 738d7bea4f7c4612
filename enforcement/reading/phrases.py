"""How people say these things, in English, German, French, Spanish and Italian.

Every expression is bounded, so that a letter is read in time proportional to its length.
"""

import re
from re import Pattern


def _any(*parts: str) -> Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


# What stands where a publisher or the sender hid something: it was given.
REDACTED = _any(r"\[(?:private|redacted|withheld|hidden|name redacted|removed)\]", r"[█■]{3,}", r"\bX{4,}\b")
INVALID = _any(r"\[invalid\]")

GOOD_FAITH = _any(
    r"good[\s‐-]{1,3}faith", r"\bbona fide belief", r"(?:in )?gute[mnr] Glauben", r"guten Glaubens",
    r"nach bestem Wissen und Gewissen", r"\bbonne foi", r"\bbuena fe", r"\bbuona fede",
)  # fmt: skip
DENIED_FAITH = _any(r"\b(?:not|cannot|can't|don't|unable to|no)\b[^.]{0,30}$")
NOT_AUTHORISED = _any(
    r"\b(?:not|never|neither|nor|isn't|aren't|n't)\b[^.]{0,60}?\b(?:authori[sz]ed|permitted|licen[cs]ed|allowed|consented)",
    r"\bunauthori[sz]ed", r"\bwithout\b[^.]{0,40}?\b(?:authori[sz]ation|permission|consent|licen[cs]e)",
    r"\bnicht\b[^.]{0,60}?(?:genehmigt|gestattet|autorisiert|erlaubt|berechtigt|lizenziert)",
    r"\bohne\b[^.]{0,40}?(?:Erlaubnis|Genehmigung|Zustimmung|Einwilligung|Lizenz)",
    r"\b(?:pas|non|jamais)\b[^.]{0,40}?autoris", r"\bsans\b[^.]{0,40}?(?:autorisation|consentement|permission)",
    r"\bno\b[^.]{0,40}?autorizad", r"\bsin\b[^.]{0,40}?(?:autorizaci|consentimiento|permiso)",
    r"\bnon\b[^.]{0,40}?autorizzat", r"\bsenza\b[^.]{0,40}?(?:autorizzazione|consenso|permesso)",
)  # fmt: skip
PERJURY = _any(
    r"\bperjury\b", r"eides?stattlich", r"an Eides statt", r"\bMeineid", r"\bparjure\b", r"\bperjurio\b", r"\bspergiuro\b",
)  # fmt: skip
_SAYINGS = r"(?:information|notification|notice|letter|statements?|claims?|complaint|contents?|facts|foregoing|above)"
ACCURATE = _any(
    rf"\b{_SAYINGS}\b[^.;]{{0,160}}?\b(?:accurate|true|correct|truthful)\b",
    rf"\b(?:accuracy|truth|correctness) of\b[^.;]{{0,60}}?\b{_SAYINGS}\b",
    r"\b(?:Angaben|Informationen|Mitteilung|Meldung)\b[^.;]{0,120}?\b(?:richtig|zutreffend|wahrheitsgemäß|korrekt|wahr)\b",
    r"\b(?:informations|notification|déclarations)\b[^.;]{0,120}?\b(?:exactes?|vraies?|véridiques?|correctes?)\b",
    r"\b(?:información|informaciones|notificación|datos)\b[^.;]{0,120}?\b(?:exact[ao]s?|veraz|veraces|correct[ao]s?|ciert[ao]s?)\b",
    r"\b(?:informazioni|notifica)\b[^.;]{0,120}?\b(?:accurat[ae]|esatt[ae]|corrett[ae]|verità|verit[ai]er[ae])\b",
)  # fmt: skip
AUTHORITY = _any(
    r"\bauthori[sz]ed\b[^.;]{0,80}?\b(?:act|represent|behalf|agent|owner|submit|provider|write|complain|make|send|enforce)",
    r"\b(?:authori[sz]ed|exclusive|legal|lawful|duly appointed)\b[^.;]{0,40}?\b(?:agent|representative|licensee)\b",
    r"\bI(?:'m| am)\b[^.;]{0,40}?\b(?:owner|holder|author|creator|proprietor|agent)\b",
    r"\bwe are\b[^.;]{0,40}?\b(?:owners?|holders?|authors?|creators?|agents?)\b",
    r"\b(?:owner|holder)\b[^.;]{0,40}?\bof (?:an |the )?(?:exclusive )?(?:rights?|copyright|work)",
    r"\bon behalf of\b", r"\b(?:bevollmächtigt|befugt|ermächtigt|berechtigt)\b", r"\bInhaber(?:in)?\b", r"im Namen d",
    r"\b(?:autorisée?|habilitée?|mandatée?)\b[^.;]{0,40}?\bagir", r"\btitulaire\b", r"au nom d", r"\bpropriétaire\b",
    r"\bautorizad[oa]\b[^.;]{0,40}?\bactuar", r"\btitular\b", r"en nombre d", r"\bpropietari[oa]\b",
    r"\bautorizzat[oa]\b[^.;]{0,40}?\bagire", r"\btitolare\b", r"per conto d",
)  # fmt: skip
MISTAKE = _any(
    r"\bmistake\b", r"\bmisidentif", r"\bin error\b", r"\berroneous", r"\b(?:Irrtum|Verwechslung|Verwechselung)",
    r"\berreur\b", r"\bidentification erronée", r"\berror\b", r"\bidentificación (?:incorrecta|errónea)", r"\berrore\b",
)  # fmt: skip
JURISDICTION = _any(
    r"\b(?:consents?|submits?|agrees?|accepts?|consenting)\b[^.;]{0,60}?\bjurisdiction",
    r"\bjurisdiction\b[^.;]{0,80}?\b(?:consent|accept|submit)", r"\bGerichtsstand\b", r"Zuständigkeit des[^.;]{0,30}Gericht",
    r"\bcompétence d[^.;]{0,40}?\b(?:tribunal|juridiction|cour)", r"\bjurisdicción d",  r"\bgiurisdizione d",
)  # fmt: skip
SERVICE = _any(
    r"\baccept\w*\b[^.;]{0,40}?\bservice\b[^.;]{0,20}?\bprocess", r"\bservice of process\b", r"\bZustellung(?:en)?\b",
    r"\bsignification d", r"\bnotificación (?:judicial|de la demanda|procesal)", r"\bnotifica degli atti",
)  # fmt: skip
RETRACTION = _any(
    r"\b(?:retract|withdraw|rescind|revoke|nullify|cancel|take back|null, or invalidate)\w*\b[^.]{0,60}?"
    r"\b(?:notice|notification|complaint|take ?down|DMCA|DCMA|claim|report|request)\b",
    r"\b(?:notice|notification|complaint|take ?down|DMCA|DCMA|claim)\b[^.]{0,40}?\b(?:retracted|withdrawn|rescinded|revoked)\b",
    r"\b(?:retraction|reinstatement) (?:of|and)\b", r"\bre-?enable the content\b",
    r"\b(?:ziehe|ziehen|nehme|nehmen)\b[^.]{0,60}?(?:Meldung|Beschwerde|Hinweis|Abmahnung)[^.]{0,30}?\bzurück",
    r"\bretir(?:e|er|ons)\b[^.]{0,40}?\b(?:notification|plainte|réclamation)",
    r"\b(?:retiro|retiramos|retirar)\b[^.]{0,40}?\b(?:notificación|reclamación|denuncia)",
)  # fmt: skip
COUNTER_NOTICE = _any(
    r"\bcounter[\s-]?(?:notice|notification|claim)\b", r"\bGegendarstellung\b", r"\bcontre-notification\b",
    r"\bcontranotificación\b", r"\bcontro-?notifica\b",
)  # fmt: skip
WRONGED = _any(
    r"\binfring\w+", r"\bcounterfeit\w*", r"\bpirated?\b", r"\bcopyright(?:ed)?\b", r"\btrade ?marks?\b", r"\bplagiar\w+",
    r"\b(?:fakes?|knock-?offs?|imitations?)\b", r"\bunauthori[sz]ed\b",
    r"\bwithout (?:our|my|any|the|their)?\s?(?:authori[sz]ation|permission|consent|licen[cs]e)\b",
    r"\btake (?:it|them|this|these) down\b",
    r"\bverletz\w+", r"\bUrheberrecht\w*", r"\bMarkenrecht\w*", r"\bFälschung\w*", r"\bcontrefa\w+", r"\bdroits? d.auteur",
    r"\binfracci\w+", r"\bfalsificac\w+", r"\bderechos? de autor", r"\bviolazion\w+", r"\bcontraffa\w+",
)  # fmt: skip

# What an address is, by the words before it.
COMPLAINED = _any(
    r"\binfring(?:ing|es?|ements?)\b", r"\bunauthori[sz]ed\b", r"\bpirated?\b", r"\bcounterfeits?\b", r"\bfakes?\b",
    r"\bstolen\b", r"\b(?:illegal|unlawful|illicit)(?:ly)?\b", r"\bplagiari[sz]\w*", r"\bknock-?offs?\b",
    r"\b(?:to be|should be|must be|be) (?:taken down|removed|disabled|deleted)\b", r"\bcomplained of\b",
    r"\bwithout (?:our|my|any|the|their)?\s?(?:authori[sz]ation|permission|consent|licen[cs]e)\b", r"\boffending\b",
    r"\bohne\b[^.:;\n]{0,30}(?:Erlaubnis|Genehmigung|Zustimmung|Einwilligung)",
    r"\bsans\b[^.:;\n]{0,30}(?:autorisation|consentement)",
    r"\bsin\b[^.:;\n]{0,30}(?:autorización|consentimiento|permiso)", r"\bsenza\b[^.:;\n]{0,30}(?:autorizzazione|consenso)",
    r"\bremove\b", r"\btake(?:n|s)? ?down\b(?! (?:notice|policy|request))", r"\brechtsverletzend\w*", r"\brechtswidrig\w*",
    r"\bgefälscht\w*", r"\bcontrefais\w+", r"\billicites?\b", r"\binfractor\w*", r"\bilícit\w+", r"\bcontraffatt\w+",
)  # fmt: skip
OWN = _any(
    r"\boriginals?\b", r"\bofficial\b", r"\bgenuine\b", r"\bauthentic\b", r"\b(?:being|been|is|was|were|are) infringed\b",
    r"\bwork infringed\b", r"\bprotected by\b", r"\bcopyrighted (?:work|material)s?\b", r"\bproof\b", r"\bevidence\b",
    r"\bweb ?sites?\s?(?:at|is|address|[:;-]|$)", r"\bregist(?:er|ry|ration|ered)\b", r"\bexhibit",
    r"\b(?:our|my|client's|owner's|owner)\s(?:[\w’'-]{1,30}\s){0,2}(?:web ?site|site|shop|store|app ?store|page|listing|"
    r"link|repo|repository|url|"
    r"app|profile|channel)\b",
    r"\bcan (?:be )?(?:view|see|found|find|download)\w*", r"\b(?:unser|mein)e?[rsnm]?\s(?:\w{1,30}\s){0,2}(?:Web)?(?:seite|"
    r"shop|angebot|laden)\b",
    r"\bOriginalwerk\w*", r"\b(?:notre|mon|nos|mes)\s(?:\w{1,30}\s){0,2}(?:site|boutique|page)\b",
    r"\b(?:nuestr[oa]|mi)\s(?:\w{1,30}\s){0,2}(?:sitio|tienda|página)\b",
    r"\bsold (?:on|at)\b", r"\bsell(?:ing)?\b[^.:;\n]{0,40}\b(?:on|at)\b",
)  # fmt: skip
READING_MATTER = _any(
    r"\bguides?\b", r"\bpolic(?:y|ies)\b", r"\bprivacy\b", r"\bread and underst\w+", r"\blearn (?:more|about)\b",
    r"\bplease visit\b",
    r"\bhow to\b", r"\bterms (?:of|and)\b", r"\bmore information\b",
)  # fmt: skip
NEITHER = _any(
    r"\bprofiles?\b", r"\b(?:user|account|seller|publisher|company)(?: name)?s?\b[^.:;\n]{0,20}$", r"\bscreenshots?\b",
    r"\bsearch results?\b", r"\bcontact\b", r"\bsee\s*$", r"\bcf\.\s*$", r"\bmy (?:website|site|company)\b",
)  # fmt: skip
WEAKLY_COMPLAINED = _any(
    r"\bfork(?:s|ed)?\b", r"\bcop(?:y|ies|ied)\b", r"\bclon(?:e|es|ed)\b", r"\bdisabl\w+", r"\bdelet\w+", r"\btheir\b", r"\bhis\b",
    r"\bsells?\b", r"\boffers?\b", r"\bfollowing (?:url|link|listing|item|page|repositor|address)\w*", r"\breported\b",
    r"\bviolat\w+",
    r"\bfolgende[nrs]? (?:Angebot|Link|Adresse|Seite|Artikel)\w*", r"\blöschen\b", r"\bentfern\w+", r"\bsupprim\w+",
    r"\bannonces?\b",
    r"\bretir\w+", r"\banuncios?\b", r"\beliminar\b",
)  # fmt: skip

# What a work is called, and what makes it somebody's.
WORK_NOUNS = (
    r"(?:books?|novels?|manuscripts?|texts?|poems?|films?|movies?|series|episodes?|videos?|songs?|tracks?|albums?|"
    r"music|recordings?|compositions?|broadcasts?|channels?|podcasts?|photo(?:s|graphs?)?|pictures?|images?|illustrations?|"
    r"drawings?|"
    r"paintings?|artworks?|prints?|designs?|patterns?|logos?|characters?|fonts?|typefaces?|maps?|data(?:bases?|sets?)?|software|"
    r"source ?codes?|codes?|programs?|apps?|applications?|games?|scripts?|modules?|plugins?|themes?|templates?|firmware|"
    r"librar(?:y|ies)|"
    r"repositor(?:y|ies)|presets?|assets?|documents?|documentation|specifications?|systems?|toys?|dolls?|models?|"
    r"websites?|courses?|lessons?|jewel(?:le)?ry|fabrics?|packaging|descriptions?|catalog(?:ue)?s?|manuals?|proprietary material)"
)
_TITLE = r"[\"“„«‘][^\"”“»’\n]{2,80}[\"”“»’]"
# What every expression of OWNED_WORK needs somewhere: asked first, because it is quick.
NAMES_A_THING = _any(
    rf"\b{WORK_NOUNS}\b", r"[\"“„«‘]",
    r"trade ?mark|marke|marque|marca|marchio|werk|foto|bild|buch|büch|text|zeichnung|entw[uü]rf|muster|programm|"
    r"musik|lied|film|œuvre|photo|image|livre|"
    r"dessin|logiciel|chanson|modèle|obra|imágen|libro|dibujo|ilustraci|películ|canci|diseño",
)  # fmt: skip
OWNED_WORK = _any(
    rf"\b(?:our|my|whose|client's|owner's|the|unser\w*|mein\w*|notre|nos|mon|mes|nuestr\w+|"
    rf"mis?)\s(?:[\w-]{{1,30}}\s){{0,3}}{_TITLE}",
    rf"\boriginal\b[^.:;?!]{{0,40}}?\b{WORK_NOUNS}\b",
    r"\btrade ?marks?\b[^;?!]{0,60}?(?:\d{5,}|[\"“„«])", r"[\"”“»]\s(?:is|are) (?:our|my|a|the)\b[^.;?!]{0,40}\btrade ?marks?\b",
    r"\w*marken?\b[^;?!]{0,60}?(?:\d{5,}|[\"“„«])", r"\bmar(?:que|ca|chio)s?\b[^;?!]{0,60}?(?:\d{5,}|[\"“„«])",
    rf"\b{WORK_NOUNS}\s(?:titled|entitled|called|named|known as|{_TITLE})",
    rf"\bcopyrights? (?:in|to|of)\b[^.:;?!]{{0,40}}?\b{WORK_NOUNS}\b",
    rf"\b(?:our|my|whose|client's|clients'|its|his|her|their|owner's|company's|proprietary|"
    rf"copyrighted)\b[^.:;?!]{{0,60}}?\b{WORK_NOUNS}\b",
    rf"\b(?:own|owns|owner|owners|holder|created|author(?:ed)?|wrote|designed|develop(?:s|ed|er)|painted|drew|composed|"
    rf"photographed|produced|"
    rf"published|proprietor|licensee|rights? (?:in|to)|copyrights? (?:in|to|of|on)|"
    rf"copyright owner)\b[^.:;?!]{{0,80}}?\b{WORK_NOUNS}\b",
    rf"\b{WORK_NOUNS}\b[^.:;\n?!]{{0,60}}?\b(?:are|is|were|was|that (?:are|is))\s(?:all )?(?:mine|ours|proprietary|owned|"
    rf"protected|copyrighted|property)\b",
    rf"\b(?:distribute|contain|show|use|reproduce|cop(?:y|ies|ied))\w*\b[^.:;\n?!]{{0,30}}?\b(?:our|my|"
    rf"client's)\b[^.:;\n?!]{{0,60}}?\b{WORK_NOUNS}\b",
    r"\b(?:mein|unser)e?[rsnm]?\b[^.:;\n?!]{0,50}?(?:Werke?|Fotos?|Bild(?:er)?|Buch|Bücher|Software|Texte?|Zeichnung(?:en)?|"
    r"Entwurf|Entwürfe|"
    r"Muster|Programm|Musik|Lied(?:er)?|Film|Design|Illustration(?:en)?)\b",
    r"\b(?:Urheber(?:in)?|Inhaber(?:in)?)\b[^.:;\n?!]{0,60}?(?:Werke?s?|Fotos?|Bild(?:er)?s?|Buch\w*|Software|Texte?s?|"
    r"Zeichnung(?:en)?|Programms?|Films?)\b",
    r"\b(?:mon|ma|mes|notre|nos)\b[^.:;\n?!]{0,50}?(?:œuvres?|photos?|photographies?|images?|livres?|textes?|dessins?|"
    r"illustrations?|logiciels?|films?|chansons?|modèles?)\b",
    r"\b(?:auteure?|titulaire)\b[^.:;\n?!]{0,60}?(?:œuvres?|photos?|photographies?|images?|livres?|textes?|dessins?|"
    r"illustrations?|logiciels?|films?|chansons?)\b",
    r"\b(?:mi|mis|nuestr[oa]s?)\b[^.:;\n?!]{0,50}?(?:obras?|fotos?|fotografías?|imágenes|libros?|textos?|dibujos?|"
    r"ilustraciones|software|películas?|canciones|diseños?)\b",
    r"\b(?:autora?|titular)\b[^.:;\n?!]{0,60}?(?:obras?|fotos?|fotografías?|imágenes|libros?|textos?|dibujos?|ilustraciones|"
    r"software|películas?|canciones)\b",
)  # fmt: skip

LANGUAGES = {
    "en": frozenset("the of and to is that in on for are this by with you not".split()),
    "de": frozenset("der die und das ist nicht auf ich sie wir ein eine von mit dem den zu".split()),
    "fr": frozenset("le les des est que pas vous nous une dans sur pour par je la et du".split()),
    "es": frozenset("el los las es que no una en por con para del y la se su".split()),
    "it": frozenset("il di che non una per con del della sono e la si le è un".split()),
}
