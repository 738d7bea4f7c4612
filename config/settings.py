"""All settings, read from the environment. README.md has the table; nothing here is secret.

`MARKWARDEN_DEMO=1` turns on the demo world: personas at one click, a mailbox page, the page of parts. It works on
loopback alone and is refused together with public host names.
"""

import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from accounts.settings_allauth import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# Processes are one a core: threads of a library would only wait for each other. numpy reads this when it is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

DEMO: bool = env.bool("MARKWARDEN_DEMO", default=False)
DEBUG: bool = env.bool("MARKWARDEN_DEBUG", default=False)
STATE_DIR = Path(env.str("MARKWARDEN_STATE", default=str(BASE_DIR / ".state")))


def _secret() -> str:
    """The secret key, from a file (made by the launcher, or mounted) or from the environment."""
    path = env.str("MARKWARDEN_SECRET_FILE", default="")
    return Path(path).read_text().strip() if path else env.str("MARKWARDEN_SECRET", default="")


SECRET_KEY = _secret()
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS: list[str] = env.list("MARKWARDEN_HOSTS", default=LOOPBACK)
if DEMO and not set(ALLOWED_HOSTS) <= {*LOOPBACK, "testserver"}:
    raise ImproperlyConfigured("The demo runs on loopback alone: unset MARKWARDEN_DEMO or MARKWARDEN_HOSTS.")
SITE_URL: str = env.str("MARKWARDEN_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS: list[str] = [SITE_URL] if SITE_URL.startswith("https://") else []

# Where the log's secret seed lies: only the sequencer's process is given this path.
LOG_SEED_FILE: str = env.str("MARKWARDEN_LOG_SEED_FILE", default="")
# The name under which logs are known to the outside; the origin of a checkpoint is `<this>/log/<slug>`.
LOG_DOMAIN: str = env.str("MARKWARDEN_LOG_DOMAIN", default="localhost")
# Where originals of evidence lie.
EVIDENCE_DIR = Path(env.str("MARKWARDEN_EVIDENCE_DIR", default=str(STATE_DIR / "evidence")))
# How many trusted proxies stand in front; their entries at the right end of X-Forwarded-For are believed.
TRUSTED_PROXIES: int = env.int("MARKWARDEN_TRUSTED_PROXIES", default=0)
# Places ("127.0.0.1:8001") that may be fetched from although they are not public: a shop of one's own to try things with.
FETCH_ALLOWED: list[str] = env.list("MARKWARDEN_FETCH_ALLOWED", default=[])

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "web.apps.WebConfig",
    "reporting.apps.ReportingConfig",
    "enforcement.apps.EnforcementConfig",
    "scanner.apps.ScannerConfig",
    "fulfillment.apps.FulfillmentConfig",
    "sellers.apps.SellersConfig",
    "registry.apps.RegistryConfig",
    "evidence.apps.EvidenceConfig",
    "delivery.apps.DeliveryConfig",
    "accounts.apps.AccountsConfig",
    "gateway.apps.GatewayConfig",
    "workflow.apps.WorkflowConfig",
    "audit.apps.AuditConfig",
    "tenancy.apps.TenancyConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "gateway.middleware.GatewayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "web.preferences.PreferencesMiddleware",
    "accounts.middleware.MarketplaceMiddleware",
]

