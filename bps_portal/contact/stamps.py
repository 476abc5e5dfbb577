"""Signed time stamps: a form shows when it was handed out, and no program can make one up."""

from datetime import datetime, timedelta
from enum import Enum, auto

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.crypto import get_random_string

# A person needs longer to read and write; a program does not.
QUICKEST = timedelta(seconds=3)
SLOWEST = timedelta(days=1)
NONCE_LENGTH = 12


class Age(Enum):
    """How old a stamp is."""

    TOO_YOUNG = auto()
    GOOD = auto()
    TOO_OLD = auto()
    FORGED = auto()


def new(now: datetime | None = None) -> str:
    """Return a stamp of `now`, unlike any other."""
    moment = int((now or timezone.now()).timestamp())
    return _signer().sign(f"{get_random_string(NONCE_LENGTH)}.{moment}")


def age(stamp: str, now: datetime | None = None) -> Age:
    """Tell whether a form with this stamp can be taken."""
    try:
        moment = int(_signer().unsign(stamp).rpartition(".")[2])
    except (BadSignature, ValueError):
        return Age.FORGED
    seconds = (now or timezone.now()).timestamp() - moment
    if seconds > SLOWEST.total_seconds():
        return Age.TOO_OLD
    return Age.TOO_YOUNG if seconds < QUICKEST.total_seconds() else Age.GOOD


def _signer() -> Signer:
    return Signer(salt="bps_portal.contact.stamps")
