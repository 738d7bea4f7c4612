"""What columns are called in the files that people have, and which fact of a right each holds. Pure."""

import re
from collections.abc import Iterable, Mapping

from registry.words import fold

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "name", "mark"),
    "external_id": ("external_id", "slug", "your_reference", "id"),
    "aliases": ("aliases", "other_names"),
    "kind": ("kind", "type"),
    "office": ("office",),
    "number": ("number", "registration_number"),
    "application_number": ("application_number",),
    "territories": ("territories", "countries"),
    "classes": ("classes", "nice_classes", "locarno_classes"),
    "goods": ("goods",),
    "made_in": ("made_in", "countries_of_manufacture"),
    "everyday": ("everyday", "everyday_word"),
    "famous": ("famous", "famous_goods"),
    "filed_on": ("filed_on", "filing_date"),
    "registered_on": ("registered_on", "registration_date"),
    "expires_on": ("expires_on", "expiry_date"),
    "renewed_on": ("renewed_on", "renewal_date"),
    "status": ("status",),
    "status_raw": ("status_raw",),
    "status_on": ("status_on", "status_date"),
    "mark_feature": ("mark_feature", "feature"),
    "priorities": ("priorities",),
    "nice_edition": ("nice_edition",),
    "locarno": ("locarno",),
    "vienna": ("vienna",),
    "holder": ("holder",),
    "representative": ("representative",),
    "categories": ("categories",),
    "markets": ("markets",),
    "source": ("source", "url"),
    "assignments": ("assignments",),
}
"""Where each fact of a right may stand if nobody says otherwise; the first column that has something counts."""
PICTURE = "picture"
"""No fact of a right: the name of a file that shows it."""
PICTURE_COLUMNS = (PICTURE, "png", "logo", "image")
MAPPED = frozenset({*COLUMNS, PICTURE})
"""What a column of a list may hold."""

