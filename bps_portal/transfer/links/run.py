"""One check of all links: what was found takes the place of what was found before."""

from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from bps_portal.transfer.models import BrokenLink, ExternalAddress

from .checking import Checker
from .external import is_broken
from .found import Link, all_links

LONGEST = 2000


def check_links(tell: Callable[[BrokenLink], None]) -> int:
    """Check every link; return how many lead nowhere.

    Links to other sites are only noted here; what `external` has learnt of them counts.
    """
    started = timezone.now()
    checker = Checker()
    broken = 0
    for link in all_links():
        problem = _external(link) if checker.is_external(link.address) else checker.problem(link)
        if problem:
            broken += 1
            tell(_kept(link, problem, started))
    BrokenLink.objects.filter(found_at__lt=started).delete()
    ExternalAddress.objects.filter(seen_at__lt=started).delete()
    return broken


def _external(link: Link) -> str:
    if len(link.address) > LONGEST:
        return BrokenLink.Problem.NO_ANSWER
    now = timezone.now()
    address, made = ExternalAddress.objects.get_or_create(
        url=link.address, defaults={"seen_at": now}
    )
    if not made:
        ExternalAddress.objects.filter(pk=address.pk).update(seen_at=now)
    return str(BrokenLink.Problem.NO_ANSWER) if is_broken(address) else ""


def _kept(link: Link, problem: str, now: Any) -> BrokenLink:
    target = (
        link.address or f"{link.model._meta.model_name} {link.key}" if link.model else link.address
    )
    row, _made = BrokenLink.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(link.source),
        object_id=link.source.pk,
        column=link.column,
        language=link.code,
        target=target[:LONGEST],
        defaults={"problem": problem, "found_at": now},
    )
    return row
