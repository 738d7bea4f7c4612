"""Letters in German."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "Eingang Ihrer Meldung {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{marketplace} hat Ihre Meldung {reference} zum Recht "
            "„{right}“ erhalten. Sie nennt die folgenden Angebote:\n\n{listings}\n\nDen Stand und jeden Schritt des "
            "Verfahrens können Sie hier verfolgen: {link}",
        ),
    },
    "house.incomplete": {
        1: (
            "Ihre Meldung {reference} ist noch unvollständig",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nüber Ihre Meldung {reference} zum Recht „{right}“ "
            "können wir noch nicht entscheiden. Es fehlen folgende Angaben:\n\n{missing}\n\nBitte ergänzen Sie sie bis "
            "zum {deadline}: {link}",
        ),
    },
    "house.notice": {
        1: (
            "Beschwerde über Ihre Angebote: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nnach Angaben von {complainant} verletzen die folgenden "
            "Angebote das Recht „{right}“:\n\n{listings}\n\nGeltend gemacht wird: {reasons}\n\nBitte nehmen Sie bis "
            "zum {deadline} Stellung. Sie können zustimmen, die Angebote löschen oder darlegen, weshalb die Beschwerde "
            "unbegründet ist, und Belege beifügen: {link}\n\nGeht keine Stellungnahme ein, entscheiden wir nach "
            "Aktenlage.",
        ),
    },
    "house.counter_notice": {
        1: (
            "Der Verkäufer widerspricht Ihrer Meldung {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} widerspricht Ihrer Meldung {reference} zu "
            "folgenden Angeboten:\n\n{listings}\n\nDer Verkäufer trägt vor: {reasons}\n\nDie Stellungnahme und die "
            "Belege finden Sie hier: {link}",
        ),
    },
    "house.decision": {
        1: (
            "Entscheidung im Fall {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nwir haben über die folgenden Angebote "
            "entschieden:\n\n{listings}\n\nEntscheidung: {outcome}\n\nGründe: {reasons}\n\nSind Sie mit der "
            "Entscheidung nicht einverstanden, können Sie bis zum {deadline} Widerspruch einlegen; darüber entscheidet "
            "eine andere Person: {link}",
        ),
    },
    "house.restored": {
        1: (
            "Angebote wiederhergestellt im Fall {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\ndie folgenden Angebote sind "
            "wiederhergestellt:\n\n{listings}\n\nGründe: {reasons}\n\nDer gesamte Fall: {link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "Die Beschwerde wurde zurückgenommen: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\ndie Beschwerde zum Recht „{right}“ wurde für die "
            "folgenden Angebote zurückgenommen:\n\n{listings}\n\nWir hatten keines davon entfernt, und eine "
            "Entscheidung darüber ergeht nicht mehr. Sie brauchen nichts zu veranlassen. Der gesamte Fall: {link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "Gegendarstellung im Fall {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} hat zu den folgenden Angeboten eine "
            "Gegendarstellung (counter-notice) abgegeben:\n\n{listings}\n\nEine Abschrift finden Sie hier: {link}\n\n"
            "Das entfernte Material wird nach Ablauf von 10 Werktagen wiederhergestellt, sofern uns nicht zuvor Ihre "
            "Mitteilung zugeht, dass Sie Klage auf Erlass einer gerichtlichen Anordnung gegen den Verkäufer erhoben "
            "haben.",
        ),
    },
    "us.removed": {
        1: (
            "Ihre Angebote wurden aufgrund einer Urheberrechtsmeldung entfernt: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat uns eine vollständige Meldung nach "
            "17 USC 512 zum Werk „{right}“ übermittelt. Wir haben die folgenden Angebote entfernt:\n\n{listings}\n\n"
            "Geltend gemacht wird: {reasons}\n\nBeruht dies auf einem Irrtum oder einer Verwechslung, können Sie eine "
            "Gegendarstellung (counter-notice) abgeben: {link}",
        ),
    },
}
