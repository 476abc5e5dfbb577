"""What a change elsewhere means for many pages; runs in the background."""

from django.tasks import task
from wagtail.models import Collection, ReferenceIndex

from bps_portal.content.models import PortalDocument
from bps_portal.pages.models import PortalPage

from .indexing import index_page
from .models import SearchEntry


@task
def index_pages_of_theme(theme_id: int) -> None:
    """Index the pages of a theme that was renamed."""
    pages = SearchEntry.objects.filter(theme_id=theme_id, source="").values("page_id")
    for page in PortalPage.objects.filter(pk__in=pages).specific().iterator():
        index_page(page)


@task
def index_pages_of_document(document_id: int) -> None:
    """Index the live pages that show a document whose file or title has changed."""
    document = PortalDocument.objects.filter(pk=document_id).first()
    if document is None:
        return
    found = ReferenceIndex.get_references_to(document).values_list("object_id", flat=True)
    ids = [int(key) for key in found if key.isdigit()]
    for page in PortalPage.objects.filter(pk__in=ids, live=True).specific().iterator():
        index_page(page)


@task
def index_pages_of_collection(collection_id: int) -> None:
    """Index the live pages that show a document which was locked away, or is open again."""
    collection = Collection.objects.filter(pk=collection_id).first()
    below = collection.get_descendants(inclusive=True) if collection else []
    documents = PortalDocument.objects.filter(collection__in=below)
    for document_id in documents.values_list("pk", flat=True):
        index_pages_of_document.call(document_id)
