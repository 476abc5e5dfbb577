"""What is logged and how; gunicorn (deploy/gunicorn.conf.py) uses the same."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

STYLES = ("console", "json")


def logging_of(style: str, level: str = "WARNING") -> dict[str, Any]:
    """Return the settings of `logging` for lines of a style: `console` or `json`.

    Args:
        style: the value of LOG_FORMAT.
        level: from which level on the portal itself is heard (LOG_LEVEL).

    Raises:
        ImproperlyConfigured: for another style or level.
    """
    if style not in STYLES:
        message = f"LOG_FORMAT must be {' or '.join(STYLES)}, not {style!r}."
        raise ImproperlyConfigured(message)
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        message = f"LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not {level!r}."
        raise ImproperlyConfigured(message)
    in_json = style == "json"
    own = {"handlers": ["console"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "bps_portal.delivery.request_ids.RequestId"},
            "refusal": {"()": "bps_portal.delivery.log_lines.Refusal"},
        },
        "formatters": {
            "console": {
                "()": "bps_portal.delivery.log_lines.Line",
                "format": "{asctime} {levelname} {name} [{request_id}]: {message}",
                "style": "{",
            },
            "json": {"()": "bps_portal.delivery.log_lines.JsonLine"},
            "request": {
                "()": "bps_portal.delivery.log_lines.Line",
                "format": "%(message)s %(request_id)s",
            },
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": style,
                "filters": ["request_id"],
            },
            "refusals": {
                "class": "logging.StreamHandler",
                "formatter": style,
                "filters": ["request_id", "refusal"],
            },
            "requests": {
                "class": "logging.StreamHandler",
                "formatter": "json" if in_json else "request",
                "filters": ["request_id"],
                "stream": "ext://sys.stdout",
            },
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # What it tells of people stands in its tables, for as long as it must.
            "axes": {"level": "ERROR"},
            "django": own | {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
            "django.security": {"handlers": ["refusals"], "level": "WARNING", "propagate": False},
            "gunicorn.error": own | {"level": "INFO"},
            "gunicorn.access": {"handlers": ["requests"], "level": "INFO", "propagate": False},
        },
    }
