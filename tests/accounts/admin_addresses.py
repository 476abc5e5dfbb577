"""Every address below /admin/ that the resolver knows, each leading to something that exists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    PageViewRestriction,
    Site,
    UploadedFile,
    Workflow,
)

from bps_portal.content.models import PortalDocument, PortalImage
from bps_portal.home.models import HomePage
from bps_portal.search.editorial import BestBet, Synonyms
from bps_portal.translations.exchange.uploads import UploadedTranslation
from bps_portal.translations.glossary import GlossaryTerm
from bps_portal.translations.memory import MemoryPair
from tests.contact.factories import ContactMessageFactory
from tests.emergency.factories import (
    CrisisAlertFactory,
    EmergencyNumberFactory,
    PreparedAlertFactory,
)
from tests.factories import (
    ContentPageFactory,
    DocumentFactory,
    ImageFactory,
    NewsIndexPageFactory,
    ThemeFactory,
    UserFactory,
)

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Wagtail's only address with a pattern of its own: two versions of a page, side by side.
COMPARED = r"^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)\.\.\.(?P<revision_id_b>live|latest|\d+)/$"
# What is left to the end: it answers for what no other address does.
ANYTHING = "admin/^.*/$"


@dataclass(frozen=True)
class Contents:
    """One thing of each kind that the admin shows: its key, by the first part of the address."""

    keys: dict[str, Any]

    def addresses(self, route: str) -> dict[str, str]:
        """Return the addresses of a route by name; more than one where it serves several kinds."""
        if route == "admin/bulk/<str:app_label>/<str:model_name>/<str:action>/":
            return dict(self._bulk_actions())
        if "<slug:app_name>/<slug:model_name>" in route and route.startswith("admin/settings/"):
            return dict(self._settings(route))
        return {route: "/" + self._filled(route)}

    def _filled(self, route: str) -> str:
        route = route.replace(COMPARED, "<pk>/revisions/compare/earliest...latest/")
        route = route.replace("^", "")
        longest = max(
            (prefix for prefix in self.keys if route.startswith(f"admin/{prefix}")), key=len
        )
        known = self.keys[""] | self.keys[longest]
        return PARAMETER.sub(lambda match: str(known[match[1]]), route)

    def _bulk_actions(self) -> Iterator[tuple[str, str]]:
        bulk_action_registry._scan_for_bulk_actions()
        for app, models in bulk_action_registry.actions.items():
            for model, actions in models.items():
                key = self.keys["bulk"][model]
                for action in actions:
                    address = f"/admin/bulk/{app}/{model}/{action}/"
                    yield address[1:], f"{address}?id={key}"

    def _settings(self, route: str) -> Iterator[tuple[str, str]]:
        for model in settings_registry:
            app, name = model._meta.app_label, model._meta.model_name
            named = route.replace("<slug:app_name>/<slug:model_name>", f"{app}/{name}")
            yield named, "/" + self._filled(named)


def make_contents(home: HomePage) -> Contents:
    """Make one thing of each kind."""
    news = NewsIndexPageFactory(parent=home)
    page = ContentPageFactory(parent=home, title_fr="Eau", title_nl="Water")
    page.save_revision().publish()
    other = ContentPageFactory(parent=home)
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    waiting = ContentPageFactory(parent=home, title_fr="Feu", title_nl="Vuur")
    waiting.save_revision()
    author = UserFactory(groups=["Editors"])
    state = waiting.get_workflow().start(waiting, author)
    image, document = ImageFactory(), DocumentFactory()
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage), file="none.jpg"
    )
    document_upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalDocument), file="none.pdf"
    )
    session = EditingSession.objects.create(
        user=author,
        content_type=ContentType.objects.get_for_model(page),
        object_id=page.pk,
        last_seen_at=timezone.now(),
    )
    redirect = Redirect.objects.create(old_path="/vieux", redirect_page=page)
    root_collection = Collection.get_first_root_node()
    collection = root_collection.add_child(name="Dossier")
    workflow, task = Workflow.objects.get(), GroupApprovalTask.objects.first()
    return Contents(
        {
            "": {
                "page_id": page.pk,
                "pk": page.pk,
                "parent_page_id": home.pk,
                "page_to_move_id": page.pk,
                "destination_id": news.pk,
                "content_type_app_name": "home",
                "content_type_model_name": "contentpage",
                "app_label": "home",
                "model_name": "contentpage",
                "app_name": "content",
                "revision_id": page.latest_revision_id,
                "object_id": page.pk,
                "session_id": session.pk,
                "action_name": "copy",
                "image_id": image.pk,
                "document_id": document.pk,
                "doc_id": document.pk,
            },
            "pages/workflow": {
                "page_id": waiting.pk,
                "action_name": "approve",
                "task_state_id": state.current_task_state_id,
                "task_id": state.current_task_state.task_id,
            },
            "pages/<int:page_id>/workflow_history": {
                "page_id": waiting.pk,
                "workflow_state_id": state.pk,
            },
            "api/main/^images": {"pk": image.pk},
            "api/main/^documents": {"pk": document.pk},
            "tag-autocomplete": {"app_name": "taggit", "model_name": "tag"},
            "collections": {"pk": collection.pk, "collection_id": collection.pk},
            "workflows": {
                "pk": workflow.pk,
                "page_pk": home.pk,
                "workflow_pk": workflow.pk,
                "app_label": "wagtailcore",
                "model_name": "groupapprovaltask",
            },
            "workflows/tasks": {
                "pk": task.pk,
                "app_label": "wagtailcore",
                "model_name": "groupapprovaltask",
            },
            "workflows/task_chooser": {"task_id": task.pk},
            "redirects": {"redirect_id": redirect.pk},
            "settings": {"pk": Site.objects.get().pk},
            "documents": {"pk": document.pk, "document_id": document.pk, "doc_id": document.pk}
            | {"uploaded_file_id": document_upload.pk},
            "images": {"pk": image.pk, "filter_spec": "width-100"}
            | {"uploaded_file_id": upload.pk, "image_id": image.pk},
            "snippets/content/theme": {"pk": (theme := ThemeFactory()).pk},
            "snippets/choose/content/theme": {"pk": theme.pk},
            "snippets/search/synonyms": {"pk": (words := _synonyms()).pk},
            "snippets/choose/search/synonyms": {"pk": words.pk},
            "snippets/search/bestbet": {"pk": (bet := _best_bet(page)).pk},
            "snippets/choose/search/bestbet": {"pk": bet.pk},
            "snippets/emergency/emergencynumber": {"pk": (number := EmergencyNumberFactory()).pk},
            "snippets/choose/emergency/emergencynumber": {"pk": number.pk},
            "snippets/translations/glossaryterm": {"pk": (term := _term()).pk},
            "snippets/choose/translations/glossaryterm": {"pk": term.pk},
            "crisis": {"pk": CrisisAlertFactory().pk},
            "crisis-prepared": {"pk": PreparedAlertFactory().pk},
            "contact-messages": {"pk": ContactMessageFactory().pk},
            "sites": {"pk": Site.objects.get().pk},
            "users": {"pk": (colleague := UserFactory()).pk, "user_id": colleague.pk},
            "groups": {"pk": Group.objects.create(name="Invités").pk},
            "translation-memory": {"pk": _pair().pk},
            "translation-aids": {"kind": "page", "key": page.pk, "code": "nl"},
            "translation-files": {"pk": _file(author).pk},
            "password_reset": {"uidb64": "MQ", "token": "set-password"},
            "bulk": {
                "page": page.pk,
                "portalpage": page.pk,
                "image": image.pk,
                "portalimage": image.pk,
                "document": document.pk,
                "portaldocument": document.pk,
                "user": colleague.pk,
                "theme": theme.pk,
                "synonyms": words.pk,
                "bestbet": bet.pk,
                "emergencynumber": number.pk,
                "glossaryterm": term.pk,
            },
        }
    )


def _synonyms() -> Synonyms:
    return Synonyms.objects.create(language="fr", words="gsm, smartphone")


def _best_bet(page: Any) -> BestBet:
    return BestBet.objects.create(language="fr", queries="carte perdue", page=page)


def _term() -> GlossaryTerm:
    return GlossaryTerm.objects.create(term_fr="feu", term_nl="vuur")


def _pair() -> MemoryPair:
    return MemoryPair.objects.create(
        source_language="fr", target_language="nl", source="Eau.", target="Water.", digest="a"
    )


def _file(user: Any) -> UploadedTranslation:
    return UploadedTranslation.objects.create(user=user, name="a.xlf", content=b"")
