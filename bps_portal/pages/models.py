"""PortalPage, the swapped base of Wagtail's pages, and LocalizedPage, the base of our page types.

Wagtail writes whatever it writes to the active language. Here each of its writes runs with the
default language active, and whatever depends on the language (slug, path, draft title) is then
done once per language. Nothing in Wagtail is patched.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import MD5
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel, CommentPanel
from wagtail.models import AbstractPage, PageViewRestriction, Site
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin
from wagtail.search import index
from wagtail.url_routing import RouteResult

from bps_portal import languages
from bps_portal.languages import in_default_language
from bps_portal.languages.panels import translated_panels, translated_title_panels

from . import addresses
from .forms import PortalPageForm
from .querysets import PortalPageManager
from .signals import page_address_changed


class PortalPage(AbstractPage, DefaultBasePageMixin):
    """A page of the one tree, with every text in each language."""

    published_languages = ArrayField(
        models.CharField(max_length=12),
        verbose_name=_("published languages"),
        default=languages.required_codes,
        blank=True,
        help_text=_("The languages in which readers see this page once it is published."),
    )

    # The place in the tree, kept by treebeard.
    untranslated_fields: ClassVar[tuple[str, ...]] = ("path",)
    # Filled in every language in which the page is published; page types add their own.
    required_per_language: ClassVar[tuple[str, ...]] = ("title", "slug")
    # Sections whose address others rely on keep their slugs.
    locked_slugs: ClassVar[bool] = False
    # Set by the edit form while a draft is saved: what publishing needs may still be missing.
    cleaning_draft = False

    default_exclude_fields_in_copy = [
        *AbstractPage.default_exclude_fields_in_copy,
        *languages.field_names("url_path"),
    ]

    objects = PortalPageManager()

    search_fields = [
        *(index.SearchField(name, boost=2) for name in languages.field_names("title")),
        *(index.AutocompleteField(name) for name in languages.field_names("title")),
        *(field for field in AbstractPage.search_fields if field.field_name != "title"),
        index.FilterField("title"),
        *DefaultBasePageMixin.search_fields,
    ]

    class Meta(AbstractPageMeta):
        constraints = [
            models.UniqueConstraint(
                MD5(languages.field_name("url_path", code)), name=f"unique_url_path_{code}"
            )
            for code in languages.codes()
        ]

    def __str__(self) -> str:
        """Return the title, marked with its language where the active one has none."""
        return self._title_to_show("title")

    # --- What readers may see ---------------------------------------------------------------

    def live_in(self, code: str, now: datetime | None = None) -> bool:
        """Tell whether the page is published in a language and not past its expiry."""
        expired = self.expire_at is not None and self.expire_at <= (now or timezone.now())
        return self.live and not expired and code in self.published_languages

    @property
    def live_languages(self) -> list[str]:
        """The codes of the languages in which readers see the page now."""
        return [code for code in languages.codes() if self.live_in(code)]

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions of this page and its ancestors, in one query or none.

        Linked copies (aliases) are switched off, so a page's own path says it all.
        """
        if getattr(self, "_known_unrestricted", False):
            return PageViewRestriction.objects.none()
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        return PageViewRestriction.objects.filter(
            page__path__in=[self.path[:length] for length in steps]
        )

    # --- Addresses --------------------------------------------------------------------------

    def set_url_path(self, parent: "PortalPage | None") -> str:
        """Set the path from the root in every language; return the active language's."""
        for code in languages.codes():
            slug = languages.value_in(self, "slug", code)
            path = (
                addresses.url_path_below(languages.value_in(parent, "url_path", code), slug)
                if parent
                else "/"
            )
            languages.set_value_in(self, "url_path", code, path)
        return str(self.url_path)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[Any, Any, Any] | None:
        """Return (site id, root address, path) in the active language.

        Where the page is not live in the active language, the address in a language in which it
        is live is given, so that an editor can open it; public pages ask `url_in` instead.
        """
        active = languages.active_code()
        candidates = [active] if not self.live else [active, *languages.other_codes()]
        for code in candidates:
            if not self.live or self.live_in(code):
                with languages.override(code):
                    return super().get_url_parts(request) if self.url_path else None
        return None

    @property
    def breadcrumbs(self) -> "list[PortalPage]":
        """The ancestors from the home page down, as far as readers see them."""
        chain = getattr(self, "_ancestors_from_root", None)
        if chain is None:
            chain = self.get_ancestors().filter(depth__gt=1)
        code = languages.active_code()
        return [page for page in chain if page.live_in(code)]

    def url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the local address in a language, or None where readers do not see it there."""
        if not self.live_in(code):
            return None
        with languages.override(code):
            url: str | None = self.get_url(request)
            return url

    def full_url_in(self, code: str, request: HttpRequest | None = None) -> str | None:
        """Return the absolute address in a language, or None where readers do not see it there."""
        if not self.live_in(code):
            return None
        with languages.override(code):
            url: str | None = self.get_full_url(request)
            return url

    @staticmethod
    def route_for_request(request: HttpRequest, path: str) -> RouteResult | None:
        """Find the page of a path by one look-up of all its prefixes in the active language."""
        if not hasattr(request, "_wagtail_route_for_request"):
            request._wagtail_route_for_request = _route(request, path)  # type: ignore[attr-defined]
        result: RouteResult | None = request._wagtail_route_for_request  # type: ignore[attr-defined]
        return result

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer for this very page where it is live in the active language, else 404."""
        if not path_components and not self.live_in(languages.active_code()):
            raise Http404
        result: RouteResult = super().route(request, path_components)
        return result

    @staticmethod
    def _slug_is_available(
        slug: str, parent_page: "PortalPage | None", page: "PortalPage | None" = None
    ) -> bool:
        """Tell whether `page` could live below `parent_page`, as Wagtail's move views ask."""
        if parent_page is None:
            return True
        taken = parent_page.get_children()
        if page:
            taken = taken.not_page(page)
            same = {
                languages.field_name("slug", code): languages.value_in(page, "slug", code)
                for code in languages.other_codes()
                if languages.value_in(page, "slug", code)
            }
            if any(taken.filter(**{name: value}).exists() for name, value in same.items()):
                return False
        name = languages.field_name("slug", languages.active_code())
        return not slug or not taken.filter(**{name: slug}).exists()

    # --- Cleaning ---------------------------------------------------------------------------

    def _set_core_field_defaults(self) -> None:
        """Fill slug and draft title from the title, each in its own language."""
        parent = self._parent_if_known()
        for code in languages.codes():
            title = languages.value_in(self, "title", code) or ""
            if title and not languages.value_in(self, "slug", code) and parent:
                name = languages.field_name("slug", code)
                siblings = parent.get_children().not_page(self) if self.pk else parent.get_children()
                slug = addresses.free_slug(
                    addresses.slug_from(title) or f"{self._meta.model_name}",
                    siblings.values_list(name, flat=True),
                )
                languages.set_value_in(self, "slug", code, slug)
            if not languages.value_in(self, "draft_title", code):
                languages.set_value_in(self, "draft_title", code, title)
        if self.locale_id is None:
            self.locale = self.get_default_locale()

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Clean the columns of the languages; Wagtail's plain columns only mirror one of them."""
        super().clean_fields(exclude={*(exclude or ()), *_mirrored_columns(type(self))})

    def clean(self) -> None:
        """Check what the page needs in each language in which it is published.

        Raises:
            ValidationError: with an entry for each column that is missing or taken.
        """
        models.Model.clean(self)
        errors = self._title_errors() | self._address_errors()
        if not self.cleaning_draft:
            errors = self._missing_errors() | errors
        if errors:
            raise ValidationError(errors)

    @in_default_language
    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Clean everything, in whatever language the editor works."""
        super().full_clean(*args, **kwargs)

    @in_default_language
    def minimal_clean(self) -> None:
        """Clean what even a draft needs: a title in one language and free addresses."""
        self._set_core_field_defaults()
        if errors := self._title_errors() | self._address_errors():
            raise ValidationError(errors)

    def _title_errors(self) -> dict[str, list[ValidationError]]:
        if any(languages.value_in(self, "title", code) for code in languages.codes()):
            return {}
        message = ValidationError(_("Give the page a title in at least one language."), "required")
        return {name: [message] for name in languages.field_names("title")}

    def _missing_errors(self) -> dict[str, list[ValidationError]]:
        if not self.published_languages:
            message = ValidationError(_("Choose at least one language to publish in."), "required")
            return {"published_languages": [message]}
        return {
            languages.field_name(field, code): [
                ValidationError(
                    _("Needed to publish the page in this language (%(language)s)."),
                    "missing_in_language",
                    {"language": languages.name(code)},
                )
            ]
            for code in self.published_languages
            for field in self.required_per_language
            if not languages.value_in(self, field, code)
        }

    def _address_errors(self) -> dict[str, list[ValidationError]]:
        parent = self._parent_if_known()
        if parent is None:
            return {}
        found = {
            languages.field_name("slug", code): addresses.slug_error(
                parent, code, languages.value_in(self, "slug", code), self
            )
            for code in languages.codes()
        }
        return {name: [error] for name, error in found.items() if error}

    def _parent_if_known(self) -> "PortalPage | None":
        """Return the parent; a page that is being created has one before it has a place."""
        parent: PortalPage | None = (
            self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        )
        return parent

    # --- Writing ----------------------------------------------------------------------------

    @in_default_language
    @transaction.atomic
    def save(self, clean: bool = True, user: Any = None, log_action: Any = False, **kwargs: Any) -> Any:
        """Save all languages; follow a changed address through the tree below."""
        before: dict[str, str | None] = {}
        update_fields = kwargs.get("update_fields")
        if update_fields is not None:
            kwargs["update_fields"] = _with_language_columns(type(self), update_fields)
            if "draft_title" in update_fields:
                self._copy_titles_to_draft()
        elif not self._state.adding:
            names = languages.field_names("url_path")
            before = self.base_page_model.objects.filter(pk=self.pk).values(*names).get()
            self._set_core_field_defaults()
            self.set_url_path(self.get_parent())
        result = super().save(clean=clean, user=user, log_action=log_action, **kwargs)
        changed = {
            code: before[name]
            for code in languages.codes()
            if (name := languages.field_name("url_path", code)) in before
            and before[name] != languages.value_in(self, "url_path", code)
        }
        if changed:
            addresses.rewrite_descendants(self)
            transaction.on_commit(lambda: self._announce_addresses(changed))
        return result

    def _announce_addresses(self, before: dict[str, str | None]) -> None:
        page = self.specific
        for code, url_path in before.items():
            with languages.override(code):
                page_address_changed.send(
                    sender=type(page), instance=page, code=code, url_path_before=url_path
                )

    def _update_descendant_url_paths(self, old_url_path: str, new_url_path: str) -> None:
        """Do nothing: `save` has already rewritten them, in every language."""

    def _copy_titles_to_draft(self) -> None:
        for code in languages.codes():
            title = languages.value_in(self, "title", code) or ""
            languages.set_value_in(self, "draft_title", code, title)

    @in_default_language
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save one revision of all languages."""
        return super().save_revision(*args, **kwargs)

    @in_default_language
    def with_content_json(self, content: dict[str, Any]) -> "PortalPage":
        """Return the page as a revision has it; what belongs to the page itself is kept."""
        page: PortalPage = super().with_content_json(content)
        for code in languages.codes():
            draft_title = languages.value_in(self, "draft_title", code)
            languages.set_value_in(page, "draft_title", code, draft_title)
        return page

    @in_default_language
    def serializable_data(self) -> dict[str, Any]:
        """Return the content of all languages, as revisions keep it."""
        data: dict[str, Any] = super().serializable_data()
        return data

    @in_default_language
    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision; readers see it in its published languages."""
        return super().publish(*args, **kwargs)

    @in_default_language
    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take the page away from readers of every language."""
        return super().unpublish(*args, **kwargs)

    @in_default_language
    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move the page and all below it, in every language."""
        return super().move(*args, **kwargs)

    @in_default_language
    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy the page with all its languages."""
        return super().copy(*args, **kwargs)

    # --- Admin and previews -----------------------------------------------------------------

    def get_admin_display_title(self) -> str:
        """Return the draft title; where the active language has none, another one, marked."""
        return self._title_to_show("draft_title") or self._title_to_show("title")

    def _title_to_show(self, field: str) -> str:
        active = languages.active_code()
        if title := languages.value_in(self, field, active):
            return str(title)
        for code in languages.other_codes():
            if title := languages.value_in(self, field, code):
                return f"{title} [{code}]"
        return ""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """One preview per language."""
        return [(code, languages.own_name(code)) for code in languages.codes()]

    @property
    def default_preview_mode(self) -> str:
        """The editor's own language."""
        return languages.active_code()

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Render the page as readers of the language `mode_name` would see it."""
        code = mode_name if mode_name in languages.codes() else languages.default_code()
        with languages.override(code):
            request.LANGUAGE_CODE = code  # type: ignore[attr-defined]
            response = super().serve_preview(request, mode_name)
            # A template response is lazy: render it while its language is active.
            if isinstance(response, TemplateResponse):
                response.render()
        return response

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return one entry per language in which readers see the page."""
        return [
            {"location": self.full_url_in(code, request), "lastmod": self.last_published_at}
            for code in self.live_languages
        ]


