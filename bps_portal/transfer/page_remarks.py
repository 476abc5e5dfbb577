"""What is worth a look in a saved page before it comes in."""

from collections.abc import Iterator

from .legacy_article import Kind, LegacyArticle
from .old_addresses import local_path
from .rich_text import links_in
from .saved_folder import SavedFolder

NO_ALTERNATIVE, NO_PICTURE, DEAD_LINK, NO_DATE = (
    "picture without text alternative",
    "picture that is not in the folder",
    "link that leads nowhere",
    "page without a date",
)
# Of one page.
MOST = 20


def remarks_on(article: LegacyArticle, source: SavedFolder, place: str) -> list[dict[str, str]]:
    """Return the remarks on a page: of which kind, and about what."""
    found = ({"kind": kind, "about": about[:200]} for kind, about in _found(article, source, place))
    return [remark for remark, _number in zip(found, range(MOST), strict=False)]


def _found(article: LegacyArticle, source: SavedFolder, place: str) -> Iterator[tuple[str, str]]:
    if article.date is None:
        yield NO_DATE, place
    for picture in article.pictures:
        address, alternative, *_rest = picture.lines
        if not alternative:
            yield NO_ALTERNATIVE, address
        if source.beside(place, address) is None:
            yield NO_PICTURE, address
    yield from _left_behind(article)
    for piece in article.body:
        links = links_in(piece.text) if piece.kind is Kind.RICH else []
        if piece.kind is Kind.FILE:
            links = [(piece.lines[0], piece.lines[1])]
        for address, _words in links:
            if _leads_nowhere(address, source, place):
                yield DEAD_LINK, address


def _left_behind(article: LegacyArticle) -> Iterator[tuple[str, str]]:
    """Yield what extracted text names without its address: a picture by its caption, a brochure."""
    if article.caption and not article.picture:
        yield NO_PICTURE, article.caption
    if article.brochure_mention:
        yield DEAD_LINK, article.brochure_mention


def page_links(article: LegacyArticle) -> list[str]:
    """Return the addresses of pages of the former site to which an article links."""
    found = [address for piece in article.body for address, _words in links_in(piece.text)]
    paths = (local_path(address) for address in found if address.startswith("/"))
    pages = (path for path in paths if path and "." not in path.rpartition("/")[2])
    return list(dict.fromkeys(pages))[:MOST]


def _leads_nowhere(address: str, source: SavedFolder, place: str) -> bool:
    """Tell whether a link within the former site leads to nothing in the folder.

    Addresses without an ending are those of pages, which their own files name; they are looked for
    once all pages have been read.
    """
    path = local_path(address) if address.startswith("/") else ""
    is_file = "." in path.rpartition("/")[2]
    return bool(path) and is_file and source.beside(place, address) is None
