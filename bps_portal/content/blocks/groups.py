"""Under which headings an editor finds the blocks."""

from django.utils.translation import gettext_lazy as _

WORDS = _("Words")
PICTURES = _("Pictures and films")
FACTS = _("Facts and figures")
SERVICES = _("Services")