HEADINGS: Mapping[str, str] = {
    "title": "trademark|trade mark|word mark|mark name|brand|marke|wortmarke|bezeichnung|titel|marque|denomination|nom"
    "|marca|denominacion|nombre|marchio|nome|商標|商标|名称",
    "external_id": "reference|our reference|our ref|your ref|ref|case number|docket|docket number|matter|internal id|aktenzeichen"
    "|unser zeichen|referenz|notre reference|dossier|referencia|expediente|riferimento|整理番号|案号",
    "aliases": "alias|also known as|other spellings|auch genannt|weitere namen|autres noms|otros nombres|別名|别名",
    "kind": "right|ip type|type of right|right type|art|schutzrecht|schutzrechtsart|type de droit|tipo|種別|类型",
    "office": "register|registry|authority|jurisdiction|ip office|country of registration|amt|behorde|registeramt|bureau"
    "|oficina|ufficio|官庁|局|注册局",
    "number": "registration no|reg no|reg number|registration nr|trademark number|tm number|certificate number"
    "|registernummer|registrierungsnummer|markennummer|nummer|reg nr|numero|numero d enregistrement|n enregistrement"
    "|numero de registro|numero di registrazione|登録番号|注册号",
    "application_number": "application no|app no|serial number|serial no|filing number|anmeldenummer|numero de depot"
    "|numero de solicitud|出願番号|申请号",
    "territories": "country|territory|protected in|where it holds|countries protected|lander|land|schutzgebiet|pays"
    "|territoires|paises|territorios|paesi|国|保護国|国家",
    "classes": "class|nice|nice class|intl class|international class|classes nice|klasse|klassen|nizza|nizzaklasse"
    "|nizzaklassen|classe|classes de nice|clase|clases|classi|類|区分|类别",
    "goods": "goods and services|specification|list of goods|waren|waren und dienstleistungen|warenverzeichnis|produits"
    "|produits et services|productos|prodotti|指定商品|商品",
    "made_in": "origin|country of origin|manufacture|hergestellt in|herkunft|fabrique en|hecho en|原産国|产地",
    "everyday": "ordinary word|common word|alltagswort|mot courant",
    "famous": "often copied|well known|bekannt|renommee",
    "filed_on": "filed|application date|date filed|date of filing|anmeldedatum|anmeldetag|angemeldet|date de depot"
    "|fecha de solicitud|fecha de presentacion|data di deposito|出願日|申请日",
    "registered_on": "registered|reg date|date registered|date of registration|eingetragen|eintragungsdatum"
    "|eintragungstag|registriert am|date d enregistrement|fecha de registro|data di registrazione|登録日|注册日",
    "expires_on": "expires|expiry|expiration|expiration date|expiration_date|valid until|renewal due|next renewal"
    "|renewal deadline|ablauf|ablaufdatum|schutz bis|gultig bis|date d expiration|expiration le|fecha de vencimiento"
    "|vencimiento|caduca|scadenza|存続期間満了日|満了日|有效期至",
    "renewed_on": "renewed|last renewal|date of renewal|verlangert am|renouvele le|fecha de renovacion|更新日",
    "status": "legal status|current status|rechtsstand|statut|estado|stato|状態|状态",
    "status_raw": "status code|office status",
    "status_on": "status since|date of status|status seit",
    "mark_feature": "mark type|type of mark|markenform|markenart|type de marque|tipo de marca",
    "priorities": "priority|prioritat|prioritaten|priorite|prioridad|優先権|优先权",
    "nice_edition": "edition",
    "locarno": "locarno class|locarno classes|locarno klasse|classe de locarno",
    "vienna": "vienna code|vienna codes|vienna classification|wiener klassifikation|classification de vienne",
    "holder": "owner|proprietor|registrant|owner name|inhaber|markeninhaber|titulaire|titular|titolare|権利者|权利人",
    "representative": "attorney|agent|counsel|law firm|vertreter|anwalt|mandataire|representante|代理人",
    "categories": "category|product category|product categories|kategorie|categorie|categoria",
    "markets": "market|marketplaces|markte|marches|mercados",
    "source": "link|register link|web|quelle|lien|fuente",
    PICTURE: "picture file|image file|logo file|file name|filename|bild|bilddatei|abbildung|logodatei|fichier|fichier image"
    "|imagen|archivo|immagine|画像|图片|图样",
}  # fmt: skip
"""What else such a column is called, in the languages of our users; compared folded, without signs."""

_KINDS = {
    "trademark": "trade_mark tm mark word_mark figurative_mark marke wortmarke bildmarke wort_bildmarke marque marca"
    " marchio 商標 商标",
    "copyright": "work urheberrecht droit_d_auteur derecho_de_autor diritto_d_autore 著作権 著作权",
    "design": "registered_design community_design geschmacksmuster dessin dessin_ou_modele diseno disegno 意匠 外观设计",
    "patent": "invention brevet patente brevetto 特許 专利",
    "geographical_indication": "gi geographische_angabe indication_geographique indicacion_geografica 地理的表示",
}
KINDS: Mapping[str, str] = {word: kind for kind, words in _KINDS.items() for word in words.split()}
"""What people write for the kind of a right."""


def plain(name: str) -> str:
    """A heading as it is compared: folded, with one space for whatever is neither letter nor digit."""
    return re.sub(r"[\W_]+", " ", fold(name)).strip()


def _known() -> dict[str, str]:
    own = {plain(name): fact for fact, names in (*COLUMNS.items(), (PICTURE, PICTURE_COLUMNS)) for name in names}
    other = {plain(name): fact for fact, names in HEADINGS.items() for name in names.split("|")}
    return {**other, **own}


KNOWN = _known()


def guessed(columns: Iterable[str]) -> dict[str, str]:
    """Column by fact: what the names of the columns say, each fact from the first column that fits."""
    found: dict[str, str] = {}
    for column in columns:
        fact = KNOWN.get(plain(column))
        if fact and fact not in found:
            found[fact] = column
    return found
