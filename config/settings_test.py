"""Settings of the tests: the same product, with cheaper passwords and a folder of its own for files."""

from config.settings import *  # noqa: F403
from config.settings import STATE_DIR as STATE_OF_THE_RUN
from config.settings import STORAGES, TEMPLATES, env
from embedded.folders import folder_of_this_process

SECRET_KEY = "only-for-tests-" + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Within the launcher's folder, which goes with the run, and one for each of several processes.
STATE_DIR = folder_of_this_process(
    "markwarden-tests-", within=STATE_OF_THE_RUN if env.str("MARKWARDEN_STATE", default="") else None
)
EVIDENCE_DIR = STATE_DIR / "evidence"
STATIC_ROOT = STATE_DIR / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""  # type: ignore[index]