def _route(request: HttpRequest, path: str) -> RouteResult | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    code = languages.active_code()
    root_path: str = languages.value_in(site.root_page, "url_path", code) or "/"
    components = [component for component in path.split("/") if component]
    prefixes = [
        root_path + "".join(f"{part}/" for part in components[:length])
        for length in range(len(components) + 1)
    ]
    chain = addresses.pages_on_path(PortalPage, code, prefixes)
    if not chain:
        return None
    found = chain[0]
    specific_class = found.specific_class or PortalPage
    page = specific_class.objects.for_serving().get(pk=found.pk)
    page._ancestors_from_root = [ancestor for ancestor in reversed(chain) if ancestor.depth > 1][:-1]
    page._known_unrestricted = not found.is_restricted
    try:
        return page.route(request, components[found.depth - site.root_page.depth :])
    except Http404:
        return None


def _mirrored_columns(model: type[models.Model]) -> list[str]:
    return list(translator.get_options_for_model(model).all_fields)


def _with_language_columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    mirrored = set(_mirrored_columns(model))
    result: list[str] = []
    for name in names:
        result += [name, *languages.field_names(name)] if name in mirrored else [name]
    return result


class LocalizedPage(PortalPage):
    """Base of all page types: its form and panels show every language."""

    base_form_class = PortalPageForm

    content_panels = [translated_title_panels()]
    promote_panels = [
        MultiFieldPanel(
            [
                translated_panels("slug"),
                translated_panels("seo_title"),
                translated_panels("search_description"),
            ],
            heading=_("For search engines"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("For site menus")),
    ]
    settings_panels = [FieldPanel("published_languages"), PublishingPanel(), CommentPanel()]

    class Meta:
        abstract = True
