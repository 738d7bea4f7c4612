"""What columns are called in the lists that sellers have, and which of our fields each holds. Pure."""

from collections.abc import Iterable, Mapping

from registry.words import fold

PICTURES = "pictures"
"""No field of a listing's content: addresses at which its pictures are."""
GROUP, FORM = "group", "form"
"""No fields of a listing either: what rows that belong together say alike, and what sets each of them apart."""

HEADINGS: Mapping[str, str] = {
    "number": "number|id|sku|variant sku|item number|article number|offer id|listing number|artikelnummer|art nr|bestellnummer"
    "|reference|referencia|numero|codigo|codice|商品编号|货号|编号|商品番号|品番",
    "title": "title|name|product name|item name|product title|titel|bezeichnung|artikelbezeichnung|produktname|titre|nom"
    "|titulo|nombre|titolo|nome|标题|商品名称|名称|商品名",
    "description": "description|product description|long description|details|beschreibung|artikelbeschreibung|descripcion"
    "|descrizione|描述|商品描述|商品説明|説明",
    "brand": "brand|brand name|manufacturer|make|marke|hersteller|marque|marca|品牌|ブランド",
    "category": "category path|category|product type|google product category|product category|kategorie|warengruppe"
    "|categorie|categoria|类目|分类|カテゴリ|カテゴリー",
    "price": "price|sale price|unit price|preis|vk preis|verkaufspreis|prix|precio|prezzo|价格|售价|価格",
    "currency": "currency|currency code|wahrung|waehrung|devise|moneda|valuta|货币|币种|通貨",
    "markets": "markets|market|countries|offered in|target country|lander|laender|markte|pays|paises|paesi|销售国家|販売国",
    "origin": "origin|country of origin|made in|ursprungsland|herkunft|herkunftsland|hergestellt in|pays d origine"
    "|pais de origen|paese di origine|原产地|原产国|原産国",
    "gtin": "gtin|ean|upc|gtin13|ean13|barcode|bar code|strichcode|code barres|codigo de barras|codice a barre|条形码|条码|jan",
    "variants": "variants|variations|varianten|variantes|varianti|规格|バリエーション",
    GROUP: "item group id|group|group id|parent sku|parent id|parent number|parent|variant group|handle|artikelgruppe"
    "|variantengruppe|vaterartikel|vaterartikelnummer|id groupe|groupe|grupo|gruppo|父商品|父SKU|款号|グループ|親商品",
    FORM: "variant|variant name|variant title|option|option1 value|option value|variation|ausprägung|variante|opcion"
    "|opzione|规格名称",
    "url": "url|link|product link|address|adresse|lien|enlace|链接|リンク",
    PICTURES: "pictures|picture|images|image|image link|image url|picture url|additional image link|bild|bilder|bild url"
    "|bildadresse|images url|imagen|imagenes|immagini|图片|主图|图片链接|画像",
}
"""The first name is what such a column is called in our own files; the others in the languages of our users."""


FURTHER = (
    "additional image link|additional images|further images|image link 2|image link 3|image 2|image 3|picture 2|picture 3"
    "|bild 2|bild 3|weitere bilder|images supplementaires|imagenes adicionales|immagini aggiuntive|附加图片|追加画像"
)
FORMS = (
    "size|color|colour|material|pattern|style|pack size|option2 value|option3 value|grösse|größe|groesse|farbe|muster|taille"
    "|couleur|talla|taglia|colore|尺码|颜色|サイズ|カラー"
)


def guessed(headings: Iterable[str]) -> dict[str, str]:
    """Of each field the column that is likely to hold it; the name that stands first in our list wins."""
    folded = {_plain(heading): heading for heading in reversed(list(headings))}
    found: dict[str, str] = {}
    for field, names in HEADINGS.items():
        column = next((folded[name] for name in map(_plain, names.split("|")) if name in folded), "")
        if column and column not in found.values():
            found[field] = column
    return found


def further_pictures(headings: Iterable[str], chosen: str) -> tuple[str, ...]:
    """Columns beside the `chosen` one that hold further pictures of the same listing, as feeds for shopping have them."""
    names = {_plain(name) for name in FURTHER.split("|")}
    return tuple(one for one in headings if one != chosen and _plain(one) in names)


def further_forms(headings: Iterable[str], chosen: str) -> tuple[str, ...]:
    """The column `chosen` for what sets a row apart, if one is, and those beside it that say more of that."""
    names = {_plain(name) for name in FORMS.split("|")}
    return (*filter(None, [chosen]), *(one for one in headings if one != chosen and _plain(one) in names))


def _plain(name: str) -> str:
    return " ".join(fold(name.replace("_", " ").replace("-", " ").replace(".", " ")).split())
