"""Settings, read top to bottom. Values come from the environment, each with a stated default."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.conf import global_settings

from tandem.config import env

REPO = Path(__file__).resolve().parents[3]
DATA = env.data_folder()

DEBUG = False
TANDEM_DEMO = env.flag("TANDEM_DEMO")
# Whoever works in a practice shows two things to get in. Only the demonstration may do without.
TANDEM_SECOND_FACTOR = not TANDEM_DEMO or env.flag("TANDEM_SECOND_FACTOR")
SECRET_KEY = env.text("TANDEM_SECRET_KEY") or env.kept_secret(DATA / "secret.txt")
TANDEM_KEY_FILE = env.text("TANDEM_KEY_FILE", str(DATA / "keys.json"))
TANDEM_BACKUP_DIR = env.text("TANDEM_BACKUP_DIR")
TANDEM_BACKUP_RECIPIENT = env.text("TANDEM_BACKUP_RECIPIENT")
TANDEM_BASE_URL = env.text("TANDEM_BASE_URL", "http://localhost:8000")
TANDEM_SAFER = env.flag("TANDEM_SAFER")  # new clients begin in Safer mode
TANDEM_PLAIN_NAME = env.text("TANDEM_PLAIN_NAME", "Agenda")  # what Tandem is called there
TANDEM_EXIT_URL = env.text("TANDEM_EXIT_URL", "https://www.weather.gov/")  # where "Leave fast" leads
TANDEM_HEADS_FILE = env.text("TANDEM_HEADS_FILE")
TANDEM_CRISIS_LINE = env.text("TANDEM_CRISIS_LINE", "988")  # United States, checked 2026-11-24
TANDEM_HURT_LINE = env.text(
    "TANDEM_HURT_LINE", "1-800-799-7233"
)  # National Domestic Violence Hotline, United States: https://www.thehotline.org/, checked 2026-11-30
TANDEM_WHAT_FOLLOWS = "tandem.what_follows.WHAT_FOLLOWS"
ALLOWED_HOSTS = env.text("TANDEM_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = TANDEM_BASE_URL.startswith("https://")

# Two roles on PostgreSQL: the web role owns nothing; the owner migrates.
DATABASE_URL = env.text("TANDEM_DATABASE_URL")
OWNER_DATABASE_URL = env.text("TANDEM_OWNER_DATABASE_URL", DATABASE_URL)
DATABASES = {"default": env.database(DATABASE_URL, DATA / "tandem.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tandem.config",
    "tandem.today",
    "tandem.timeline",
    "tandem.exchange",
    "tandem.my_record",
    "tandem.session_checks",
    "tandem.beginnings",
    "tandem.goals",
    "tandem.relays",
    "tandem.consents",
    "tandem.appointments",
    "tandem.keeping",
    "tandem.care",
    "tandem.sign_ins",
    "tandem.privacy",
    "tandem.notifications",
    "tandem.people",
    "tandem.record",
    "tandem.jobs",
    "tandem.sealing",
    "tandem.tenancy",
    "tandem.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "tandem.config.middleware.Away",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tandem.config.middleware.Closed",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "tandem.config.middleware.FromHere",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tandem.privacy.middleware.Device",
    "tandem.people.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tandem.config.middleware.Said",
]

ROOT_URLCONF = "tandem.config.urls"
WSGI_APPLICATION = "tandem.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tandem.config.context.page",
            ],
        },
    },
]
FORM_RENDERER = "tandem.web.renderer.Renderer"

# Accounts: by invitation only; a password, a passkey, or for clients a code by e-mail; a second factor for staff.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    # NIST SP 800-63B-4: 15 characters where a password stands alone, and none that is commonly used
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ACCOUNT_ADAPTER = "tandem.sign_ins.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "reset_password": "tandem.sign_ins.forms.ResetForm",
    "user_token": "tandem.sign_ins.forms.ResetTokenForm",
}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # a letter takes a minute, and finding it another
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation that was opened has shown that the address works
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a letter is made for every address, and thrown away where nobody is
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# Guesses: allauth's own limits, and ours for a code on paper. `key` is the address, whoever asks.
ACCOUNT_RATE_LIMITS = {"paper_code": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "tandem.sign_ins.factors.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "tandem.sign_ins.factors.FirstCodeForm",
    "authenticate": "tandem.sign_ins.factors.CodeOnceForm",
    "authenticate_webauthn": "tandem.sign_ins.factors.PasskeySecondForm",
    "add_webauthn": "tandem.sign_ins.factors.PasskeyForm",
    "login_webauthn": "tandem.sign_ins.factors.PasskeyAloneForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers allow it on localhost alone
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off; each code still works once
MFA_TOTP_ISSUER = "Tandem"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0  # the proxy that holds the certificate says who asks
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/account/login/"

SESSION_ENGINE = "tandem.people.sessions"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
TANDEM_IDLE_SECONDS = int(env.text("TANDEM_IDLE_SECONDS", "900"))  # a sign-in that nobody uses ends
SESSION_COOKIE_AGE = 24 * 60 * 60  # the longest a sign-in lasts: a client's; see `people.rules.limits`
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tandem.config.errors.csrf_failure"
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"  # no-referrer would make browsers send "Origin: null" with forms
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["tandem.config.uploads.OnlyOnePlace", *global_settings.FILE_UPLOAD_HANDLERS]
FILE_UPLOAD_TEMP_DIR = env.closed_folder(DATA / "uploads")  # a caseload never lies where others can read it
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, TANDEM_EXIT_URL],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Rate limits need one cache for all processes: SQLite has one process, PostgreSQL a table.
# With room for 300, Django's own number, whoever tries many addresses would wash away the counts of the others.
_ROOM = {"OPTIONS": {"MAX_ENTRIES": 1_000_000}}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache", **_ROOM}
    if DATABASE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", **_ROOM}
}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if TANDEM_DEMO:
    EMAIL_BACKEND = "tandem.config.mailbox.Mailbox"
EMAIL_HOST = env.text("TANDEM_MAIL_HOST", "localhost")
EMAIL_PORT = int(env.text("TANDEM_MAIL_PORT", "25"))
EMAIL_HOST_USER = env.text("TANDEM_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("TANDEM_MAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("TANDEM_MAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("TANDEM_MAIL_FROM", f"{TANDEM_PLAIN_NAME} <tandem@localhost>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each in its own words, for those who read no other
LOCALE_PATHS = [Path(__file__).parent / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("vendor", REPO / "vendor")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 31536000  # addresses carry a hash of what they lead to

SILENCED_SYSTEM_CHECKS = [
    "security.W004", "security.W008", "security.W012", "security.W016",  # off only without https (see HTTPS)
] if not HTTPS else []  # fmt: skip

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "tandem.config.logs.Lines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "CRITICAL"},  # its lines quote addresses; `config.errors` writes ours
        "django.security": {"level": "ERROR"},
        "fido2": {"level": "WARNING"},  # it tells of each question to a passkey
    },
}
