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
    "house.paper": {
        1: (
            "Se ha presentado un documento de un tribunal o de una autoridad: {reference}",
            "A la atención de {recipient}:\n\nEn el caso relativo al derecho «{right}» se ha presentado un "
            "documento:\n\n{reasons}\n\nAfecta a los siguientes anuncios:\n\n{listings}\n\n{outcome}\n\nEl "
            "expediente completo: {link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "El vendedor impugna su reclamación {reference}: su réplica",
            "A la atención de {recipient}:\n\n{seller} impugna su reclamación {reference} sobre los siguientes "
            "anuncios:\n\n{listings}\n\nAlegaciones del vendedor: {reasons}\n\nLe rogamos que replique a más tardar "
            "el {deadline}: exponga por qué la reclamación es fundada o retírela. A falta de réplica, los anuncios "
            "se mantendrán o se restablecerán: {link}",
        ),
    },
    "house.reply": {
        1: (
            "El reclamante ha replicado: {reference}",
            "A la atención de {recipient}:\n\n{complainant} ha replicado sobre los siguientes anuncios:\n\n"
            "{listings}\n\n{reasons}\n\nPuede responder una vez más a más tardar el {deadline}: {link}\n\nDespués "
            "decidirá la persona encargada del examen.",
        ),
    },
    "house.body": {
        1: (
            "Se ha acudido a un órgano de resolución extrajudicial de litigios: {reference}",
            "A la atención de {recipient}:\n\nEn el caso relativo al derecho «{right}» se ha acudido a un órgano "
            "certificado de resolución extrajudicial de litigios:\n\n{reasons}\n\nSe espera su decisión a más tardar "
            "el {deadline}. El expediente completo: {link}",
        ),
    },
    "house.forwarded": {
        1: (
            "Aviso de presunta infracción sobre sus anuncios: {reference}",
            "A la atención de {recipient}:\n\nLe remitimos un aviso en el que {complainant} afirma que los "
            "siguientes anuncios infringen el derecho «{right}»:\n\n{listings}\n\nLo que se afirma: {reasons}\n\nLa "
            "ley nos obliga a remitirle el aviso. No hemos retirado nada por ello y no le impone obligación alguna "
            "frente a nosotros. Puede consultarlo, aceptarlo o eliminar los anuncios: {link}",
        ),
    },
    "eu.decision": {
        1: (
            "Decisión con declaración de motivos en el caso {reference}",
            "A la atención de {recipient}:\n\nHemos adoptado una decisión sobre los siguientes anuncios:\n\n"
            "{listings}\n\nDecisión: {outcome}\n\nMotivos: {reasons}\n\nSi no está de acuerdo, puede presentarnos "
            "gratuitamente una reclamación a más tardar el {deadline}; decidirá una persona que no haya adoptado "
            "esta decisión. También puede acudir a un órgano de resolución extrajudicial de litigios certificado con "
            "arreglo al artículo 21 del Reglamento (UE) 2022/2065 o a los tribunales en cualquier momento. El "
            "expediente completo, con la declaración de motivos íntegra: {link}",
        ),
    },
    "gb.notice": {
        1: (
            "Se invoca un derecho en relación con sus anuncios: {reference}",
            "A la atención de {recipient}:\n\n{complainant}, titular del derecho «{right}» o quien actúa en su "
            "nombre, nos ha comunicado que invoca este derecho en relación con los siguientes anuncios:\n\n"
            "{listings}\n\nLo que se alega: {reasons}\n\nEsta carta le informa de que el derecho existe y le "
            "pregunta de dónde proceden los productos. No le pide que deje de vender ni que destruya o prometa nada. "
            "Puede comunicarnos lo que sepa a más tardar el {deadline}: {link}\n\nSi no recibimos respuesta, "
            "decidiremos con la información de que disponemos.",
        ),
    },
    "cn.counter_notice": {
        1: (
            "Declaración de no infracción del vendedor: {reference}",
            "A la atención de {recipient}:\n\n{seller} nos ha enviado una declaración de no infracción sobre los "
            "siguientes anuncios:\n\n{listings}\n\nAlegaciones del vendedor: {reasons}\n\nPuede denunciar los hechos "
            "ante la autoridad competente o interponer una demanda ante un tribunal popular. Si a más tardar el "
            "{deadline} no hemos recibido comunicación de que lo ha hecho, pondremos fin a las medidas: {link}",
        ),
    },
    "cn.removed": {
        1: (
            "Medidas contra sus anuncios a raíz de una notificación: {reference}",
            "A la atención de {recipient}:\n\n{complainant} nos ha enviado una notificación con pruebas indiciarias "
            "relativa al derecho «{right}». Se la remitimos y hemos retirado los siguientes anuncios:\n\n"
            "{listings}\n\nLo que se alega: {reasons}\n\nPuede enviar una declaración de no infracción con pruebas "
            "indiciarias: {link}",
        ),
    },
    "cn.explanation": {
        1: (
            "Explicación por escrito del vendedor: {reference}",
            "A la atención de {recipient}:\n\n{seller} nos ha enviado una explicación por escrito sobre los "
            "siguientes anuncios:\n\n{listings}\n\nAlegaciones del vendedor: {reasons}\n\nLa ley nos obliga a "
            "restablecerlos de inmediato. No puede volver a notificársenos el mismo material; puede acudir a los "
            "tribunales: {link}",
        ),
    },
    "jp.notice": {
        1: (
            "¿Consiente la retirada? {reference}",
            "A la atención de {recipient}:\n\n{complainant} sostiene que los siguientes anuncios infringen el "
            "derecho «{right}» y nos pide que los retiremos:\n\n{listings}\n\nLo que se alega: {reasons}\n\n"
            "¿Consiente la retirada? Le rogamos que responda a más tardar el {deadline}: {link}\n\nSi no responde en "
            "el plazo de siete días desde la recepción de esta consulta, retiraremos los anuncios.",
        ),
    },
    "kr.counter_notice": {
        1: (
            "El vendedor solicita la reanudación: {reference}",
            "A la atención de {recipient}:\n\n{seller} nos solicita que reanudemos los siguientes anuncios:\n\n"
            "{listings}\n\nAlegaciones del vendedor: {reasons}\n\nLos reanudaremos a partir del {deadline}, salvo "
            "que antes nos comunique que ha interpuesto una demanda: {link}",
        ),
    },
    "kr.removed": {
        1: (
            "Sus anuncios se han retirado por una notificación de derechos de autor: {reference}",
            "A la atención de {recipient}:\n\n{complainant} nos ha pedido, aportando pruebas, que pongamos fin al "
            "uso de la obra «{right}». Hemos retirado los siguientes anuncios:\n\n{listings}\n\nLo que se alega: "
            "{reasons}\n\nSi el uso es legítimo, puede solicitarnos la reanudación en el plazo de 30 días, aportando "
            "pruebas: {link}",
        ),
    },
    "in.removed": {
        1: (
            "Sus anuncios se han retirado por una notificación de derechos de autor: {reference}",
            "A la atención de {recipient}:\n\n{complainant} nos ha enviado una reclamación completa conforme a la "
            "Rule 75 de las Copyright Rules, 2013 (India) relativa a la obra «{right}». Hemos bloqueado los "
            "siguientes anuncios:\n\n{listings}\n\nLo que se alega: {reasons}\n\nEl bloqueo termina a los 21 días, "
            "salvo que el reclamante presente una orden judicial. El expediente completo: {link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "Contranotificación del vendedor: {reference}",
            "A la atención de {recipient}:\n\n{seller} nos ha enviado una contranotificación sobre los siguientes "
            "anuncios:\n\n{listings}\n\nAlegaciones del vendedor: {reasons}\n\nLos restableceremos, salvo que nos "
            "acredite a más tardar el {deadline} que ha iniciado un procedimiento judicial: {link}",
        ),
    },
    "tw.removed": {
        1: (
            "Sus anuncios se han retirado por una notificación de derechos de autor: {reference}",
            "A la atención de {recipient}:\n\n{complainant} nos ha enviado una notificación completa relativa a la "
            "obra «{right}». Hemos retirado los siguientes anuncios:\n\n{listings}\n\nLo que se alega: {reasons}\n\n"
            "Si el uso es lícito, puede enviar una contranotificación: {link}",
        ),
    },
    "preset.removed": {
        1: (
            "Sus anuncios se han desactivado: {reference}",
            "A la atención de {recipient}:\n\n{complainant} nos ha enviado una notificación completa relativa al "
            "derecho «{right}». Hemos desactivado los siguientes anuncios:\n\n{listings}\n\nLo que se alega: "
            "{reasons}\n\nSi no está de acuerdo, comuníquelo a más tardar el {deadline}; a falta de respuesta "
            "seguirán desactivados: {link}",
        ),
    },
    "report.receipt": {
        1: (
            "Hemos recibido su aviso {reference}",
            "Su aviso {reference} a {marketplace} ha llegado. Se refiere a:\n\n{listings}\n\nUna persona lo "
            "examina y decide. Aquí puede seguirlo, completarlo o retirarlo; cualquiera que tenga este enlace "
            "puede hacerlo, así que no lo comparta: {link}",
        ),
    },
    "report.outcome": {
        1: (
            "Su aviso {reference}: el resultado",
            "Su aviso {reference} a {marketplace} se refería a este anuncio:\n\n{listings}\n\n{reasons}\n\nSu "
            "aviso: {link}",
        ),
    },
}
