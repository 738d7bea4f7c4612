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
    "house.paper": {
        1: (
            "È stato prodotto un atto di un giudice o di un’autorità: {reference}",
            "Alla cortese attenzione di {recipient}\n\nNel caso relativo al diritto «{right}» è stato prodotto un "
            "atto:\n\n{reasons}\n\nRiguarda le seguenti inserzioni:\n\n{listings}\n\n{outcome}\n\nIl fascicolo "
            "completo: {link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "Il venditore contesta il Suo reclamo {reference}: la Sua replica",
            "Alla cortese attenzione di {recipient}\n\n{seller} contesta il Suo reclamo {reference} relativo alle "
            "seguenti inserzioni:\n\n{listings}\n\nOsservazioni del venditore: {reasons}\n\nLa preghiamo di "
            "replicare entro il {deadline}: spieghi perché il reclamo è fondato oppure lo ritiri. In mancanza di "
            "replica le inserzioni restano pubblicate o sono ripristinate: {link}",
        ),
    },
    "house.reply": {
        1: (
            "Il reclamante ha replicato: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ha replicato in merito alle seguenti "
            "inserzioni:\n\n{listings}\n\n{reasons}\n\nPuò rispondere ancora una volta entro il {deadline}: "
            "{link}\n\nSuccessivamente deciderà la persona incaricata dell’esame.",
        ),
    },
    "house.body": {
        1: (
            "È stato adito un organismo di risoluzione extragiudiziale delle controversie: {reference}",
            "Alla cortese attenzione di {recipient}\n\nNel caso relativo al diritto «{right}» è stato adito un "
            "organismo certificato di risoluzione extragiudiziale delle controversie:\n\n{reasons}\n\nLa decisione è "
            "attesa entro il {deadline}. Il fascicolo completo: {link}",
        ),
    },
    "house.forwarded": {
        1: (
            "Avviso di presunta violazione relativo alle Sue inserzioni: {reference}",
            "Alla cortese attenzione di {recipient}\n\nLe trasmettiamo un avviso nel quale {complainant} sostiene "
            "che le seguenti inserzioni violano il diritto «{right}»:\n\n{listings}\n\nViolazione sostenuta: "
            "{reasons}\n\nLa legge ci impone di trasmettere l’avviso. Non abbiamo rimosso nulla per questo motivo e "
            "l’avviso non Le impone alcun obbligo nei nostri confronti. Può consultarlo, accettarlo oppure eliminare "
            "le inserzioni: {link}",
        ),
    },
    "eu.decision": {
        1: (
            "Decisione motivata nel caso {reference}",
            "Alla cortese attenzione di {recipient}\n\nAbbiamo deciso in merito alle seguenti inserzioni:\n\n"
            "{listings}\n\nDecisione: {outcome}\n\nMotivazione: {reasons}\n\nSe non è d’accordo, può presentarci "
            "gratuitamente un reclamo entro il {deadline}; deciderà una persona che non ha adottato la presente "
            "decisione. Può inoltre rivolgersi a un organismo di risoluzione extragiudiziale delle controversie "
            "certificato ai sensi dell’articolo 21 del regolamento (UE) 2022/2065 o adire l’autorità giudiziaria in "
            "qualsiasi momento. Il fascicolo completo, con la motivazione integrale: {link}",
        ),
    },
    "gb.notice": {
        1: (
            "È fatto valere un diritto in relazione alle Sue inserzioni: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant}, titolare del diritto «{right}» o chi agisce "
            "per suo conto, ci ha comunicato di far valere tale diritto in relazione alle seguenti inserzioni:\n\n"
            "{listings}\n\nCiò che è fatto valere: {reasons}\n\nLa presente lettera La informa dell’esistenza del "
            "diritto e Le chiede la provenienza dei prodotti. Non Le chiede di cessare la vendita né di distruggere "
            "o promettere alcunché. Può comunicarci quanto è a Sua conoscenza entro il {deadline}: {link}\n\nIn "
            "mancanza di risposta decideremo sulla base degli elementi a nostra disposizione.",
        ),
    },
    "cn.counter_notice": {
        1: (
            "Dichiarazione di assenza di violazione del venditore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{seller} ci ha inviato una dichiarazione di assenza di "
            "violazione relativa alle seguenti inserzioni:\n\n{listings}\n\nOsservazioni del venditore: {reasons}\n\n"
            "Può presentare un esposto all’autorità competente o agire dinanzi a un tribunale del popolo. Se entro "
            "il {deadline} non riceviamo comunicazione che vi ha provveduto, revocheremo le misure: {link}",
        ),
    },
    "cn.removed": {
        1: (
            "Misure nei confronti delle Sue inserzioni a seguito di una segnalazione: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ci ha inviato una segnalazione corredata di "
            "prove prima facie relativa al diritto «{right}». Gliela trasmettiamo e abbiamo rimosso le seguenti "
            "inserzioni:\n\n{listings}\n\nViolazione contestata: {reasons}\n\nPuò inviare una dichiarazione di "
            "assenza di violazione corredata di prove prima facie: {link}",
        ),
    },
    "cn.explanation": {
        1: (
            "Spiegazione scritta del venditore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{seller} ci ha inviato una spiegazione scritta relativa alle "
            "seguenti inserzioni:\n\n{listings}\n\nOsservazioni del venditore: {reasons}\n\nLa legge ci impone di "
            "ripristinarle immediatamente. Lo stesso materiale non può esserci segnalato di nuovo; può adire "
            "l’autorità giudiziaria: {link}",
        ),
    },
    "jp.notice": {
        1: (
            "Acconsente alla rimozione? {reference}",
            "Alla cortese attenzione di {recipient}\n\nSecondo {complainant} le seguenti inserzioni violano il "
            "diritto «{right}»; ci viene chiesto di rimuoverle:\n\n{listings}\n\nViolazione contestata: {reasons}\n\n"
            "Acconsente alla rimozione? La preghiamo di rispondere entro il {deadline}: {link}\n\nSe non risponde "
            "entro sette giorni dal ricevimento della presente richiesta, rimuoveremo le inserzioni.",
        ),
    },
    "kr.counter_notice": {
        1: (
            "Il venditore chiede la ripresa: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{seller} ci chiede di ripristinare le seguenti inserzioni:\n\n"
            "{listings}\n\nOsservazioni del venditore: {reasons}\n\nLe ripristineremo a partire dal {deadline}, "
            "salvo che prima di allora Lei ci comunichi di avere promosso un’azione: {link}",
        ),
    },
    "kr.removed": {
        1: (
            "Le Sue inserzioni sono state rimosse a seguito di una segnalazione di diritto d’autore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ci ha chiesto, fornendo prove, di far cessare "
            "l’uso dell’opera «{right}». Abbiamo rimosso le seguenti inserzioni:\n\n{listings}\n\nViolazione "
            "contestata: {reasons}\n\nSe l’uso è legittimo, può chiederci entro 30 giorni il ripristino, fornendo "
            "prove: {link}",
        ),
    },
    "in.removed": {
        1: (
            "Le Sue inserzioni sono state rimosse a seguito di una segnalazione di diritto d’autore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ci ha inviato un reclamo completo ai sensi "
            "della Rule 75 delle Copyright Rules, 2013 (India) relativo all’opera «{right}». Abbiamo bloccato le "
            "seguenti inserzioni:\n\n{listings}\n\nViolazione contestata: {reasons}\n\nIl blocco cessa dopo 21 "
            "giorni, salvo che il reclamante produca un provvedimento giudiziario. Il fascicolo completo: {link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "Contronotifica del venditore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{seller} ci ha inviato una contronotifica relativa alle "
            "seguenti inserzioni:\n\n{listings}\n\nOsservazioni del venditore: {reasons}\n\nLe ripristineremo, salvo "
            "che entro il {deadline} ci dimostri di avere avviato un procedimento giudiziario: {link}",
        ),
    },
    "tw.removed": {
        1: (
            "Le Sue inserzioni sono state rimosse a seguito di una segnalazione di diritto d’autore: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ci ha inviato una segnalazione completa "
            "relativa all’opera «{right}». Abbiamo rimosso le seguenti inserzioni:\n\n{listings}\n\nViolazione "
            "contestata: {reasons}\n\nSe l’uso è lecito, può inviare una contronotifica: {link}",
        ),
    },
    "preset.removed": {
        1: (
            "Le Sue inserzioni sono state disattivate: {reference}",
            "Alla cortese attenzione di {recipient}\n\n{complainant} ci ha inviato una segnalazione completa "
            "relativa al diritto «{right}». Abbiamo disattivato le seguenti inserzioni:\n\n{listings}\n\nViolazione "
            "contestata: {reasons}\n\nSe non è d’accordo, ce lo comunichi entro il {deadline}; in mancanza di "
            "risposta restano disattivate: {link}",
        ),
    },
    "report.receipt": {
        1: (
            "Abbiamo ricevuto il Suo avviso {reference}",
            "Il Suo avviso {reference} a {marketplace} è arrivato. Riguarda:\n\n{listings}\n\nUna persona lo "
            "esamina e decide. Qui può seguirne l’esame, integrarlo o ritirarlo; può farlo chiunque abbia questo "
            "link, perciò lo tenga per sé: {link}",
        ),
    },
    "report.outcome": {
        1: (
            "Il Suo avviso {reference}: l’esito",
            "Il Suo avviso {reference} a {marketplace} riguardava questa "
            "inserzione:\n\n{listings}\n\n{reasons}\n\nIl Suo avviso: {link}",
        ),
    },
}