CSRF_FAILURE_VIEW = "gateway.errors.csrf_failure"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["web.templatetags.ui", "template_partials.templatetags.partials"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(url: str) -> dict[str, object]:
    """One connection of `app`; OWNER holds what differs for the role that migrates."""
    settings = dict(env.db_url_config(url))
    settings["ENGINE"] = "tenancy.db"
    settings["CONN_MAX_AGE"] = 600
    settings["CONN_HEALTH_CHECKS"] = True
    settings["ATOMIC_REQUESTS"] = True
    owner = env.str("DATABASE_OWNER_URL", default="")
    if owner:
        parts = env.db_url_config(owner)
        settings["OWNER"] = {"USER": parts["USER"], "PASSWORD": parts["PASSWORD"]}
    return settings


DATABASE_URL = env.str("DATABASE_URL", default="postgres://app@localhost/markwarden")
DATABASES = {
    "default": _database(DATABASE_URL),
    # A second connection, in autocommit, for what must survive a request that is rolled back: counters of limits.
    "counters": {**_database(DATABASE_URL), "ATOMIC_REQUESTS": False},
}
DATABASE_ROUTERS = ["gateway.routers.CounterRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL: str = env.str("REDIS_URL", default="redis://localhost:6379/0")
CELERY_BROKER_URL = REDIS_URL

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "gateway_cache",
        "KEY_FUNCTION": "gateway.limits.blind_key",
        # Beyond this Django forgets living rows, and with them somebody's limit.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if SITE_URL.startswith("https://"):
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.authentication.InsideMarketplace"],
    "DEFAULT_SCHEMA_CLASS": "gateway.schema.ProblemSchema",
    "EXCEPTION_HANDLER": "gateway.problems.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Markwarden API",
    "DESCRIPTION": "Rights, listings, cases and the log of one marketplace.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/m/[^/]+/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ListingState": "sellers.models.Listing.State",
        "RightState": "registry.models.Right.State",
        "ApplicationState": "registry.models.Application.State",
        "SellerApplicationState": "sellers.models.SellerApplication.State",
        "AccreditationState": "sellers.models.Accreditation.State",
        "SellerReviewState": "sellers.models.SellerReview.State",
        "SellerReviewKind": "sellers.models.ReviewKind",
        "CorrectiveState": "fulfillment.machine.CORRECTIVEACTION.states",
        "GateVerdict": ["yes", "no", "ask"],
        "ReviewVerdict": "sellers.models.SellerReview.Verdict",
        "VaultPaperKind": "enforcement.defence.answering.PAPERS",
        "InspectionHeading": ["legality", "price", "quality"],
        "FraudKind": "sellers.warnings.words.KINDS",
        "DataRequestState": "sellers.models.DataRequest.State",
        "CustomsApplicationState": "fulfillment.models.CustomsApplication.State",
        "DetentionState": "fulfillment.models.Detention.State",
        "DetentionUnit": "fulfillment.models.Detention.Unit",
        "DetentionTransport": "fulfillment.models.Detention.Transport",
        "DetentionMoreTime": "fulfillment.models.Detention.MoreTime",
        "DetentionHolderSaid": "fulfillment.models.Detention.HolderSaid",
        "DetentionDeclarantSaid": "fulfillment.models.Detention.DeclarantSaid",
        "OrderState": "fulfillment.models.Order.State",
        "ShipmentState": "fulfillment.models.Shipment.State",
        "ShipmentEventKind": "fulfillment.models.ShipmentEvent.Kind",
        "LossPlan": "fulfillment.models.LossClaim.Plan",
        "LossClaimState": "fulfillment.models.LossClaim.State",
        "TradeComplaintKind": "fulfillment.models.TradeComplaint.Kind",
        "TradeComplaintState": "fulfillment.models.TradeComplaint.State",
        "TradeRemedy": "fulfillment.models.Remedy",
        "TradeSide": "fulfillment.models.TradeStatement.Side",
        "TradeStatementKind": "fulfillment.models.TradeStatement.Kind",
        "TradePaperKind": "fulfillment.models.TradePaper.Kind",
        "AssignmentState": "registry.models.Assignment.State",
        "AssignmentKind": "registry.models.Assignment.Kind",
        "RightKind": "registry.models.Right.Kind",
        "LicenceState": "registry.models.Licence.State",
        "LicenceConsent": "registry.models.Licence.Consent",
        "FirstSaleConsent": ["given", "none"],
        "GoodsState": ["as_sold", "changed", "different", "labelled"],
        "WithdrawalReason": ["authorised", "mistake", "settled", "wrong_listing"],
        "ProofReason": "registry.models.ProofRequest.Reason",
        "ProofState": "registry.models.ProofRequest.State",
        "AgreementKind": "registry.models.Agreement.Kind",
        "AgreementState": "registry.models.Agreement.State",
        "AgreementBlock": ["publish", "keys.personal", "keys.write", "batches", "handover"],
        "TermReviewState": "registry.models.TermReview.State",
        "PartyState": "accounts.models.Party.State",
        "PartyKind": "accounts.models.Party.Kind",
        "ComplaintState": "enforcement.machine.COMPLAINT.states",
        "CaseState": "enforcement.machine.CASE.states",
        "MatchState": "scanner.machine.MATCH.states",
        "AuditState": "scanner.machine.AUDIT.states",
        "AuditItemState": "scanner.machine.AUDITITEM.states",
        "SellerLinkState": "scanner.machine.SELLERLINK.states",
        "ShopState": "scanner.machine.SHOP.states",
        "OutsideMatchState": "scanner.machine.OUTSIDEMATCH.states",
        "JobState": "workflow.machine.JOB.states",
        "TraitKind": "sellers.models.SellerTrait.Kind",
        "BanKind": "registry.models.Ban.Kind",
        "QualitySource": "sellers.models.QualityFact.Source",
        "CaseSource": ["complaint", "match", "report", "referral"],
        "IncomingLetterState": "enforcement.machine.INCOMINGLETTER.states",
        "IncomingLetterKind": "enforcement.incoming_words.LETTER_KINDS",
        "ReportedListingState": "enforcement.machine.REPORTEDLISTING.states",
        "ReportKind": ["counterfeit", "mark", "copied", "design", "patent", "bought", "other"],
        "StatementState": "enforcement.machine.STATEMENT.states",
        "MisuseReportState": "enforcement.machine.MISUSEREPORT.states",
        "MisuseKind": "enforcement.misuse_words.KINDS",
        "SanctionState": "enforcement.machine.SANCTION.states",
        "SanctionKind": ["warn", "check_first", "suspend", "terminate"],
        "Language": "policy.letters.languages.LANGUAGES",
        "SiteKind": "fulfillment.models.Site.Kind",
        "DockStep": "fulfillment.models.Step",
        "DockAnswer": "fulfillment.models.Answered",
        "NumberSource": "fulfillment.models.Product.Source",
        "CertificateKind": "fulfillment.models.Certificate.Kind",
        "CodeRunKind": "fulfillment.models.CodeRun.Kind",
        "BatchState": "fulfillment.models.Batch.State",
        "FlagKind": "fulfillment.models.Flag.Kind",
        "FlagState": "fulfillment.models.Flag.State",
        "HoldState": "fulfillment.models.Hold.State",
        "HoldAnswer": "fulfillment.services.holds.ANSWERS",
        "UnitSignalKind": "fulfillment.models.UnitSignal.Kind",
        "UnitSignalState": "fulfillment.models.UnitSignal.State",
        "TraitSource": "sellers.models.SellerTrait.Source",
        "QualityKind": "sellers.models.QualityFact.Kind",
    },
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
# Pages speak the languages above. Letters speak those of `policy.letters`, from the catalogues here.
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
WHITENOISE_USE_FINDERS = DEMO or DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Uploads: one file at most 20 MiB, a request at most 60 MiB; larger files spill to disk early.
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_LIST_MAX_BYTES = 200 * 1024 * 1024
"""Of a list that is read as a stream."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
elif DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = STATE_DIR / "mailbox"
DEFAULT_FROM_EMAIL: str = env.str("MARKWARDEN_FROM", default="Markwarden <no-reply@localhost>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"secrets": {"()": "gateway.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["secrets"]}},
    "loggers": {"faiss": {"level": "WARNING"}},  # it tells each process which instructions it found
    "root": {"handlers": ["console"], "level": env.str("MARKWARDEN_LOG_LEVEL", default="INFO")},
}
