"""Settings that every environment shares."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from .env import BASE_DIR, cache, day, days, languages_among, mailer, number, text, uploads, words
from .logs import logging_of
from .policies import admin_policy, permissions, public_policy

# --- Languages -----------------------------------------------------------------------------
# Further languages whose names the catalogues know; ADDITIONAL_LANGUAGES switches them on.
FURTHER = {"de": _("German"), "en": _("English")}
# The first language is the default one. A further language is one more entry here, or a code in
# ADDITIONAL_LANGUAGES, and `manage.py add_language CODE`; everything else reads this list through
# bps_portal.languages.
LANGUAGES = [
    ("fr", _("French")),
    ("nl", _("Dutch")),
    *languages_among("ADDITIONAL_LANGUAGES", FURTHER),
]
LANGUAGE_CODE = LANGUAGES[0][0]
# Languages that every page must exist in (coordinated laws on the use of languages in
# administrative matters, 18 July 1966, articles 32 and 40).
REQUIRED_LANGUAGES = ("fr", "nl")
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"
# PostgreSQL's text search configuration for each language; without one words are found as written.
SEARCH_CONFIGURATIONS = {"fr": "french", "nl": "dutch", "de": "german", "en": "english"}
# The language of the source texts, which needs no catalogue.
SOURCE_LANGUAGE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]

MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_ENABLE_FALLBACKS = False
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField", "RichTextField", "BodyField")

# --- Applications --------------------------------------------------------------------------
INSTALLED_APPS = [
    # modeltranslation adds the language columns before the apps below read their models.
    "modeltranslation",
    "bps_portal.languages",
    "bps_portal.pages",
    "bps_portal.content",
    "bps_portal.accounts",
    "bps_portal.delivery",
    "bps_portal.translations",
    "bps_portal.search",
    "bps_portal.home",
    "news",
    "campaigns",
    "emergency",
    "bps_portal.contact",
    "bps_portal.demo",
    "bps_portal.transfer",
    "bps_portal.backup",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "bps_portal.delivery.request_ids.number_requests",
    "bps_portal.delivery.health.say_health",
    "bps_portal.delivery.metrics.count_requests",
    "bps_portal.pages.moved_addresses.lead_from_former_host",
    "bps_portal.delivery.head_requests.headers_only",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "bps_portal.delivery.browser_rules.say_rules",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "bps_portal.delivery.compression.TextCompression",
    "bps_portal.delivery.shared_answers.NotModified",
    "bps_portal.delivery.core_pages.stand_in",
    "bps_portal.delivery.shared_answers.say_how_long",
    "bps_portal.delivery.page_cache.keep_pages",
    "bps_portal.delivery.surrogate_keys.name_what_is_shown",
    "bps_portal.delivery.saving.give_back",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "bps_portal.languages.middleware.LanguageMiddleware",
    "bps_portal.api.serving.open_to_all",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "bps_portal.content.odd_queries.keep_admin_queries_readable",
    "bps_portal.accounts.second_factor.demand",
    "bps_portal.accounts.audit.note_exports",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bps_portal.pages.gone_addresses.say_what_is_gone",
    "bps_portal.pages.moved_addresses.MovedAddressMiddleware",
    "bps_portal.pages.taken_meanwhile.AskAgain",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "bps_portal.urls"
WSGI_APPLICATION = "bps_portal.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data ----------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": cache(text("CACHE_URL")),
    # Whole pages; on one machine in the memory of each process.
    "pages": cache(text("PAGE_CACHE_URL", "locmemcache://pages"), most=2000),
}
PAGE_CACHE = text("PAGE_CACHE", "1") == "1"
# Of editors alone. In Redis one that has ended could come back after a fault.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# Caches in front that are told of changes (bps_portal.delivery.front_caches).
FRONTEND_CACHES = words("FRONTEND_CACHE_URL")
# Seconds for which a process takes what it knows of changes for true. A cache in front would keep
# for longer what a process makes before it knows; so there each answer asks.
CHANGES_ASKED_EVERY = 0.0 if FRONTEND_CACHES else 1.0
# Where copies of the most needed pages lie as files (bps_portal.delivery.core_pages); none if empty.
CORE_PAGES_ROOT = text("CORE_PAGES_DIR", str(BASE_DIR / "var" / "core"))
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
MAILERS = {"default": mailer(text("EMAIL_URL", "consolemail://"))}
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", "portal@localhost")

# --- Alerts ----------------------------------------------------------------------------------
# Seconds for which a process shows the alerts that it knows before it looks again.
ALERTS_CHECKED_EVERY = CHANGES_ASKED_EVERY
# What the crisis centre shows to put an alert out (/hooks/alert/): long random texts, several while
# one takes the place of another; without any nobody can call.
CRISIS_HOOK_TOKENS = [token for token in words("CRISIS_HOOK_TOKENS") if token]

# --- Robots ----------------------------------------------------------------------------------
# Only production lets robots in (robots.txt).
CRAWLABLE = False
# Where to report a weak spot, such as mailto:security@example.org (RFC 9116), and the last day on
# which that surely holds; a system check warns in time.
SECURITY_CONTACT = text("SECURITY_CONTACT")
# Where SECURITY.md, or a translation of it, can be read.
SECURITY_POLICY = text("SECURITY_POLICY")
SECURITY_TXT_EXPIRES = day("SECURITY_TXT_EXPIRES", "2027-09-30")

# --- Statistics ------------------------------------------------------------------------------
# Lets `count_page_views` count pages from the server's own logs.
PAGE_STATISTICS = text("PAGE_STATISTICS") == "1"

# --- Open data -------------------------------------------------------------------------------
OPEN_DATA_LICENCE = {
    "name": "Creative Commons Attribution 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
}

# --- Visitors' messages --------------------------------------------------------------------
CONTACT_RETENTION_DAYS = days("CONTACT_RETENTION_DAYS", 365)
CSRF_FAILURE_VIEW = "bps_portal.contact.views.csrf_failure"
# Until the browser closes, as a session cookie.
CSRF_COOKIE_AGE = None
# Addresses or networks whose X-Forwarded-For is believed.
TRUSTED_PROXIES = words("TRUSTED_PROXIES")

# --- Old addresses ---------------------------------------------------------------------------
# Hosts of former sites, with www. and without, whose addresses lead to the same pages here.
FORMER_HOSTS = [host.strip().lower() for host in words("FORMER_HOSTS") if host.strip()]

# --- Languages of imported pages -------------------------------------------------------------
# Within so many days a page of the former site must exist in every required language.
IMPORT_TRANSLATION_DAYS = days("IMPORT_TRANSLATION_DAYS", 90)

# --- Links -----------------------------------------------------------------------------------
# Whether other sites are asked, in the background, if what we link to is still there.
CHECK_EXTERNAL_LINKS = text("CHECK_EXTERNAL_LINKS", "0") == "1"
# Hosts of the organisation's own network are never asked; tests have no others.
CHECK_PRIVATE_HOSTS = False

# Commands that the scheduler runs once a day and after each start.
DAILY_COMMANDS = [
    "check_links",
    "clearsessions",
    "delete_old_messages",
    "forget_missed_addresses",
    "forget_old_log_entries",
    "forget_old_revisions",
    "forget_unanswered_queries",
    "prune_db_task_results",
]

# --- Retention -----------------------------------------------------------------------------
# Who did what in the admin, and former versions of texts (docs/privacy-register.md).
LOG_RETENTION_DAYS = days("LOG_RETENTION_DAYS", 730)
REVISION_RETENTION_DAYS = days("REVISION_RETENTION_DAYS", 1825)

# --- Accounts ------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Whether everybody who may enter the admin needs a second factor; production's default.
SECOND_FACTOR_REQUIRED = text("SECOND_FACTOR_REQUIRED", "0") == "1"
# Sessions end after so long without use, and after so long in all.
SESSION_IDLE_TIME = timedelta(minutes=number("SESSION_IDLE_MINUTES", 120))
SESSION_LIFETIME = timedelta(hours=number("SESSION_HOURS", 12))
SESSION_COOKIE_AGE = int(SESSION_LIFETIME.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_ADAPTER = "bps_portal.accounts.adapters.PortalAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "bps_portal.accounts.forms.SignInForm"}
ACCOUNT_SESSION_REMEMBER = False
# Of one connection; what is tried with one name is counted by axes.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/5m/key",
    "reauthenticate": "10/m/user",
}
MFA_ADAPTER = "bps_portal.accounts.adapters.PortalFactorAdapter"
MFA_FORMS = {
    "activate_totp": "bps_portal.accounts.forms.AppForm",
    "add_webauthn": "bps_portal.accounts.forms.PasskeyForm",
    "authenticate_webauthn": "bps_portal.accounts.forms.UsePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A telephone's clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
AXES_CLIENT_IP_CALLABLE = "bps_portal.accounts.limits.address_of"
AXES_USERNAME_CALLABLE = "bps_portal.accounts.limits.name_of"
AXES_LOCKOUT_CALLABLE = "bps_portal.accounts.views.locked_out"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Another host (https://…/) where uploads are served from a bucket or a disk by somebody else.
MEDIA_URL = text("MEDIA_URL", "/media/")
MEDIA_ROOT = BASE_DIR / "var" / "media"
# Where uploads lie in object storage; without a bucket they lie in MEDIA_ROOT.
S3 = {
    name: text(name)
    for name in (
        "S3_BUCKET",
        "S3_ENDPOINT_URL",
        "S3_REGION",
        "S3_ACCESS_KEY_ID",
        "S3_SECRET_ACCESS_KEY",
    )
}
STORAGES = {
    "default": uploads(S3),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Where ClamAV's daemon listens: tcp://host:3310 or unix:///run/clamav/clamd.ctl; empty: no scanner.
CLAMAV_URL = text("CLAMAV_URL")

# --- Browsers --------------------------------------------------------------------------------
SECURE_CSP = public_policy(MEDIA_URL)
ADMIN_CSP = admin_policy(SECURE_CSP)
PERMISSIONS_POLICY = permissions()
# The players of films refuse to play for a page that they do not know.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Forms are rendered with the templates of this repository, which have no scripts inside.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Wagtail -------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "BPS"
WAGTAIL_PAGE_MODEL = "pages.PortalPage"
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Languages of the interface: those in which its own texts are complete.
WAGTAILADMIN_PERMITTED_LANGUAGES = [pair for pair in LANGUAGES if pair[0] in REQUIRED_LANGUAGES]
WAGTAILADMIN_BASE_URL = text("SITE_URL") or f"http://localhost:{text('PORT', '8000')}"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "bps_portal.accounts.mails.PortalPasswordResetForm"  # noqa: S105 - a class
# New users choose their own, at the address in their invitation.
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# bps_portal.pages.redirects makes the redirects of every language; Wagtail's own receiver knows
# one language only.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILIMAGES_IMAGE_MODEL = "content.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "bps_portal.content.forms.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "content.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "bps_portal.content.forms.PortalDocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "mp4",
    "odt",
    "ods",
    "pdf",
    "txt",
    "vtt",
    "webm",
    "xlsx",
    "zip",
]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
# Not left to what the machine knows: a browser takes captions from no other type.
WAGTAILDOCS_CONTENT_TYPES = {"mp4": "video/mp4", "vtt": "text/vtt", "webm": "video/webm"}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "bps_portal.content.admin_search"}}

# --- Logging -------------------------------------------------------------------------------
LOGGING = logging_of(text("LOG_FORMAT", "console"), text("LOG_LEVEL", "WARNING"))

# --- Measures ------------------------------------------------------------------------------
# What Prometheus shows to read them at /metrics; without it nobody can.
METRICS_TOKEN = text("METRICS_TOKEN")

# --- First start ---------------------------------------------------------------------------
# The first administrator, for `setup_site` where nobody sits at a terminal.
ADMIN_EMAIL = text("ADMIN_EMAIL")
ADMIN_PASSWORD = text("ADMIN_PASSWORD")

# --- Demo ----------------------------------------------------------------------------------
DEMO_PASSWORD = text("DEMO_PASSWORD")
ALLOWED_HOSTS = [*words("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]")), *FORMER_HOSTS]
