"""A thousand applications to sell, and which of them are of one hand: drawn before anything was written that looks for it.

Who comes back under another name is linked with before through one thing alone: a changed spelling of the person or of the
company, a picture that was encoded anew, or a part of the address. A third of the others are decoys, which have as much in
common and are not linked: families, tenants of one warehouse, clients of one agent. The documents of a country are printed on
one form, so that every identity card looks a little like every other.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from bench.onboarding_pictures import card, coined, encoded_anew, extract, photo

APPLICATIONS, LINKED_PAIRS, DECOYS = 1000, 175, 300
GIVEN = {
    "DE": "Anna Karl Jürgen Sabine Matthias Katharina Uwe Friederike Björn Heike Stefan Ulrike Günther Lena Torsten Marlies",
    "FR": "Élodie François Hélène Jérôme Amélie Benoît Chloé Théo Margaux Yves Aurélie Gaëtan Odile Rémi Solange Thierry",
    "PL": "Agnieszka Paweł Małgorzata Łukasz Katarzyna Zbigniew Ewa Grzegorz Joanna Krzysztof Beata Wojciech Halina Marek",
    "ES": "María José Begoña Iñaki Lucía Andrés Concepción Joaquín Inés Ramón Nuria Álvaro Pilar Ignacio Rocío Sergio",
    "IT": "Giulia Matteo Chiara Lorenzo Francesca Niccolò Beatrice Alessandro Ginevra Davide Ludovica Fabrizio Serena Tommaso",
    "GB": "Charlotte Geoffrey Rebecca Alistair Philippa Nathaniel Georgina Dominic Harriet Callum Imogen Rupert Felicity Gareth",
    "TR": "Ayşe Mehmet Gülşen Çağlar Zeynep Oğuz Şebnem Yiğit Elif Hakan Nurcan Tolga Özlem Serkan",
    "UA": "Оксана Дмитро Наталія Сергій Людмила Володимир Ірина Олександр Тетяна Богдан Галина Тарас",
    "VN": "Nguyệt Minh Hương Quang Thảo Tuấn Phương Đức Linh Khánh Trang Hiếu",
    "SE": "Åsa Göran Linnéa Håkan Ingrid Torbjörn Märta Fredrik Kerstin Jonas Ylva Sven",
}
FAMILY = {
    "DE": "Müller Schröder Weißgerber Köhler Zimmermann Großmann Krämer Rosenbaum Pfeiffer Vogelsang Hübner Dietrich Lindemann"
    " Eberhardt Kaltenbach Wöhrle Sauerland Brückner Feldhaus Nottebohm",
    "FR": "Lefèvre Beaumont Dufresne Châtelain Rousselot Guérin Montagnier Delacroix Pélissier Fontaine Marchand Bérenger Thévenot"
    " Lacombe Castagnet Vautrin Desrosiers",
    "PL": "Wiśniewski Dąbrowski Wójcik Kamiński Zieliński Szymański Woźniak Kozłowski Jankowski Mazurek Krawczyk Grabowski"
    " Pawłowski Sobczak Żurawski Ostrowski",
    "ES": "Echeverría Villanueva Cifuentes Zabaleta Montenegro Arriaga Bustamante Carrasco Quintanilla Olmedo Peñalver Izquierdo"
    " Santamaría Valdivieso Figueroa",
    "IT": "Bernasconi Castellani Ferrarini Giordano Lombardozzi Mastroianni Pellegrino Quattrocchi Rinaldi Santoro"
    " Tagliaferri Vecchietti Zambelli Passerini",
    "GB": "Featherstone Blackwood Hargreaves Thistlethwaite Pemberton Ashcroft Winterbourne Carmichael Drummond Ellsworth"
    " Fairweather Goodfellow Hollingsworth Lockhart Merriweather",
    "TR": "Yıldırım Karagöz Öztürk Çelikkol Demirtaş Aydınlık Şahinoğlu Korkmaz Bozkurt Erdoğmuş Güneşli Taşkıran",
    "UA": "Шевченко Коваленко Бондаренко Ткачук Кравченко Олійник Поліщук Лисенко Марченко Савчук Гриценко Захарчук",
    "VN": "Nguyễn Trần Phạm Hoàng Huỳnh Võ Đặng Bùi Ngô Dương Trịnh Đoàn",
    "SE": "Lindqvist Söderström Bergström Åkesson Hägglund Nordenskiöld Wallin Björklund Öberg Sjögren Rosengren Hedlund",
}
MIDDLE = "Alba Bertram Cosima Dorian Edda Falk Gwen Hilmar Isolde Juno Kaspar Levin Mirja Nils Orla Peer Quirin Runa Sascha Thea"
STREETS = {
    "DE": (
        "straße",
        "Berliner Hafen Garten Linden Schul Mühlen Bahnhof Kirch Rosen Sonnen Wald Ufer Markt Kloster Brunnen",
    ),
    "FR": (
        "rue ",
        "Voltaire Pasteur Gambetta Carnot Jaurès Mirabeau Lamartine Descartes Montaigne Racine Molière Diderot",
    ),
    "PL": ("ulica ", "Długa Krótka Leśna Polna Ogrodowa Lipowa Szkolna Słoneczna Kościelna Parkowa Zielona Kwiatowa"),
    "ES": (
        "calle ",
        "Alcalá Goya Serrano Velázquez Atocha Embajadores Fuencarral Hortaleza Princesa Toledo Segovia Bailén",
    ),
    "IT": ("via ", "Garibaldi Mazzini Cavour Dante Verdi Rossini Manzoni Leopardi Petrarca Boccaccio Foscolo Carducci"),
    "GB": ("Road", "Station Church Victoria Mill Albert Kingsway Manor Park Windsor Chapel Grange Orchard"),
    "TR": ("caddesi", "Atatürk Cumhuriyet İstiklal Bağdat Gazi Fevzi Çamlık Menekşe Karanfil Papatya Zambak Lale"),
    "UA": (
        "вулиця ",
        "Садова Лісова Шкільна Польова Зелена Паркова Квіткова Миру Соборна Центральна Річкова Набережна",
    ),
    "VN": ("phố ", "Tràng Hàng Láng Giảng Kim Cầu Phan Trần Bạch Đội Ngọc Yên"),
    "SE": ("gatan", "Stor Kungs Drottning Järnvägs Skol Kyrko Ny Tallrik Bergs Ängs Sjö Björk"),
}
CITIES = {
    "DE": "Hamburg Leipzig Köln Nürnberg", "FR": "Lyon Nantes Lille Orléans", "PL": "Łódź Poznań Kraków Gdańsk",
    "ES": "Málaga Zaragoza Valencia Gijón", "IT": "Torino Bologna Genova Palermo", "GB": "Leeds Bristol Sheffield Norwich",
    "TR": "İzmir Bursa Ankara Eskişehir", "UA": "Львів Одеса Харків Київ", "VN": "Hà-Nội Huế Đà-Nẵng Vinh",
    "SE": "Göteborg Malmö Örebro Västerås",
}  # fmt: skip
SHORT = {
    "straße": ("str.", "strasse"),
    "ulica ": ("ul. ",),
    "calle ": ("c/ ",),
    "Road": ("Rd", "Rd."),
    "rue ": ("r. ", "Rue "),
}
TRADES = "Handel Trading Goods Import Export Store Shop Moda Sport Home Design Outlet Direct Supply Market Global"
FORMS = {
    "DE": "GmbH UG", "FR": "SARL SAS", "PL": "Sp.-z-o.o.", "ES": "SL", "IT": "S.r.l.", "GB": "Ltd Limited", "TR": "Ltd.-Şti.",
    "UA": "ТОВ", "VN": "Co.,-Ltd", "SE": "AB",
}  # fmt: skip


@dataclass(frozen=True)
class Applicant:
    """What one application says: `pictures` are files by the kind of paper that each is."""

    country: str
    person: str
    company: str
    address: str
    contact: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    stratum: str = "plain"


@dataclass(frozen=True)
class Drawn:
    """All applications in the order in which they come, and which pairs of places are of one hand, by stratum."""

    applicants: list[Applicant]
    linked: dict[frozenset[int], str]


def draw(seed: int = 6) -> Drawn:
    """The same for the same seed."""
    rng = random.Random(seed)
    pairs = [_pair(rng, CHANGES[n % len(CHANGES)]) for n in range(LINKED_PAIRS)]
    decoys: list[Applicant] = []
    while len(decoys) < DECOYS:
        decoys += DECOY_KINDS[len(decoys) % 3](rng)
    rest = [_anybody(rng) for _ in range(APPLICATIONS - 2 * LINKED_PAIRS - DECOYS)]
    cast = [*(one for pair in pairs for one in pair), *decoys[:DECOYS], *rest]
    order = list(range(len(cast)))
    rng.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    linked = {frozenset((place[2 * n], place[2 * n + 1])): pair[1].stratum for n, pair in enumerate(pairs)}
    return Drawn([cast[old] for old in order], linked)


def _anybody(rng: random.Random, country: str = "") -> Applicant:
    country = country or rng.choice(sorted(GIVEN))
    person = _person(rng, country)
    pictures = {"identity": card(rng, country, _plain(person)), "extract": extract(rng, country)}
    for kind in ("prototype", "marketing"):
        if rng.random() < 0.5:
            pictures[kind] = photo(rng)
    return Applicant(country, person, _company(rng, country), _address(rng, country), person, pictures)


def _person(rng: random.Random, country: str, family: str = "") -> str:
    given = rng.choice(GIVEN[country].split())
    if rng.random() < 0.6:
        given += " " + rng.choice(MIDDLE.split())
    if family:
        return f"{given} {family}"
    surname = _surname(rng, country)
    return f"{given} {surname}-{_surname(rng, country)}" if rng.random() < 0.2 else f"{given} {surname}"


def _surname(rng: random.Random, country: str) -> str:
    """As seldom twice as in a country: the head of one, a syllable, and the tail of another."""
    head, tail = rng.sample(FAMILY[country].split(), 2)
    syllable = (
        rng.choice("бвгдклмнрст") + rng.choice("аеиоу")
        if country == "UA"
        else rng.choice("bdfgklmnprstv") + rng.choice("aeiou")
    )
    return head[: len(head) // 2 + 1] + syllable + tail[len(tail) // 2 :]


def _company(rng: random.Random, country: str) -> str:
    form = rng.choice(FORMS[country].split()).replace("-", " ")
    return f"{coined(rng)} {rng.choice(TRADES.split())} {form}"


def _street(rng: random.Random, country: str) -> str:
    kind, names = STREETS[country]
    name = rng.choice(names.split())
    if kind.endswith(" "):
        return f"{kind}{name}"
    return f"{name} {kind}" if country in ("GB", "TR") else f"{name}{kind}"


def _postcode(rng: random.Random, country: str) -> str:
    if country == "GB":
        area = f"{rng.choice('BLSNM')}{rng.choice('SRGE')}{rng.randint(1, 28)}"
        return f"{area} {rng.randint(1, 9)}{rng.choice('ABDEFG')}{rng.choice('HJLNP')}"
    if country == "PL":
        return f"{rng.randint(10, 99)}-{rng.randint(100, 999)}"
    return f"{rng.randint(10_000, 98_999)}"


def _address(rng: random.Random, country: str, *, unit: str | None = None) -> str:
    unit = unit if unit is not None else rng.choice(["", "", f"Unit {rng.randint(1, 60)}", f"Apt {rng.randint(1, 90)}"])
    number = f"{rng.randint(1, 190)}{rng.choice(['', '', '', 'a', 'b'])}"
    city = rng.choice(CITIES[country].split()).replace("-", " ")
    lines = [f"{_street(rng, country)} {number}", unit, f"{_postcode(rng, country)} {city}"]
    if country == "GB":
        lines[0] = f"{number} {_street(rng, country)}"
    return "\n".join(filter(None, lines))


# -- of one hand ------------------------------------------------------------------------------------------------------------


def _pair(rng: random.Random, change: Callable[[random.Random, Applicant, Applicant], Applicant]) -> list[Applicant]:
    """One who came before, and somebody who seems to be another: all is another's but what `change` takes over."""
    before = replace(_anybody(rng), stratum="before")
    return [before, change(rng, before, _anybody(rng, before.country))]


