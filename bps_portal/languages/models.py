"""The rights to write in a language, as groups of the admin hold them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bps_portal import languages


class LanguageRights(models.Model):  # noqa: DJ008 - nobody ever sees one
    """Holds the permissions alone; there is no table."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [(f"write_{code}", languages.own_name(code)) for code in languages.codes()]
        verbose_name = _("writing in a language")
