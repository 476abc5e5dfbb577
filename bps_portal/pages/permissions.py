"""What a translator may do with a page: write in some languages, and nothing else."""

from wagtail.models import PagePermissionTester

from bps_portal.languages.permissions import only_translates


class PortalPagePermissionTester(PagePermissionTester):
    """Wagtail's rules; whoever only translates neither deletes, moves nor copies pages."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether the user may delete the page, or move it."""
        return not only_translates(self.user) and super().can_delete(ignore_bulk)

    def can_copy(self) -> bool:
        """Tell whether the user may copy the page."""
        return not only_translates(self.user) and super().can_copy()
