"""Letters in Italian."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "Abbiamo ricevuto la Sua segnalazione {reference}",
            "Alla cortese attenzione di {recipient}\n\n{marketplace} ha ricevuto la Sua segnalazione {reference} "
            "relativa al diritto «{right}». La segnalazione riguarda le seguenti inserzioni:\n\n{listings}\n\nPuò "
            "seguirne l’esame, passo per passo, qui: {link}",
        ),
    },
    "house.incomplete": {
        1: (
            "La Sua segnalazione {reference} non è ancora completa",
            "Alla cortese attenzione di {recipient}\n\nLa Sua segnalazione {reference} relativa al diritto «{right}» "
            "non può ancora essere esaminata. Mancano i seguenti elementi:\n\n{missing}\n\nLa preghiamo di fornirli "
            "entro il {deadline}: {link}",
        ),
    },
    "house.notice": {
        1: (
            "Reclamo relativo alle Sue inserzioni: {reference}",
            "Alla cortese attenzione di {recipient}\n\nSecondo {complainant} le seguenti inserzioni violano il diritto "
            "«{right}»:\n\n{listings}\n\nViolazione contestata: {reasons}\n\nLa preghiamo di rispondere entro il "
            "{deadline}. Può accettare, eliminare le inserzioni oppure spiegare perché il reclamo è infondato e "
            "allegare prove: {link}\n\nIn mancanza di risposta decideremo sulla base degli elementi a nostra "
            "disposizione.",
        ),
    },
    "house.counter_notice": {
        1: (
            "Il venditore contesta la Sua segnalazione {reference}",
            "Alla cortese attenzione di {recipient}\n\n{seller} contesta la Sua segnalazione {reference} relativa alle "
            "seguenti inserzioni:\n\n{listings}\n\nOsservazioni del venditore: {reasons}\n\nLa risposta e le prove "
            "sono consultabili qui: {link}",
        ),
    },
    "house.decision": {
        1: (
            "Decisione nel caso {reference}",
            "Alla cortese attenzione di {recipient}\n\nAbbiamo deciso in merito alle seguenti "
            "inserzioni:\n\n{listings}\n\nDecisione: {outcome}\n\nMotivazione: {reasons}\n\nSe non è d’accordo, può "
            "presentare ricorso entro il {deadline}; deciderà un’altra persona: {link}",
        ),
    },
    "house.restored": {
        1: (
            "Inserzioni ripristinate nel caso {reference}",
            "Alla cortese attenzione di {recipient}\n\nLe seguenti inserzioni sono state "
            "ripristinate:\n\n{listings}\n\nMotivazione: {reasons}\n\nIl fascicolo completo: {link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "Il reclamo è stato ritirato: {reference}",
            "Alla cortese attenzione di {recipient}\n\nIl reclamo relativo al diritto «{right}» è stato ritirato per "
            "le seguenti inserzioni:\n\n{listings}\n\nNon ne avevamo rimossa alcuna e non sarà più presa alcuna "
            "decisione al riguardo. Non è necessario alcun intervento da parte Sua. Il fascicolo completo: {link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "Contronotifica nel caso {reference}",
            "Alla cortese attenzione di {recipient}\n\n{seller} ha inviato una contronotifica (counter-notice) relativa "
            "alle seguenti inserzioni:\n\n{listings}\n\nUna copia è disponibile qui: {link}\n\nIl materiale rimosso "
            "sarà ripristinato decorsi 10 giorni lavorativi, salvo che prima di allora Lei ci comunichi di avere "
            "promosso un’azione per ottenere un provvedimento giudiziario nei confronti del venditore.",
        ),
    },
    "us.removed": {
        1: (
            "Le Sue inserzioni sono state rimosse a seguito di una segnalazione di diritto d’autore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ci ha trasmesso una segnalazione completa ai sensi "
            "di 17 USC 512 relativa all’opera «{right}». Abbiamo rimosso le seguenti inserzioni:\n\n{listings}\n\n"
            "Violazione contestata: {reasons}\n\nSe si tratta di un errore o di un’errata identificazione, può inviare "
            "una contronotifica (counter-notice): {link}",
        ),
    },
}
