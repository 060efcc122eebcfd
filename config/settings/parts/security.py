"""Sign-in, sessions, cookies, headers, keys outside the database."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
_var = Path(env("VAR_DIR", default=str(Path(__file__).resolve().parent.parent.parent.parent / "var")))

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "foundation.ui.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foundation.accounts.middleware.SignInRequiredMiddleware",
    "foundation.accounts.middleware.UnlockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/petugas/masuk/"
LOGIN_REDIRECT_URL = "/petugas/"
LOGOUT_REDIRECT_URL = "/petugas/masuk/"

ACCOUNT_ADAPTER = "foundation.accounts.adapter.OfficeAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGIN_TIMEOUT = 5 * 60
"""How long the second factor may take after the password; the key waits in two halves meanwhile."""
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "second_factor": "20/m/ip,5/5m/key,30/d/key",
    "recover": "20/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reauthenticate": "5/m/user",
}
"""Locking out by network and by account (docs/adr/0014). A key is what was typed or whose account it is, counted in the cache alone."""
MFA_ADAPTER = "foundation.accounts.adapter.OfficeMFAAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
"""A passkey opens no private key, so it can never stand for the password."""
MFA_RECOVERY_CODE_COUNT = 10
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
"""Whether staff must have a second factor; only a demo may do without, production refuses to."""
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

SESSION_ENGINE = "foundation.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sesi"
SESSION_IDLE_SECONDS = 30 * 60
"""Staff sessions end after this much idleness; SESSION_COOKIE_AGE is the absolute limit."""
KEY_COOKIE_NAME = "kunci"
"""The second half of a signed-in person's key; the first lies in the session (foundation.accounts.unlocking)."""
PENDING_KEY_COOKIE_NAME, PENDING_KEY_COOKIE_PATH = "kunci-masuk", "/petugas/masuk/"
"""The same between the password and the second factor, when it opens no page yet."""
REPORTER_COOKIE_NAME = "tanda"
"""The second half of the key of an opened status page; the first lies in the session (complaints.views.reporter_session)."""
DRAFT_COOKIE_NAME, DRAFT_COOKIE_PATH = "lanjut", "/lapor/"
"""The resume code of the form being filled in (channels.views.visit)."""
RECEIPT_CODE_SECONDS = 0.25
"""Every answer to a receipt code takes this long, right or wrong, so that its time tells nothing."""
WRONG_CODES_ALARM = env.int("WRONG_CODES_ALARM", default=60)
"""Administrators are told when this many wrong codes were typed within an hour, by whomever."""
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "foundation.accounts.views.unsent.csrf_failure"
CSRF_COOKIE_AGE = None
"""Gone with the browser window: a year-old cookie on a phone would tell that somebody was here."""
LANGUAGE_COOKIE_NAME = "bahasa"
SECURE_REFERRER_POLICY = "same-origin"
"""Other sites learn nothing. Not "no-referrer": browsers then send `Origin: null` with every form, which the CSRF check refuses."""
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}

# Keys that live outside database, media and backup (vault: dispatch; server: HMACs and checkpoints).
SERVER_KEY_FILE = Path(env("SERVER_KEY_FILE", default=str(_var / "keys" / "server.key")))
DISPATCH_KEY_FILE = Path(env("DISPATCH_KEY_FILE", default=str(_var / "keys" / "dispatch.key")))
AUDIT_FORMER_VERIFY_KEYS = env.list("AUDIT_FORMER_VERIFY_KEYS", default=[])
"""Hex keys that signed checkpoints before the server key was replaced; still believed when the log is verified."""
RECOVERY_KEY_FILE = Path(env("RECOVERY_KEY_FILE", default=str(_var / "keys" / "recovery.key")))
"""Of a demo alone: `prepare` writes it once, nothing reads it at run time, and production refuses to start beside it."""

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = ["foundation.vault.uploads.SealingUploadHandler"]
ATTACHMENT_MAX_BYTES = 5 * 1024 * 1024
ATTACHMENT_MAX_COUNT = 5
