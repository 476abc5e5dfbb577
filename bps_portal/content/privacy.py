"""Which documents only some may open: those of a collection behind a view restriction."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Collection, CollectionViewRestriction


def closed_collections() -> set[int]:
    """Return the keys of the collections that are restricted, by themselves or from above."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = CollectionViewRestriction.objects.annotate(below=path).filter(
        below__startswith=F("collection__path")
    )
    return set(Collection.objects.filter(Exists(above)).values_list("pk", flat=True))
