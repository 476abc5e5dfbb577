"""Three looks of the former site, as its pages were saved over the years."""

from html import escape
from typing import Any

HOST = "https://www.former.example"
MENU = {
    "fr": ["Accueil", "Actualités", "Campagnes", "Numéros d’urgence", "Contact"],
    "nl": ["Home", "Nieuws", "Campagnes", "Noodnummers", "Contact"],
}
SHARE = {"fr": "Partager cet article", "nl": "Deel dit artikel"}
RELATED = {"fr": "Articles similaires", "nl": "Gelijkaardige artikels"}
EMERGENCY = {"fr": "Appels d’urgences", "nl": "Noodoproepen"}
OTHER = {"fr": "nl", "nl": "fr"}


def eight(page: Any) -> str:
    """Return a page of Drupal 8: alternates in the head, a switch among blocks, time elements."""
    alternate = (
        f'<link rel="alternate" hreflang="{OTHER[page.language]}" href="{HOST}{page.other}" />\n'
        if page.other
        else ""
    )
    time = (
        f'<time datetime="{page.date:%Y-%m-%d}T09:30:00Z">{page.date:%d.%m.%Y}</time>'
        if page.date
        else ""
    )
    return f"""<!DOCTYPE html>
<html lang="{page.language}" dir="ltr">
<head>
<meta charset="utf-8" />
<link rel="canonical" href="{HOST}{page.address}" />
{alternate}<meta name="Generator" content="Drupal 8 (https://www.drupal.org)" />
<title>{escape(page.title)} | BeSafe</title>
</head>
<body class="path-node page-node-type-article">
<header role="banner">{_menu(page)}{_switch(page)}</header>
<main role="main">
<h1 class="page-header"><span>{escape(page.title)}</span></h1>
<article role="article" class="node node--type-article node--view-mode-full">
<div class="field field--name-field-theme">{escape(page.theme)}</div>
<div class="field field--name-created">{time}</div>
{_pictures(page)}
<div class="field field--name-body">
{_paragraphs(page)}
</div>
</article>
</main>
{_foot(page)}
</body>
</html>
"""


def seven(page: Any) -> str:
    """Return a page of Drupal 7: a submitted line, div soup, the switch as plain links."""
    submitted = {"fr": "Publié le", "nl": "Gepubliceerd op"}[page.language]
    day = f'<div class="submitted">{submitted} {page.date:%d/%m/%Y}</div>' if page.date else ""
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="{page.language}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<link rel="shortlink" href="{page.address}" />
<title>{escape(page.title)} | BeSafe</title>
</head>
<body class="html not-front i18n-{page.language}">
<div id="page"><div id="header">{_menu(page)}{_switch(page)}</div>
<div id="content"><h1 class="title">{escape(page.title)}</h1>
<div id="node-{page.node}" class="node node-article"><div class="content">
<div class="field-label">{escape(page.theme)}</div>
{day}
{_pictures(page)}
{_paragraphs(page)}
</div></div></div>
{_foot(page)}</div>
</body>
</html>
"""


def own_theme(page: Any) -> str:
    """Return a page of a theme with meaningless class names and the date in the head only."""
    meta = (
        f'<meta property="article:published_time" content="{page.date:%Y-%m-%d}T08:00:00+02:00" />\n'
        if page.date
        else ""
    )
    day = f"<p>{page.date:%d.%m.%Y}</p>" if page.date else ""
    return f"""<!DOCTYPE html>
<html lang="{page.language}">
<head>
<meta charset="utf-8">
<meta property="og:title" content="{escape(page.title)}">
<meta property="og:url" content="{HOST}{page.address}">
{meta}<title>{escape(page.title)} | BeSafe</title>
</head>
<body>
<div class="a1">{_menu(page)}{_switch(page)}</div>
<div class="b7"><div class="c2"><span class="t">{escape(page.theme)}</span>
<h1>{escape(page.title)}</h1>
{day}
{_pictures(page)}
{_paragraphs(page)}
</div></div>
{_foot(page)}
</body>
</html>
"""


def _menu(page: Any) -> str:
    entries = "".join(
        f'<li><a href="/{page.language}/x">{name}</a></li>' for name in MENU[page.language]
    )
    return f"<ul>{entries}</ul>"


def _switch(page: Any) -> str:
    other = OTHER[page.language]
    link = (
        f'<li class="{other}"><a href="{page.other}" class="language-link" hreflang="{other}">{other.upper()}</a></li>'
        if page.other
        else ""
    )
    own = f'<li class="{page.language} is-active"><a href="{page.address}" class="language-link" hreflang="{page.language}">{page.language.upper()}</a></li>'
    return f'<ul class="links">{own}{link}</ul>'


def _pictures(page: Any) -> str:
    return "\n".join(
        f'<img src="/sites/default/files/styles/large/public/{name}?itok=Zx81" alt="BeSafe" />'
        for name in page.pictures
    )


def _paragraphs(page: Any) -> str:
    return "\n".join(f"<p>{escape(sentence)}</p>" for sentence in page.sentences)


def _foot(page: Any) -> str:
    language = page.language
    return (
        f'<div class="share">{SHARE[language]}</div>'
        f'<div class="more"><h2>{RELATED[language]}</h2><ul><li><a href="/{language}/x">BeSafe</a></li></ul></div>'
        f"<div><h2>{EMERGENCY[language]}</h2><p>112 – 101</p></div>"
    )


LAYOUTS = (eight, seven, own_theme)