def _spelt_person(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    person = _respelt_person(rng, before.person)
    return replace(after, person=person, contact=person, stratum="person spelt anew")


def _spelt_company(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    return replace(after, company=_respelt_company(rng, before), stratum="company spelt anew")


def _spelt_both(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    person = _respelt_person(rng, before.person)
    company = _respelt_company(rng, before)
    return replace(after, person=person, contact=person, company=company, stratum="both spelt anew")


def _same_card(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    pictures = {**after.pictures, "identity": encoded_anew(rng, before.pictures["identity"])}
    return replace(after, pictures=pictures, stratum="identity card encoded anew")


def _same_extract(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    pictures = {**after.pictures, "extract": encoded_anew(rng, before.pictures["extract"])}
    return replace(after, pictures=pictures, stratum="extract encoded anew")


def _same_photo(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    shown = before.pictures.setdefault("prototype", photo(rng))
    pictures = {**after.pictures, "prototype": encoded_anew(rng, shown)}
    return replace(after, pictures=pictures, stratum="picture of goods encoded anew")


def _same_place(rng: random.Random, before: Applicant, after: Applicant) -> Applicant:
    return replace(after, address=_part_of(rng, before.address), stratum="part of the address")


CHANGES = (_spelt_person, _spelt_company, _spelt_both, _same_card, _same_extract, _same_photo, _same_place)


def _respelt_person(rng: random.Random, name: str) -> str:
    """One or two of: letters without their marks, other letters for the same sound, a slip, the order, a name left out."""
    words = name.split()
    if len(words) > 2 and rng.random() < 0.4:
        words = [words[0], *words[2:]]
    if rng.random() < 0.35:
        words = [words[-1] + ",", *words[:-1]]
    said = " ".join(words)
    return _sounds_alike(rng, said) if rng.random() < 0.5 else _slip(rng, _plain(said))


def _respelt_company(rng: random.Random, before: Applicant) -> str:
    name, trade, *form = before.company.split()
    spelt = _slip(rng, name) if rng.random() < 0.6 else _sounds_alike(rng, name)
    if rng.random() < 0.5:
        trade = rng.choice(TRADES.split())
    if rng.random() < 0.5:
        form = [rng.choice(FORMS[before.country].split()).replace("-", " ")]
    return " ".join([spelt, trade, *form])


CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхцчшщіїєяюьи",
        "a b v h d e z y i k l m n o p r s t u f kh ts ch sh shch i yi ye ya yu  y".split(" "),
        strict=False,
    )
)
SOUNDS = (
    ("ü", "ue"), ("ö", "oe"), ("ä", "ae"), ("ß", "ss"), ("ł", "l"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("y", "i"), ("w", "v"),
    ("z", "s"), ("k", "c"), ("ei", "ai"), ("ie", "i"), ("ll", "l"), ("tt", "t"), ("ss", "s"), ("mm", "m"), ("rr", "r"), ("n", "nn"),
)  # fmt: skip


def _sounds_alike(rng: random.Random, text: str) -> str:
    """The same sounds in other letters; Cyrillic in Latin ones."""
    if any("а" <= letter <= "ї" for letter in text.lower()):
        said = "".join(CYRILLIC.get(letter, letter) for letter in text.lower())
        return said.title()
    fitting = [(old, new) for old, new in SOUNDS if old in text.lower()[1:]]
    for old, new in rng.sample(fitting, min(len(fitting), 2)):
        at = text.lower().find(old, 1)
        text = text[:at] + new + text[at + len(old) :] if at > 0 else text
    return text


def _plain(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one)).replace(
        "ł", "l"
    )


def _slip(rng: random.Random, text: str) -> str:
    """One letter doubled, left out, changed, or two of them the other way round; in a word of five letters and more."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word.strip(",")) >= 5] or [
        max(range(len(words)), key=lambda at: len(words[at]))
    ]
    which = rng.choice(long)
    word = words[which]
    at = rng.randint(1, max(1, len(word.strip(",")) - 2))
    kinds = (
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + rng.choice("aeinrst") + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    )
    words[which] = rng.choice(kinds)
    return " ".join(words)


def _part_of(rng: random.Random, address: str) -> str:
    """The same door, written otherwise: the street shortened, the unit before the street, the town left out or abroad's name."""
    lines = address.split("\n")
    for long, short in SHORT.items():
        if long in lines[0]:
            lines[0] = lines[0].replace(long, rng.choice(short))
    lines[0] = _plain(lines[0]) if rng.random() < 0.5 else lines[0]
    if len(lines) == 3:
        unit = (
            lines[1]
            .replace("Unit", rng.choice(["U.", "Unit", "#"]))
            .replace("Apt", rng.choice(["Apartment", "Flat", "#"]))
        )
        lines = [f"{unit}, {lines[0]}", lines[2]] if rng.random() < 0.5 else [lines[0], unit, lines[2]]
    if rng.random() < 0.4:
        code, _space, _town = lines[-1].rpartition(" ")
        lines[-1] = code if len(code) > 3 else lines[-1]
    return ", ".join(lines)


# -- decoys -----------------------------------------------------------------------------------------------------------------


def _family(rng: random.Random) -> list[Applicant]:
    """Two or three of one surname, with companies of their own; half of them live at one address."""
    first = _anybody(rng)
    surname = first.person.split()[-1]
    home = rng.random() < 0.5
    found, given = [replace(first, stratum="family")], {first.person.split()[0]}
    for _ in range(rng.randint(1, 2)):
        one = _anybody(rng, first.country)
        name = rng.choice([each for each in GIVEN[first.country].split() if each not in given])
        given.add(name)
        person = f"{name} {surname}"
        one = replace(one, person=person, contact=person, stratum="family")
        found.append(replace(one, address=first.address) if home else one)
    return found


def _warehouse(rng: random.Random) -> list[Applicant]:
    """Six to twelve in one building, each in a unit of its own or in none."""
    country = rng.choice(sorted(GIVEN))
    building = _address(rng, country, unit="").split("\n")
    units = rng.sample(range(1, 90), 12)
    found = []
    for n in range(rng.randint(6, 12)):
        unit = f"Unit {units[n]}" if rng.random() < 0.7 else ""
        address = "\n".join(filter(None, [building[0], unit, building[1]]))
        found.append(replace(_anybody(rng, country), address=address, stratum="warehouse"))
    return found


def _agent(rng: random.Random) -> list[Applicant]:
    """Three to eight who gave the same agent as contact; half of them its address as well."""
    country = rng.choice(sorted(GIVEN))
    agent, office = _person(rng, country), _address(rng, country, unit="")
    theirs = rng.random() < 0.5
    found = []
    for _ in range(rng.randint(3, 8)):
        one = replace(_anybody(rng, country), contact=agent, stratum="agent")
        found.append(replace(one, address=office) if theirs else one)
    return found


DECOY_KINDS = (_family, _warehouse, _agent)


def strata(drawn: Drawn) -> Sequence[str]:
    """The names of all, those of one hand first."""
    return [*dict.fromkeys(drawn.linked.values()), *dict.fromkeys(one.stratum for one in drawn.applicants)]
