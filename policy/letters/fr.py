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
    "house.paper": {
        1: (
            "Un acte d’une juridiction ou d’une autorité a été produit : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\ndans l’affaire relative au droit « {right} », un "
            "acte a été produit :\n\n{reasons}\n\nIl concerne les annonces suivantes :\n\n{listings}\n\n{outcome}\n\n"
            "Le dossier complet : {link}",
        ),
    },
    "house.reply_asked": {
        1: (
            "Le vendeur conteste votre réclamation {reference} : votre réplique",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} conteste votre réclamation {reference} "
            "concernant les annonces suivantes :\n\n{listings}\n\nObservations du vendeur : {reasons}\n\nNous vous "
            "prions de répliquer au plus tard le {deadline} : exposez en quoi la réclamation est fondée, ou "
            "retirez-la. À défaut de réplique, les annonces sont maintenues ou rétablies : {link}",
        ),
    },
    "house.reply": {
        1: (
            "Le réclamant a répliqué : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} a répliqué au sujet des annonces "
            "suivantes :\n\n{listings}\n\n{reasons}\n\nVous pouvez répondre une dernière fois au plus tard le "
            "{deadline} : {link}\n\nUn examinateur statuera ensuite.",
        ),
    },
    "house.body": {
        1: (
            "Un organe de règlement extrajudiciaire des litiges a été saisi : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\ndans l’affaire relative au droit « {right} », un "
            "organe certifié de règlement extrajudiciaire des litiges a été saisi :\n\n{reasons}\n\nSa décision est "
            "attendue au plus tard le {deadline}. Le dossier complet : {link}",
        ),
    },
    "house.forwarded": {
        1: (
            "Avis de prétendue violation concernant vos annonces : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\nnous vous transmettons un avis dans lequel "
            "{complainant} prétend que les annonces suivantes portent atteinte au droit « {right} » :\n\n"
            "{listings}\n\nViolation prétendue : {reasons}\n\nLa loi nous impose de transmettre cet avis. Nous "
            "n’avons rien retiré de ce fait et il ne vous impose aucune obligation à notre égard. Vous pouvez le "
            "consulter, accepter ou supprimer les annonces : {link}",
        ),
    },
    "eu.decision": {
        1: (
            "Décision et exposé des motifs dans l’affaire {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\nnous avons statué sur les annonces suivantes :\n\n"
            "{listings}\n\nDécision : {outcome}\n\nMotifs : {reasons}\n\nSi vous contestez cette décision, vous "
            "pouvez nous adresser gratuitement une réclamation au plus tard le {deadline} ; une personne qui n’a pas "
            "pris cette décision en décidera. Vous pouvez également vous adresser à un organe de règlement "
            "extrajudiciaire des litiges certifié conformément à l’article 21 du règlement (UE) 2022/2065, ou saisir "
            "une juridiction à tout moment. Le dossier complet, avec l’exposé des motifs intégral : {link}",
        ),
    },
    "gb.notice": {
        1: (
            "Un droit est invoqué au sujet de vos annonces : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant}, titulaire du droit « {right} » ou "
            "agissant pour son compte, nous a fait savoir que ce droit est invoqué au sujet des annonces suivantes "
            ":\n\n{listings}\n\nCe qui est invoqué : {reasons}\n\nLa présente lettre vous informe de l’existence du "
            "droit et vous demande la provenance des produits. Elle ne vous demande ni de cesser la vente, ni de "
            "détruire ou de promettre quoi que ce soit. Vous pouvez nous communiquer ce que vous savez au plus tard "
            "le {deadline} : {link}\n\nÀ défaut de réponse, nous statuerons au vu des éléments dont nous disposons.",
        ),
    },
    "cn.counter_notice": {
        1: (
            "Déclaration d’absence d’atteinte du vendeur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} nous a adressé une déclaration d’absence "
            "d’atteinte concernant les annonces suivantes :\n\n{listings}\n\nObservations du vendeur : {reasons}\n\n"
            "Vous pouvez saisir l’autorité compétente ou introduire une action devant un tribunal populaire. Si nous "
            "n’avons pas été informés au plus tard le {deadline} que vous l’avez fait, nous mettrons fin aux mesures "
            ": {link}",
        ),
    },
    "cn.removed": {
        1: (
            "Mesures prises contre vos annonces à la suite d’une notification : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} nous a adressé une notification "
            "accompagnée d’un commencement de preuve relative au droit « {right} ». Nous vous la transmettons et "
            "avons retiré les annonces suivantes :\n\n{listings}\n\nGrief invoqué : {reasons}\n\nVous pouvez "
            "adresser une déclaration d’absence d’atteinte accompagnée d’un commencement de preuve : {link}",
        ),
    },
    "cn.explanation": {
        1: (
            "Explication écrite du vendeur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} nous a adressé une explication écrite "
            "concernant les annonces suivantes :\n\n{listings}\n\nObservations du vendeur : {reasons}\n\nLa loi nous "
            "impose de les rétablir immédiatement. Le même contenu ne peut pas nous être notifié de nouveau ; vous "
            "pouvez saisir une juridiction : {link}",
        ),
    },
    "jp.notice": {
        1: (
            "Consentez-vous au retrait ? {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} soutient que les annonces suivantes "
            "portent atteinte au droit « {right} » et nous demande de les retirer :\n\n{listings}\n\nGrief invoqué : "
            "{reasons}\n\nConsentez-vous au retrait ? Nous vous prions de répondre au plus tard le {deadline} : "
            "{link}\n\nÀ défaut de réponse dans les sept jours suivant la réception de la présente demande, nous "
            "retirerons les annonces.",
        ),
    },
    "kr.counter_notice": {
        1: (
            "Le vendeur demande la reprise : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} nous demande de rétablir les annonces "
            "suivantes :\n\n{listings}\n\nObservations du vendeur : {reasons}\n\nNous les rétablirons à compter du "
            "{deadline}, à moins que vous ne nous informiez auparavant que vous avez introduit une action : {link}",
        ),
    },
    "kr.removed": {
        1: (
            "Vos annonces ont été retirées à la suite d’une notification de droit d’auteur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} nous a demandé, preuves à l’appui, "
            "de faire cesser l’utilisation de l’œuvre « {right} ». Nous avons retiré les annonces suivantes :\n\n"
            "{listings}\n\nGrief invoqué : {reasons}\n\nSi l’utilisation est licite, vous pouvez, dans un délai de "
            "30 jours et preuves à l’appui, nous en demander la reprise : {link}",
        ),
    },
    "in.removed": {
        1: (
            "Vos annonces ont été retirées à la suite d’une notification de droit d’auteur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} nous a adressé une réclamation "
            "complète au titre de la Rule 75 des Copyright Rules, 2013 (Inde) relative à l’œuvre « {right} ». Nous "
            "avons bloqué les annonces suivantes :\n\n{listings}\n\nGrief invoqué : {reasons}\n\nLe blocage prend "
            "fin après 21 jours, à moins que le réclamant ne produise une ordonnance judiciaire. Le dossier complet "
            ": {link}",
        ),
    },
    "tw.counter_notice": {
        1: (
            "Contre-notification du vendeur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{seller} nous a adressé une contre-notification "
            "concernant les annonces suivantes :\n\n{listings}\n\nObservations du vendeur : {reasons}\n\nNous les "
            "rétablirons, à moins que vous ne nous prouviez au plus tard le {deadline} que vous avez engagé une "
            "procédure judiciaire : {link}",
        ),
    },
    "tw.removed": {
        1: (
            "Vos annonces ont été retirées à la suite d’une notification de droit d’auteur : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} nous a adressé une notification "
            "complète relative à l’œuvre « {right} ». Nous avons retiré les annonces suivantes :\n\n{listings}\n\n"
            "Grief invoqué : {reasons}\n\nSi l’utilisation est licite, vous pouvez adresser une contre-notification "
            ": {link}",
        ),
    },
    "preset.removed": {
        1: (
            "Vos annonces ont été désactivées : {reference}",
            "À l’attention de {recipient}\n\nMadame, Monsieur,\n\n{complainant} nous a adressé une notification "
            "complète relative au droit « {right} ». Nous avons désactivé les annonces suivantes :\n\n{listings}\n\n"
            "Grief invoqué : {reasons}\n\nSi vous n’êtes pas d’accord, faites-le-nous savoir au plus tard le "
            "{deadline} ; à défaut de réponse, elles restent désactivées : {link}",
        ),
    },
    "report.receipt": {
        1: (
            "Réception de votre signalement {reference}",
            "Madame, Monsieur,\n\nvotre signalement {reference} adressé à {marketplace} nous est bien parvenu. "
            "Il porte sur :\n\n{listings}\n\nUne personne l’examine et décide. Vous pouvez suivre son "
            "traitement, le compléter ou le retirer à l’adresse suivante ; quiconque possède ce lien peut en "
            "faire autant, gardez-le donc pour vous : {link}",
        ),
    },
    "report.outcome": {
        1: (
            "Votre signalement {reference} : la suite donnée",
            "Madame, Monsieur,\n\nvotre signalement {reference} adressé à {marketplace} portait sur cette "
            "annonce :\n\n{listings}\n\n{reasons}\n\nVotre signalement : {link}",
        ),
    },
}
