"""What an old address may lead to: somewhere else, in one hop."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from .moved_addresses import link_of


def check_redirect(
    old_path: str, target: str, others: Iterable[Redirect] | None = None
) -> ValidationError | None:
    """Return why an old address must not lead to `target`, or None where it may.

    Args:
        old_path: as `Redirect.normalise_path` gives it.
        target: the address to which it would lead.
        others: the redirects that it must go with (default: all that exist).
    """
    known = Redirect.objects.all() if others is None else others
    local = local_target(target)
    if local == old_path:
        return ValidationError(_("This address would lead to itself."), "loop")
    if local:
        for other in _with_old_path(known, local):
            end = link_of(other)
            if local_target(end) == old_path:
                return ValidationError(_("The two addresses would lead to one another."), "loop")
            message = _("The new address leads on to %(address)s itself. Enter that one.")
            return ValidationError(message, "chain", {"address": end})
    return None


def check_old_path(old_path: str, known: Redirect | None = None) -> ValidationError | None:
    """Return why nothing may lead away from an address: other redirects lead there."""
    leading = Redirect.objects.filter(redirect_link__in=[old_path, f"{old_path}/"])
    if known and known.pk:
        leading = leading.exclude(pk=known.pk)
    if first := leading.first():
        message = _(
            "%(address)s leads to this address. Let that one lead to the new address first."
        )
        return ValidationError(message, "chain", {"address": first.old_path})
    return None


def normalised(address: str) -> str:
    """Return an address in the one form in which it is compared with others.

    Raises:
        ValidationError: for one that is none, such as "http://[x" and "//[x".
    """
    try:
        return str(Redirect.normalise_path(address))
    except ValueError as error:
        raise ValidationError(URLValidator.message) from error


def local_target(target: str) -> str:
    """Return the normalised path of an address on this site, or "" for one elsewhere."""
    for root in Site.get_site_root_paths():
        if target.startswith(f"{root.root_url}/"):
            target = target.removeprefix(root.root_url)
    return Redirect.normalise_path(target) if target.startswith("/") else ""


def _with_old_path(known: Iterable[Redirect], path: str) -> list[Redirect]:
    if hasattr(known, "filter"):
        return list(known.filter(old_path=path)[:1])
    return [each for each in known if each.old_path == path][:1]
