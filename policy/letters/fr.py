"""Letters in French."""

from policy.letters.text import Written

LETTERS: Written = {
    "house.receipt": {
        1: (
            "Réception de votre notification {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{marketplace} a bien reçu votre notification "
            "{reference} relative au droit « {right} ». Elle vise les annonces suivantes :\n\n{listings}\n\nVous pouvez "
            "en suivre le traitement, étape par étape, à l’adresse suivante : {link}",
        ),
    },
    "house.incomplete": {
        1: (
            "Votre notification {reference} est incomplète",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\nvotre notification {reference} relative au droit "
            "« {right} » ne peut pas encore être traitée. Il manque les éléments suivants :\n\n{missing}\n\nNous vous "
            "prions de les fournir au plus tard le {deadline} : {link}",
        ),
    },
    "house.notice": {
        1: (
            "Réclamation visant vos annonces : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} soutient que les annonces suivantes "
            "portent atteinte au droit « {right} » :\n\n{listings}\n\nGrief invoqué : {reasons}\n\nNous vous prions de "
            "répondre au plus tard le {deadline}. Vous pouvez accepter, supprimer les annonces ou exposer en quoi la "
            "réclamation est infondée, pièces à l’appui : {link}\n\nÀ défaut de réponse, nous statuerons au vu des "
            "éléments dont nous disposons.",
        ),
    },
    "house.counter_notice": {
        1: (
            "Le vendeur conteste votre notification {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} conteste votre notification {reference} "
            "concernant les annonces suivantes :\n\n{listings}\n\nObservations du vendeur : {reasons}\n\nLa réponse et "
            "les pièces produites sont consultables ici : {link}",
        ),
    },
    "house.decision": {
        1: (
            "Décision dans l’affaire {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\nnous avons statué sur les annonces "
            "suivantes :\n\n{listings}\n\nDécision : {outcome}\n\nMotifs : {reasons}\n\nSi vous contestez cette "
            "décision, vous pouvez introduire un recours au plus tard le {deadline} ; une autre personne en "
            "décidera : {link}",
        ),
    },
    "house.restored": {
        1: (
            "Annonces rétablies dans l’affaire {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\nles annonces suivantes ont été "
            "rétablies :\n\n{listings}\n\nMotifs : {reasons}\n\nLe dossier complet : {link}",
        ),
    },
    "house.withdrawn": {
        1: (
            "La réclamation a été retirée : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\nla réclamation relative au droit « {right} » a été "
            "retirée pour les annonces suivantes :\n\n{listings}\n\nNous n’en avions retiré aucune et il ne sera plus "
            "statué à leur sujet. Aucune démarche n’est requise de votre part. Le dossier complet : {link}",
        ),
    },
    "us.counter_notice": {
        1: (
            "Contre-notification dans l’affaire {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} a adressé une contre-notification "
            "(counter-notice) concernant les annonces suivantes :\n\n{listings}\n\nUne copie est disponible ici : "
            "{link}\n\nLe contenu retiré sera rétabli à l’issue de 10 jours ouvrés, à moins que vous ne nous informiez "
            "auparavant que vous avez engagé une action en vue d’obtenir une ordonnance judiciaire contre le vendeur.",
        ),
    },
    "us.removed": {
        1: (
            "Vos annonces ont été retirées à la suite d’une notification de droit d’auteur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} nous a adressé une notification "
            "complète au titre de 17 USC 512 relative à l’œuvre « {right} ». Nous avons retiré les annonces "
            "suivantes :\n\n{listings}\n\nGrief invoqué : {reasons}\n\nS’il s’agit d’une erreur ou d’une mauvaise "
            "identification, vous pouvez adresser une contre-notification (counter-notice) : {link}",
        ),
    },
}
