"""The edit form's word on the parity gate: what is missing, and which exceptions are in force."""

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from bps_portal import languages

from . import parity_gate
from .language_exceptions import LanguageException, may_allow
from .parity_gate import Lack


class ParityGatePanel(Panel):
    """Stands at the head of the form; says nothing where nothing is missing."""

    class BoundPanel(Panel.BoundPanel):
        """See `ParityGatePanel`."""

        template_name = "pages/admin/parity_gate.html"

        @cached_property
        def lacks(self) -> list[Lack]:
            """What keeps the page, as it stands in the form, from going public."""
            return parity_gate.lacks(self.instance)

        @cached_property
        def exceptions(self) -> list[LanguageException]:
            """The exceptions in force."""
            if not self.instance.pk:
                return []
            awaited = LanguageException.objects.in_force().filter(page=self.instance.pk)
            return list(awaited.select_related("granted_by"))

        @property
        def may_allow(self) -> bool:
            """Whether the user can allow one language first, and there is one to allow."""
            awaited = {exception.language for exception in self.exceptions}
            free = set(languages.required_codes()) - awaited
            return bool(self.instance.pk and len(free) > 1 and may_allow(self.request.user))

        @property
        def may_change(self) -> bool:
            """Whether the user can change the exceptions."""
            return may_allow(self.request.user)

        @property
        def allow_url(self) -> str:
            """The address at which an administrator allows one language first."""
            return reverse("allow_one_language_first", args=[self.instance.pk])

        def is_shown(self) -> bool:
            """Show it on a saved page, and on a new one once publishing was refused."""
            asked = self.instance.pk or (self.form is not None and self.form.is_bound)
            return bool(asked and (self.lacks or self.exceptions))
