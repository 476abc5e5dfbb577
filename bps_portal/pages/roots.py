"""The pages in which the addresses of a language begin."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import F, Q
from wagtail.models import Site

from bps_portal import languages


def give_address(code: str, **_kwargs: Any) -> None:
    """Give home pages, and what lies above them, the same address in an added language.

    They have the same in every language, since Wagtail keeps the paths of home pages without one.
    All other pages get theirs with their title.
    """
    pages = apps.get_model(settings.WAGTAIL_PAGE_MODEL).objects.rewrite(False)
    homes = pages.filter(pk__in=Site.objects.values("root_page"))
    wanted = Q(depth=1)
    for path in homes.values_list("path", flat=True):
        steps = range(pages.model.steplen, len(path) + 1, pages.model.steplen)
        wanted |= Q(path__in=[path[:length] for length in steps])
    default = languages.default_code()
    for name in ("slug", "url_path"):
        column = languages.field_name(name, code)
        empty = pages.filter(Q(**{column: ""}) | Q(**{f"{column}__isnull": True}), wanted)
        empty.update(**{column: F(languages.field_name(name, default))})
