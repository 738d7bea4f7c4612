"""Letters in Spanish."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "Hemos recibido su notificación {reference}",
            "A la atención de {recipient}:\n\n{marketplace} ha recibido su notificación {reference} relativa al derecho "
            "«{right}». En ella se señalan los siguientes anuncios:\n\n{listings}\n\nPuede seguir su tramitación, paso "
            "a paso, aquí: {link}",
        ),
    },
    "house.incomplete": {
        1: (
            "Su notificación {reference} aún no está completa",
            "A la atención de {recipient}:\n\nTodavía no podemos tramitar su notificación {reference} relativa al "
            "derecho «{right}». Faltan los siguientes datos:\n\n{missing}\n\nLe rogamos que los aporte a más tardar el "
            "{deadline}: {link}",
        ),
    },
    "house.notice": {
        1: (
            "Reclamación sobre sus anuncios: {reference}",
            "A la atención de {recipient}:\n\n{complainant} sostiene que los siguientes anuncios infringen el derecho "
            "«{right}»:\n\n{listings}\n\nLo que se alega: {reasons}\n\nLe rogamos que responda a más tardar el "
            "{deadline}. Puede aceptar, eliminar los anuncios o exponer por qué la reclamación es infundada y aportar "
            "pruebas: {link}\n\nSi no recibimos respuesta, decidiremos con la información de que disponemos.",
        ),
    },
    "house.counter_notice": {
        1: (
            "El vendedor impugna su notificación {reference}",
            "A la atención de {recipient}:\n\n{seller} impugna su notificación {reference} sobre los siguientes "
            "anuncios:\n\n{listings}\n\nAlegaciones del vendedor: {reasons}\n\nPuede consultar la respuesta y las "
            "pruebas aquí: {link}",
        ),
    },
    "house.decision": {
        1: (
            "Decisión en el caso {reference}",
            "A la atención de {recipient}:\n\nHemos adoptado una decisión sobre los siguientes "
            "anuncios:\n\n{listings}\n\nDecisión: {outcome}\n\nMotivos: {reasons}\n\nSi no está de acuerdo, puede "
            "recurrirla a más tardar el {deadline}; decidirá otra persona: {link}",
        ),
    },
    "house.restored": {
        1: (
            "Anuncios restablecidos en el caso {reference}",
            "A la atención de {recipient}:\n\nSe han restablecido los siguientes anuncios:\n\n{listings}\n\nMotivos: "
            "{reasons}\n\nEl expediente completo: {link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "Se ha retirado la reclamación: {reference}",
            "A la atención de {recipient}:\n\nSe ha retirado la reclamación relativa al derecho «{right}» respecto de "
            "los siguientes anuncios:\n\n{listings}\n\nNo habíamos eliminado ninguno de ellos y ya no se adoptará "
            "decisión alguna al respecto. No tiene que hacer nada. El expediente completo: {link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "Contranotificación en el caso {reference}",
            "A la atención de {recipient}:\n\n{seller} ha presentado una contranotificación (counter-notice) sobre los "
            "siguientes anuncios:\n\n{listings}\n\nPuede consultar una copia aquí: {link}\n\nEl material retirado se "
            "restablecerá al cabo de 10 días hábiles, salvo que antes recibamos de usted la comunicación de que ha "
            "interpuesto una acción judicial para obtener una orden contra el vendedor.",
        ),
    },
    "us.removed": {
        1: (
            "Sus anuncios se han retirado por una notificación de derechos de autor: {reference}",
            "A la atención de {recipient}:\n\n{complainant} nos ha remitido una notificación completa conforme a "
            "17 USC 512 relativa a la obra «{right}». Hemos retirado los siguientes anuncios:\n\n{listings}\n\nLo que "
            "se alega: {reasons}\n\nSi se trata de un error o de una identificación equivocada, puede presentar una "
            "contranotificación (counter-notice): {link}",
        ),
    },
}
