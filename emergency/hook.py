"""`/hooks/alert/`: the crisis centre's call, which puts an alert out or ends what runs.

    POST /hooks/alert/
    Authorization: Bearer TOKEN
    Content-Type: application/json
    Idempotency-Key: any text of 1 to 255 visible signs (may be left out)

    {"action": "on", "level": "danger", "text": {LANGUAGE: TEXT, …}, "until": "2026-11-25T18:30",
     "link_url": {LANGUAGE: ADDRESS}, "link_text": {LANGUAGE: TEXT}, "steps": {LANGUAGE: LINES},
     "crisis_mode": false}

`{"action": "off"}` and DELETE end all that run. Every language is needed; the rest may be left out.
A call with a key that was used before gets the first answer again and changes nothing.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from bps_portal import languages
from bps_portal.delivery import bearer

from .alerts import CrisisAlert, HookCall, Source
from .outside import RefusedAlertError, end_all, put_out_everywhere

logger = logging.getLogger(__name__)

METHODS = ("POST", "DELETE")
MOST_BYTES = 16 * 1024
LONGEST_KEY = 255
BY_LANGUAGE = ("text", *CrisisAlert.paired)
KNOWN = {"action", "level", "until", "crisis_mode", *BY_LANGUAGE}


class RefusedCallError(Exception):
    """The call is refused; `status` and `errors` are the answer."""

    def __init__(self, status: HTTPStatus, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(why)}" for name, why in errors.items()))
        self.status = status
        self.errors = errors


@csrf_exempt
@never_cache
def alert_hook(request: HttpRequest) -> HttpResponse:
    """Carry a call out, or answer why not in JSON; every refusal is logged."""
    try:
        _check_sender(request)
        key, values = _key_of(request), _values_of(request)
        status, answer = _carried_out(key, _digest_of(request), values)
    except RefusedCallError as refused:
        logger.warning(
            "Call to put an alert out refused (%d): %s",
            refused.status,
            refused,
        )
        response = JsonResponse({"errors": refused.errors}, status=refused.status)
        if refused.status == HTTPStatus.METHOD_NOT_ALLOWED:
            response["Allow"] = ", ".join(METHODS)
        if refused.status == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = 'Bearer realm="alert"'
        return response
    except Error:
        logger.exception("Call to put an alert out failed for want of the database")
        errors = {"database": ["Nothing was changed. Call again in a moment."]}
        return JsonResponse(
            {"errors": errors},
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": "5"},
        )
    return JsonResponse(answer, status=status)


def _refuse(status: HTTPStatus, name: str, why: str) -> RefusedCallError:
    return RefusedCallError(status, {name: [why]})


def _check_sender(request: HttpRequest) -> None:
    """Refuse whoever does not hold a token."""
    if request.method not in METHODS:
        raise _refuse(HTTPStatus.METHOD_NOT_ALLOWED, "method", "Use POST or DELETE.")
    if not settings.CRISIS_HOOK_TOKENS:
        raise _refuse(HTTPStatus.FORBIDDEN, "authorization", "This call is not switched on.")
    if not bearer.shows_one_of(request, settings.CRISIS_HOOK_TOKENS):
        raise _refuse(HTTPStatus.UNAUTHORIZED, "authorization", "A known bearer token is needed.")


def _key_of(request: HttpRequest) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isprintable()):
        raise _refuse(
            HTTPStatus.BAD_REQUEST,
            "idempotency-key",
            "Use 1 to 255 visible signs, or leave it out.",
        )
    return key


def _digest_of(request: HttpRequest) -> str:
    return hashlib.sha256(f"{request.method}\n".encode() + request.body).hexdigest()


def _values_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the call asks for, checked for its form alone."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise _refuse(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body", f"At most {MOST_BYTES} bytes are read."
        )
    if request.method == "DELETE":
        return {"action": "off"}
    if request.content_type != "application/json":
        raise _refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "content-type", "Send application/json.")
    try:
        values = json.loads(request.body.decode())
    except (ValueError, RecursionError) as error:
        raise _refuse(HTTPStatus.BAD_REQUEST, "body", "This is no JSON in UTF-8.") from error
    if not isinstance(values, dict):
        raise _refuse(HTTPStatus.BAD_REQUEST, "body", "Send one JSON object.")
    if mistakes := _mistakes_of_form(values):
        raise RefusedCallError(HTTPStatus.UNPROCESSABLE_ENTITY, mistakes)
    return values


def _mistakes_of_form(values: dict[str, Any]) -> dict[str, list[str]]:
    mistakes = {name[:40]: ["There is no such value."] for name in values.keys() - KNOWN}
    if values.get("action", "on") not in ("on", "off"):
        mistakes["action"] = ['Send "on" or "off".']
    for name in ("level", "until"):
        if not isinstance(values.get(name) or "", str):
            mistakes[name] = ["Send a text."]
    if not isinstance(values.get("crisis_mode", False), bool):
        mistakes["crisis_mode"] = ["Send true or false."]
    for name in BY_LANGUAGE:
        by_code = values.get(name, {})
        if not isinstance(by_code, dict) or not all(isinstance(t, str) for t in by_code.values()):
            mistakes[name] = ["Send an object with a text for each language."]
        elif by_code.keys() - set(languages.codes()):
            mistakes[name] = [f"The languages are {', '.join(languages.codes())}."]
    return mistakes


@transaction.atomic
def _carried_out(
    key: str | None, digest: str, values: dict[str, Any]
) -> tuple[int, dict[str, Any]]:
    """Do what is asked, or return the answer to the first call with this key."""
    if key is None:
        return _done(values)
    # The row holds off a call with the same key that arrives meanwhile.
    call, is_new = HookCall.objects.get_or_create(key=key, defaults={"digest": digest})
    if not is_new:
        if call.digest != digest:
            raise _refuse(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "idempotency-key",
                "This key came with another call before.",
            )
        return call.status, call.answer
    call.status, call.answer = _done(values)
    call.save(update_fields=["status", "answer"])
    return call.status, call.answer


def _done(values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    if values.get("action") == "off":
        ended = end_all()
        logger.warning("Alerts ended by a call: %s", ended or "none ran")
        return HTTPStatus.OK, {"ended": ended}
    try:
        alert, is_new = put_out_everywhere(
            values.get("level") or "",
            {name: values.get(name, {}) for name in BY_LANGUAGE},
            source=Source.CALL,
            until=values.get("until"),
            crisis_mode=values.get("crisis_mode", False),
        )
    except RefusedAlertError as error:
        raise RefusedCallError(HTTPStatus.UNPROCESSABLE_ENTITY, error.mistakes) from error
    logger.warning("Alert %d put out by a call: %s", alert.pk, alert.level)
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return status, {
        "id": alert.pk,
        "level": alert.level,
        "starts_at": timezone.localtime(alert.starts_at).isoformat(),
        "ends_at": timezone.localtime(alert.ends_at).isoformat() if alert.ends_at else None,
    }
