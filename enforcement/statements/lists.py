"""The closed lists of the Transparency Database of the European Commission, code to label, and the territories it knows.

Facts of its schema of 1 July 2025 (digital-services-act/transparency-database). The labels are the Commission's own.
"""

from collections.abc import Mapping
from types import MappingProxyType

from policy.words import gettext_noop as _

VISIBILITIES: Mapping[str, str] = MappingProxyType(
    {
        "DECISION_VISIBILITY_CONTENT_REMOVED": _("Removal of content"),
        "DECISION_VISIBILITY_CONTENT_DISABLED": _("Disabling access to content"),
        "DECISION_VISIBILITY_CONTENT_DEMOTED": _("Demotion of content"),
        "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED": _("Age restricted content"),
        "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED": _("Restricting interaction with content"),
        "DECISION_VISIBILITY_CONTENT_LABELLED": _("Labelled content"),
        "DECISION_VISIBILITY_OTHER": _("Other restriction (please specify)"),
    }
)
MONETARIES: Mapping[str, str] = MappingProxyType(
    {
        "DECISION_MONETARY_SUSPENSION": _("Suspension of monetary payments"),
        "DECISION_MONETARY_TERMINATION": _("Termination of monetary payments"),
        "DECISION_MONETARY_OTHER": _("Other restriction (please specify)"),
    }
)
PROVISIONS: Mapping[str, str] = MappingProxyType(
    {
        "DECISION_PROVISION_PARTIAL_SUSPENSION": _("Partial suspension of the provision of the service"),
        "DECISION_PROVISION_TOTAL_SUSPENSION": _("Total suspension of the provision of the service"),
        "DECISION_PROVISION_PARTIAL_TERMINATION": _("Partial termination of the provision of the service"),
        "DECISION_PROVISION_TOTAL_TERMINATION": _("Total termination of the provision of the service"),
    }
)
ACCOUNTS: Mapping[str, str] = MappingProxyType(
    {
        "DECISION_ACCOUNT_SUSPENDED": _("Suspension of the account"),
        "DECISION_ACCOUNT_TERMINATED": _("Termination of the account"),
    }
)
ACCOUNT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "ACCOUNT_TYPE_BUSINESS": _("Business"),
        "ACCOUNT_TYPE_PRIVATE": _("Private"),
    }
)
GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "DECISION_GROUND_ILLEGAL_CONTENT": _("Illegal Content"),
        "DECISION_GROUND_INCOMPATIBLE_CONTENT": _("Content incompatible with terms and conditions"),
    }
)
CONTENT_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "CONTENT_TYPE_APP": _("App"),
        "CONTENT_TYPE_AUDIO": _("Audio"),
        "CONTENT_TYPE_IMAGE": _("Image"),
        "CONTENT_TYPE_PRODUCT": _("Product"),
        "CONTENT_TYPE_SYNTHETIC_MEDIA": _("Synthetic Media"),
        "CONTENT_TYPE_TEXT": _("Text"),
        "CONTENT_TYPE_VIDEO": _("Video"),
        "CONTENT_TYPE_OTHER": _("Other"),
    }
)
SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "SOURCE_ARTICLE_16": _("Notice submitted in accordance with Article 16 DSA"),
        "SOURCE_TRUSTED_FLAGGER": _("Notice submitted by a trusted flagger"),
        "SOURCE_TYPE_OTHER_NOTIFICATION": _("Other type of notification"),
        "SOURCE_VOLUNTARY": _("Own voluntary initiative"),
    }
)
AUTOMATED_DECISIONS: Mapping[str, str] = MappingProxyType(
    {
        "AUTOMATED_DECISION_FULLY": _("Fully automated"),
        "AUTOMATED_DECISION_PARTIALLY": _("Partially automated"),
        "AUTOMATED_DECISION_NOT_AUTOMATED": _("Not Automated"),
    }
)
CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "STATEMENT_CATEGORY_ANIMAL_WELFARE": _("Animal welfare"),
        "STATEMENT_CATEGORY_CONSUMER_INFORMATION": _("Consumer information infringements"),
        "STATEMENT_CATEGORY_CYBER_VIOLENCE": _("Cyber violence"),
        "STATEMENT_CATEGORY_CYBER_VIOLENCE_AGAINST_WOMEN": _("Cyber violence against women"),
        "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS": _("Data protection and privacy violations"),
        "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH": _("Illegal or harmful speech"),
        "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS": _("Intellectual property infringements"),
        "STATEMENT_CATEGORY_NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS": _(
            "Negative effects on civic discourse or elections"
        ),
        "STATEMENT_CATEGORY_NOT_SPECIFIED_NOTICE": _("Type of alleged illegal content not specified by the notifier"),
        "STATEMENT_CATEGORY_OTHER_VIOLATION_TC": _("Other violation of provider’s terms and conditions"),
        "STATEMENT_CATEGORY_PROTECTION_OF_MINORS": _("Protection of minors"),
        "STATEMENT_CATEGORY_RISK_FOR_PUBLIC_SECURITY": _("Risk for public security"),
        "STATEMENT_CATEGORY_SCAMS_AND_FRAUD": _("Scams and/or fraud"),
        "STATEMENT_CATEGORY_SELF_HARM": _("Self-harm"),
        "STATEMENT_CATEGORY_UNSAFE_AND_PROHIBITED_PRODUCTS": _("Unsafe, non-compliant or prohibited products"),
        "STATEMENT_CATEGORY_VIOLENCE": _("Violence"),
    }
)
KEYWORDS: Mapping[str, str] = MappingProxyType(
    {
        "KEYWORD_ADULT_SEXUAL_MATERIAL": _("Adult sexual material"),
        "KEYWORD_AGE_SPECIFIC_RESTRICTIONS": _("Age-specific restrictions"),
        "KEYWORD_AGE_SPECIFIC_RESTRICTIONS_MINORS": _("Age-specific restrictions concerning minors"),
        "KEYWORD_ANIMAL_HARM": _("Animal harm"),
        "KEYWORD_BIOMETRIC_DATA_BREACH": _("Biometric data breach"),
        "KEYWORD_BULLYING_AGAINST_GIRLS": _("Cyber bullying and intimidation against girls"),
        "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL": _("Child sexual abuse material"),
        "KEYWORD_CHILD_SEXUAL_ABUSE_MATERIAL_DEEPFAKE": _(
            "Child sexual abuse material containing deepfake or similar technology"
        ),
        "KEYWORD_CONTENT_PROMOTING_EATING_DISORDERS": _("Content promoting eating disorders"),
        "KEYWORD_COORDINATED_HARM": _("Coordinated harm"),
        "KEYWORD_COPYRIGHT_INFRINGEMENT": _("Copyright infringements"),
        "KEYWORD_CYBER_BULLYING_INTIMIDATION": _("Cyber bullying and intimidation"),
        "KEYWORD_CYBER_HARASSMENT": _("Cyber harassment"),
        "KEYWORD_CYBER_HARASSMENT_AGAINST_WOMEN": _("Cyber harassment against women"),
        "KEYWORD_CYBER_INCITEMENT": _("Cyber incitement to hatred or violence"),
        "KEYWORD_CYBER_STALKING": _("Cyber stalking"),
        "KEYWORD_CYBER_STALKING_AGAINST_WOMEN": _("Cyber stalking against women"),
        "KEYWORD_DATA_FALSIFICATION": _("Data falsification"),
        "KEYWORD_DEFAMATION": _("Defamation"),
        "KEYWORD_DESIGN_INFRINGEMENT": _("Design infringements"),
        "KEYWORD_DISCRIMINATION": _("Discrimination"),
        "KEYWORD_FEMALE_GENDERED_DISINFORMATION": _("Gendered disinformation"),
        "KEYWORD_GEOGRAPHIC_INDICATIONS_INFRINGEMENT": _("Geographic indications infringements"),
        "KEYWORD_GEOGRAPHICAL_REQUIREMENTS": _("Geographical requirements"),
        "KEYWORD_GOODS_SERVICES_NOT_PERMITTED": _("Goods/services not permitted to be offered on the platform"),
        "KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS": _("Grooming/sexual enticement of minors"),
        "KEYWORD_HATE_SPEECH": _(
            "Illegal incitement to violence and hatred based on protected characteristics (hate speech)"
        ),
        "KEYWORD_HIDDEN_ADVERTISEMENT": _("Hidden advertisement or commercial communication, including by influencers"),
        "KEYWORD_HUMAN_EXPLOITATION": _("Human exploitation"),
        "KEYWORD_HUMAN_TRAFFICKING": _("Human trafficking"),
        "KEYWORD_ILLEGAL_ORGANIZATIONS": _("Illegal organizations"),
        "KEYWORD_IMPERSONATION_ACCOUNT_HIJACKING": _("Impersonation or account hijacking"),
        "KEYWORD_INAUTHENTIC_ACCOUNTS": _("Inauthentic accounts"),
        "KEYWORD_INAUTHENTIC_LISTINGS": _("Inauthentic listings"),
        "KEYWORD_INAUTHENTIC_USER_REVIEWS": _("Inauthentic user reviews"),
        "KEYWORD_INCITEMENT_AGAINST_WOMEN": _("Illegal incitement to violence and hatred against women"),
        "KEYWORD_INCITEMENT_VIOLENCE_HATRED": _("General calls or incitement to violence and/or hatred"),
        "KEYWORD_INSUFFICIENT_INFORMATION_ON_TRADERS": _("Insufficient information on traders"),
        "KEYWORD_LANGUAGE_REQUIREMENTS": _("Language requirements"),
        "KEYWORD_MISINFORMATION_DISINFORMATION": _(
            "Misinformation, disinformation, foreign information manipulation and interference"
        ),
        "KEYWORD_MISLEADING_INFO_CONSUMER_RIGHTS": _("Misleading information about the consumer's rights"),
        "KEYWORD_MISLEADING_INFO_GOODS_SERVICES": _(
            "Misleading information about the characteristics of the goods and services"
        ),
        "KEYWORD_MISSING_PROCESSING_GROUND": _("Missing processing ground for data"),
        "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING": _(
            "Non-consensual (intimate) material sharing, including (image-based) "
            "sexual abuse (excluding content depicting minors)"
        ),
        "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING_AGAINST_WOMEN": _(
            "Non-consensual (intimate) material sharing against women, including (image-based) "
            "sexual abuse against women (excluding content depicting minors)"
        ),
        "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE": _(
            "Non-consensual sharing of material containing deepfake or similar technology "
            "using a third party's features (excluding content depicting minors)"
        ),
        "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE_AGAINST_WOMEN": _(
            "Non-consensual sharing of material containing deepfake or similar technology using "
            "a third party's features against women (excluding content depicting minors)"
        ),
        "KEYWORD_NONCOMPLIANCE_PRICING": _("Non-compliance with pricing regulations"),
        "KEYWORD_NUDITY": _("Nudity"),
        "KEYWORD_PATENT_INFRINGEMENT": _("Patent infringements"),
        "KEYWORD_PHISHING": _("Phishing"),
        "KEYWORD_PROHIBITED_PRODUCTS": _("Prohibited or restricted products"),
        "KEYWORD_PYRAMID_SCHEMES": _("Pyramid schemes"),
        "KEYWORD_RIGHT_TO_BE_FORGOTTEN": _("Right to be forgotten"),
        "KEYWORD_RISK_ENVIRONMENTAL_DAMAGE": _("Risk for environmental damage"),
        "KEYWORD_RISK_PUBLIC_HEALTH": _("Risk for public health"),
        "KEYWORD_SELF_MUTILATION": _("Self-mutilation"),
        "KEYWORD_STALKING": _("Stalking"),
        "KEYWORD_SUICIDE": _("Suicide"),
        "KEYWORD_TERRORIST_CONTENT": _("Terrorist content"),
        "KEYWORD_TRADE_SECRET_INFRINGEMENT": _("Trade secret infringements"),
        "KEYWORD_TRADEMARK_INFRINGEMENT": _("Trademark infringements"),
        "KEYWORD_TRAFFICKING_WOMEN_GIRLS": _("Trafficking in women and girls"),
        "KEYWORD_UNLAWFUL_SALE_ANIMALS": _("Unlawful sale of animals"),
        "KEYWORD_UNSAFE_CHALLENGES": _("Unsafe challenges"),
        "KEYWORD_UNSAFE_PRODUCTS": _("Unsafe or non-compliant products"),
        "KEYWORD_VIOLATION_EU_LAW": _("Violation of EU law relevant to civic discourse or elections"),
        "KEYWORD_VIOLATION_NATIONAL_LAW": _("Violation of national law relevant to civic discourse or elections"),
        "KEYWORD_OTHER": _("Not captured by any other keyword"),
    }
)
YES_OR_NO: Mapping[str, str] = MappingProxyType({"Yes": _("yes"), "No": _("no")})

TERRITORIES = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()
)
"""The European Economic Area, with the two-letter codes of the database: Greece is GR."""

LANGUAGES = frozenset(
    """
    AA AB AE AF AK AM AN AR AS AV AY AZ BA BE BG BH BI BM BN BO BR BS CA CE CH CO CR CS CU CV CY DA DE DV DZ EE EL EN EO ES
    ET EU FA FF FI FJ FO FR FY GA GD GL GN GU GV HA HE HI HO HR HT HU HY HZ IA ID IE IG II IK IO IS IT IU JA JV KA KG KI KJ
    KK KL KM KN KO KR KS KU KV KW KY LA LB LG LI LN LO LT LU LV MG MH MI MK ML MN MR MS MT MY NA NB ND NE NG NL NN NO NR NV
    NY OC OJ OM OR OS PA PI PL PS PT QU RM RN RO RU RW SA SC SD SE SG SI SK SL SM SN SO SQ SR SS ST SU SV SW TA TE TG TH TI
    TK TL TN TO TR TS TT TW TY UG UK UR UZ VE VI VO WA WO XH YI YO ZA ZH ZU
    """.split()
)
"""Languages by ISO 639-1, in capitals as the database has them."""
