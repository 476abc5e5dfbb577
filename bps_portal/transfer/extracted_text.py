"""Understanding a page of the former site from its extracted text.

The rules, from top to bottom of a page:

- The theme's label comes first, printed twice without a space between (once from the picture's
  text), then the title, then the date as 23.09.2021 on a line of its own, then the lead.
- The body runs to the heading of the related articles, to the block of emergency numbers at the
  foot, or to the end.
- A short line without final punctuation that text follows is a heading; two in a row are a heading
  and a subheading; three or more are a list whose marks were lost.
- "Photo : …" is the caption of the picture. Its credit is what follows "©" or a word such as
  "Crédit :", or the maker's name after the kind of work ("fresque de …").
- The line that offers the brochure for download stays a paragraph.
- Left out: the title and label when they come again, the share block and social line, the text
  alternative above the caption, and the emergency block.
- A related article is a label (twice), a title, a date and a read-more line.

A page is recognised by its label printed twice, its title printed again, or its foot.
"""

import re
from collections.abc import Sequence
from datetime import date

from .folding import folded
from .legacy_article import LegacyArticle, NotALegacyPageError
from .legacy_body import body_pieces, credit_in
from .legacy_related import related_references
from .page_lines import caption_of, is_furniture, stands_alone, undoubled, written_date
from .site_words import language_of, site_words
from .text_blocks import blocks_of

# The head of a page is at most: the label, the label again, the title, the date.
_LONGEST_HEAD = 4
# The emergency block has fewer and shorter lines than an article that ends on such a heading.
_LONGEST_FOOT = 8
_LONGEST_FOOT_LINE = 150


def parse(text: str, language: str) -> LegacyArticle:
    """Return the article that an extracted text holds.

    Args:
        text: the text of one page.
        language: code of the language that the page should be in.

    Raises:
        NotALegacyPageError: with one clear sentence, when the text is no such page or is in another
            language of the former site.
    """
    blocks = blocks_of(text, stands_alone)
    theme, title, day, is_doubled = _head(blocks)
    rest = blocks[len(_until_date(blocks)) + 1 :]
    content, tail, foot = _parted(rest)
    furniture = [block for block in content if is_furniture(block, title, theme)]
    if not (is_doubled or tail or foot or folded(title) in map(folded, furniture)):
        raise NotALegacyPageError(
            "it lacks the repeated label and the foot of a page of the former site"
        )
    content = [block for block in content if block not in furniture]
    if not content:
        raise NotALegacyPageError("it holds no text beneath its date")
    lead, *remaining = content
    caption, remaining, alternatives = _caption(remaining)
    pieces, brochure_mention, credit = body_pieces(remaining)
    related, unread = related_references(tail, title)
    article = LegacyArticle(
        language=language,
        theme=theme,
        title=title,
        date=day,
        lead=lead,
        body=pieces,
        caption=caption,
        credit=credit or credit_in(caption),
        brochure_mention=brochure_mention,
        related=related,
        left_out=(*furniture, *alternatives, *unread, *foot),
    )
    _check_language(article)
    return article


def _until_date(blocks: Sequence[str]) -> Sequence[str]:
    for index, block in enumerate(blocks[: _LONGEST_HEAD + 1]):
        if written_date(block):
            return blocks[:index]
    raise NotALegacyPageError("it has no date such as 23.09.2021 beneath its title")


def _head(blocks: Sequence[str]) -> tuple[str, str, date, bool]:
    head = _until_date(blocks)
    day = written_date(blocks[len(head)])
    if len(head) < 2 or day is None:
        raise NotALegacyPageError("it does not begin with a theme, a title and a date")
    *labels, title = head
    label = " ".join(labels)
    theme = undoubled(label)
    if theme is None and len(labels) > 1:
        raise NotALegacyPageError("it does not begin with a theme, a title and a date")
    return theme or label, title, day, theme is not None


def _parted(blocks: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part what follows the date into content, related articles and foot."""
    words = site_words()
    blocks, foot = _without_foot(blocks)
    for index, block in enumerate(blocks):
        if folded(block) in words.related:
            return blocks[:index], blocks[index + 1 :], foot
    return blocks, [], foot


def _without_foot(blocks: list[str]) -> tuple[list[str], list[str]]:
    words = site_words()
    for index in range(len(blocks) - 1, -1, -1):
        foot = blocks[index:]
        if len(foot) > _LONGEST_FOOT + 1 or len(foot[-1]) > _LONGEST_FOOT_LINE:
            break
        if len(foot[0]) > _LONGEST_FOOT_LINE:
            break
        if folded(foot[0]) in words.emergency:
            return blocks[:index], foot
    return blocks, []


def _caption(blocks: list[str]) -> tuple[str, list[str], list[str]]:
    """Take the first caption out, and the one word above it: the picture's text alternative."""
    for index, block in enumerate(blocks):
        if caption := caption_of(block):
            above = blocks[index - 1] if index else ""
            alternatives = [above] if re.fullmatch(r"[\w-]+", above) else []
            return caption, blocks[: index - len(alternatives)] + blocks[index + 1 :], alternatives
    return "", blocks, []


def _check_language(article: LegacyArticle) -> None:
    text = " ".join([article.title, article.lead, *(piece.text for piece in article.body)])
    found = language_of(text)
    if found not in (None, article.language):
        raise NotALegacyPageError(
            f"it is written in the language “{found}”, not “{article.language}”"
        )
