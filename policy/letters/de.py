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
    "house.paper": {
        1: (
            "Gerichtliches oder behördliches Schriftstück vorgelegt: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nin dem Fall zum Recht „{right}“ wurde ein "
            "Schriftstück vorgelegt:\n\n{reasons}\n\nEs betrifft die folgenden Angebote:\n\n{listings}\n\n"
            "{outcome}\n\nDer gesamte Fall: {link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "Der Verkäufer bestreitet Ihre Beschwerde {reference}: Ihre Erwiderung",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} bestreitet Ihre Beschwerde {reference} zu "
            "folgenden Angeboten:\n\n{listings}\n\nDer Verkäufer trägt vor: {reasons}\n\nBitte erwidern Sie bis zum "
            "{deadline}: Legen Sie dar, weshalb die Beschwerde begründet ist, oder nehmen Sie sie zurück. Ohne "
            "Erwiderung bleiben die Angebote bestehen oder werden wiederhergestellt: {link}",
        ),
    },
    "house.reply": {
        1: (
            "Der Beschwerdeführer hat erwidert: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat sich zu folgenden Angeboten "
            "geäußert:\n\n{listings}\n\n{reasons}\n\nSie können bis zum {deadline} noch einmal Stellung nehmen: "
            "{link}\n\nDanach entscheidet eine Prüferin oder ein Prüfer.",
        ),
    },
    "house.body": {
        1: (
            "Eine außergerichtliche Streitbeilegungsstelle wurde angerufen: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nin dem Fall zum Recht „{right}“ wurde eine "
            "zertifizierte außergerichtliche Streitbeilegungsstelle angerufen:\n\n{reasons}\n\nMit ihrer "
            "Entscheidung ist bis zum {deadline} zu rechnen. Der gesamte Fall: {link}",
        ),
    },
    "house.forwarded": {
        1: (
            "Mitteilung über eine behauptete Rechtsverletzung in Ihren Angeboten: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nwir leiten Ihnen eine Mitteilung weiter, in der "
            "{complainant} behauptet, dass die folgenden Angebote das Recht „{right}“ verletzen:\n\n{listings}\n\n"
            "Behauptet wird: {reasons}\n\nDas Gesetz verpflichtet uns, die Mitteilung weiterzuleiten. Wir haben "
            "ihretwegen nichts entfernt, und sie verpflichtet Sie uns gegenüber zu nichts. Sie können sie einsehen, "
            "ihr zustimmen oder die Angebote löschen: {link}",
        ),
    },
    "eu.decision": {
        1: (
            "Entscheidung mit Begründung im Fall {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nwir haben über die folgenden Angebote "
            "entschieden:\n\n{listings}\n\nEntscheidung: {outcome}\n\nGründe: {reasons}\n\nSind Sie mit der "
            "Entscheidung nicht einverstanden, können Sie bis zum {deadline} kostenlos Beschwerde bei uns einlegen; "
            "darüber entscheidet eine Person, die an dieser Entscheidung nicht beteiligt war. Sie können sich auch "
            "an eine nach Artikel 21 der Verordnung (EU) 2022/2065 zertifizierte außergerichtliche "
            "Streitbeilegungsstelle wenden oder jederzeit den Rechtsweg beschreiten. Der gesamte Fall mit der "
            "vollständigen Begründung: {link}",
        ),
    },
    "gb.notice": {
        1: (
            "Ein Recht wird gegenüber Ihren Angeboten geltend gemacht: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} ist Inhaber des Rechts „{right}“ oder "
            "handelt für den Inhaber und hat uns mitgeteilt, dass dieses Recht gegenüber den folgenden Angeboten "
            "geltend gemacht wird:\n\n{listings}\n\nGeltend gemacht wird: {reasons}\n\nDieses Schreiben teilt Ihnen "
            "mit, dass das Recht besteht, und fragt nach der Herkunft der Waren. Es fordert Sie weder auf, den "
            "Verkauf einzustellen, noch etwas zu vernichten oder zu versprechen. Sie können uns bis zum {deadline} "
            "mitteilen, was Ihnen bekannt ist: {link}\n\nGeht keine Antwort ein, entscheiden wir nach Aktenlage.",
        ),
    },
    "cn.counter_notice": {
        1: (
            "Erklärung des Verkäufers über das Nichtvorliegen einer Verletzung: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} hat uns zu folgenden Angeboten eine "
            "Erklärung über das Nichtvorliegen einer Verletzung übermittelt:\n\n{listings}\n\nDer Verkäufer trägt "
            "vor: {reasons}\n\nSie können sich bei der zuständigen Behörde beschweren oder Klage vor einem "
            "Volksgericht erheben. Geht uns bis zum {deadline} keine Mitteilung zu, dass Sie dies getan haben, heben "
            "wir die Maßnahmen auf: {link}",
        ),
    },
    "cn.removed": {
        1: (
            "Maßnahmen gegen Ihre Angebote aufgrund einer Meldung: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat uns eine Meldung mit "
            "Anscheinsbeweisen zum Recht „{right}“ übermittelt. Wir leiten sie Ihnen weiter und haben die folgenden "
            "Angebote entfernt:\n\n{listings}\n\nGeltend gemacht wird: {reasons}\n\nSie können eine Erklärung über "
            "das Nichtvorliegen einer Verletzung mit Anscheinsbeweisen abgeben: {link}",
        ),
    },
    "cn.explanation": {
        1: (
            "Schriftliche Erklärung des Verkäufers: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} hat uns zu folgenden Angeboten eine "
            "schriftliche Erklärung übermittelt:\n\n{listings}\n\nDer Verkäufer trägt vor: {reasons}\n\nDas Gesetz "
            "verpflichtet uns, sie unverzüglich wiederherzustellen. Dasselbe Material darf uns nicht erneut gemeldet "
            "werden; der Rechtsweg steht Ihnen offen: {link}",
        ),
    },
    "jp.notice": {
        1: (
            "Stimmen Sie der Entfernung zu? {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\nnach Angaben von {complainant} verletzen die "
            "folgenden Angebote das Recht „{right}“; wir werden um ihre Entfernung ersucht:\n\n{listings}\n\nGeltend "
            "gemacht wird: {reasons}\n\nStimmen Sie der Entfernung zu? Bitte antworten Sie bis zum {deadline}: "
            "{link}\n\nAntworten Sie nicht innerhalb von sieben Tagen nach Erhalt dieser Anfrage, entfernen wir die "
            "Angebote.",
        ),
    },
    "kr.counter_notice": {
        1: (
            "Der Verkäufer verlangt die Wiederaufnahme: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} verlangt die Wiederaufnahme der folgenden "
            "Angebote:\n\n{listings}\n\nDer Verkäufer trägt vor: {reasons}\n\nWir nehmen sie ab dem {deadline} "
            "wieder auf, sofern Sie uns nicht zuvor mitteilen, dass Sie Klage erhoben haben: {link}",
        ),
    },
    "kr.removed": {
        1: (
            "Ihre Angebote wurden aufgrund einer Urheberrechtsmeldung entfernt: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat uns unter Vorlage von Nachweisen "
            "aufgefordert, die Nutzung des Werks „{right}“ zu unterbinden. Wir haben die folgenden Angebote "
            "entfernt:\n\n{listings}\n\nGeltend gemacht wird: {reasons}\n\nIst die Nutzung rechtmäßig, können Sie "
            "innerhalb von 30 Tagen unter Vorlage von Nachweisen die Wiederaufnahme verlangen: {link}",
        ),
    },
    "in.removed": {
        1: (
            "Ihre Angebote wurden aufgrund einer Urheberrechtsmeldung entfernt: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat uns eine vollständige Beschwerde "
            "nach Rule 75 der indischen Copyright Rules, 2013 zum Werk „{right}“ übermittelt. Wir haben die "
            "folgenden Angebote gesperrt:\n\n{listings}\n\nGeltend gemacht wird: {reasons}\n\nDie Sperre endet nach "
            "21 Tagen, sofern der Beschwerdeführer keine gerichtliche Anordnung vorlegt. Der gesamte Fall: {link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "Gegendarstellung des Verkäufers: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{seller} hat uns zu folgenden Angeboten eine "
            "Gegendarstellung übermittelt:\n\n{listings}\n\nDer Verkäufer trägt vor: {reasons}\n\nWir stellen sie "
            "wieder her, sofern Sie uns nicht bis zum {deadline} nachweisen, dass Sie ein gerichtliches Verfahren "
            "eingeleitet haben: {link}",
        ),
    },
    "tw.removed": {
        1: (
            "Ihre Angebote wurden aufgrund einer Urheberrechtsmeldung entfernt: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat uns eine vollständige Meldung zum "
            "Werk „{right}“ übermittelt. Wir haben die folgenden Angebote entfernt:\n\n{listings}\n\nGeltend gemacht "
            "wird: {reasons}\n\nIst die Nutzung rechtmäßig, können Sie eine Gegendarstellung abgeben: {link}",
        ),
    },
    "preset.removed": {
        1: (
            "Ihre Angebote wurden inaktiv geschaltet: {reference}",
            "An {recipient}\n\nSehr geehrte Damen und Herren,\n\n{complainant} hat uns eine vollständige Meldung zum "
            "Recht „{right}“ übermittelt. Wir haben die folgenden Angebote inaktiv geschaltet:\n\n{listings}\n\n"
            "Geltend gemacht wird: {reasons}\n\nSind Sie nicht einverstanden, teilen Sie uns dies bis zum {deadline} "
            "mit; ohne Antwort bleiben sie inaktiv: {link}",
        ),
    },
    "report.receipt": {
        1: (
            "Eingang Ihrer Meldung {reference}",
            "Sehr geehrte Damen und Herren,\n\nIhre Meldung {reference} an {marketplace} ist eingegangen. Sie "
            "betrifft:\n\n{listings}\n\nEin Mensch sieht sie sich an und entscheidet. Hier können Sie den Stand "
            "verfolgen, etwas ergänzen oder die Meldung zurücknehmen; das kann jeder, der diesen Link hat, "
            "behalten Sie ihn daher für sich: {link}",
        ),
    },
    "report.outcome": {
        1: (
            "Ihre Meldung {reference}: das Ergebnis",
            "Sehr geehrte Damen und Herren,\n\nIhre Meldung {reference} an {marketplace} betraf dieses "
            "Angebot:\n\n{listings}\n\n{reasons}\n\nIhre Meldung: {link}",
        ),
    },
}
