"""What may be done with pictures and documents: who only translates deletes and files nothing.

Wagtail takes the right to change a file for the right to delete it, too.
"""

from collections.abc import Collection
from typing import Any

from wagtail.documents.views.bulk_actions import AddTagsBulkAction as TagDocuments
from wagtail.documents.views.bulk_actions import AddToCollectionBulkAction as FileDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as TagImages
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as FileImages
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from bps_portal.languages.permissions import only_translates

from .models import PortalDocument, PortalImage

DELETE = "delete"


class FilePermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's rules by collection, without deletion for whoever only translates."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether there may be a file for which the user has the right."""
        if action == DELETE and only_translates(user):
            return False
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Any
    ) -> bool:
        """Tell whether the user has one of the rights for a file."""
        left = _without_deletion(user, actions)
        return bool(left and super().user_has_any_permission_for_instance(user, left, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> Any:
        """Return the files for which the user has one of the rights."""
        left = _without_deletion(user, actions)
        if not left:
            return self.model._default_manager.none()
        return super().instances_user_has_any_permission_for(user, left)


def _without_deletion(user: Any, actions: Collection[str]) -> list[str]:
    translates = DELETE in actions and only_translates(user)
    return [action for action in actions if not (translates and action == DELETE)]


class NotForTranslators:
    """For what is done with several files at once, and is no translation."""

    def check_perm(self, item: Any) -> bool:
        """Tell whether the user may do it with this file."""
        view: Any = self
        return not only_translates(view.request.user) and bool(super().check_perm(item))  # type: ignore[misc]


class TagPictures(NotForTranslators, TagImages):
    """Gives tags to several pictures."""

    models = [PortalImage]


class FilePictures(NotForTranslators, FileImages):
    """Puts several pictures into a collection."""

    models = [PortalImage]


class TagPortalDocuments(NotForTranslators, TagDocuments):
    """Gives tags to several documents."""

    models = [PortalDocument]


class FilePortalDocuments(NotForTranslators, FileDocuments):
    """Puts several documents into a collection."""

    models = [PortalDocument]


IMAGE_POLICY = FilePermissionPolicy(
    PortalImage, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
)
DOCUMENT_POLICY = FilePermissionPolicy(
    PortalDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"
)
BULK_ACTIONS = (TagPictures, FilePictures, TagPortalDocuments, FilePortalDocuments)
