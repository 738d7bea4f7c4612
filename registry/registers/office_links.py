"""Where a right stands in its office's own register, as plain addresses. Pure; nothing is fetched."""

from urllib.parse import quote

from registry.registers.offices import office_label

PAGES: dict[tuple[str, str], tuple[str, str]] = {
    ("EM", "trademark"): ("EUIPO eSearch plus", "https://euipo.europa.eu/eSearch/#details/trademarks/%s"),
    ("EM", "design"): ("EUIPO eSearch plus", "https://euipo.europa.eu/eSearch/#details/designs/%s"),
    ("US", "trademark"): (
        "USPTO TSDR",
        "https://tsdr.uspto.gov/#caseNumber=%s&caseType=US_REGISTRATION_NO&searchType=statusSearch",
    ),
    ("WO", "trademark"): ("WIPO Madrid Monitor", "https://www3.wipo.int/madrid/monitor/en/showData.jsp?ID=ROM.%s"),
    ("WO", "design"): ("WIPO Hague Express", "https://designdb.wipo.int/designdb/hague/en/"),
    ("JP", "trademark"): ("J-PlatPat", "https://www.j-platpat.inpit.go.jp/t0100"),
    ("JP", "design"): ("J-PlatPat", "https://www.j-platpat.inpit.go.jp/d0100"),
    ("JP", "patent"): ("J-PlatPat", "https://www.j-platpat.inpit.go.jp/p0000"),
    ("GB", "trademark"): ("UKIPO", "https://trademarks.ipo.gov.uk/ipo-tmcase/page/Results/1/UK%s"),
    ("GB", "design"): ("UKIPO", "https://www.registered-design.service.gov.uk/find/"),
    ("DE", "trademark"): ("DPMAregister", "https://register.dpma.de/DPMAregister/marke/register/%s/DE"),
    ("FR", "trademark"): ("INPI", "https://data.inpi.fr/marques/FR%s"),
    ("CN", "trademark"): ("CNIPA", "https://wcjs.sbj.cnipa.gov.cn/"),
}
GENERAL = {
    "trademark": ("TMview", "https://www.tmdn.org/tmview/"),
    "design": ("DesignView", "https://www.tmdn.org/tmdsview-web/"),
    "patent": ("Espacenet", "https://worldwide.espacenet.com/patent/search?q=pn%%3D%s"),
    "geographical_indication": ("GIview", "https://www.tmdn.org/giview/"),
}
"""Registers of several offices, where the office has no page of its own here."""


def register_link(kind: str, office: str, number: str) -> tuple[str, str] | None:
    """Name and address of the page where the right can be looked up; None for what is not registered."""
    if not office or not number:
        return None
    name, address = PAGES.get((office, kind)) or GENERAL.get(kind) or ("", "")
    if not name:
        return None
    if (office, kind) not in PAGES:
        name, number = f"{name} ({office_label(office)})", f"{office}{number}"
    return name, address % quote(number, safe="") if "%s" in address else address
