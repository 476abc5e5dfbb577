"""Which languages the edit forms show: all beside each other, or one alone; kept for each user."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks

from bps_portal import languages

ALL = ""


class LanguageView(models.Model):
    """What one user wants to see."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="language_view"
    )
    # Empty for all languages.
    code = models.CharField(max_length=12, blank=True)

    untranslated_fields = ("code",)

    class Meta:
        verbose_name = gettext_lazy("languages shown in forms")

    def __str__(self) -> str:
        """Return the code of the language, or nothing for all."""
        return self.code


@require_http_methods(["GET", "POST"])
def language_view(request: HttpRequest) -> HttpResponse:
    """Return what the control offers and what is chosen; take a choice.

    A POST has `code`: a language, or nothing for all. An unknown one is answered with 400.
    """
    user: Any = request.user
    chosen = LanguageView.objects.filter(user=user)
    if request.method == "POST":
        code = request.POST.get("code", ALL)
        if code not in (ALL, *languages.codes()):
            return HttpResponse(_("This language is not known."), status=400)
        LanguageView.objects.update_or_create(user=user, defaults={"code": code})
        return HttpResponse(status=204)
    return JsonResponse(
        {
            "label": _("Languages shown"),
            "chosen": chosen.values_list("code", flat=True).first() or ALL,
            "choices": [
                {"code": ALL, "label": _("Beside each other"), "lang": ""},
                *(
                    {"code": code, "label": languages.own_name(code), "lang": code}
                    for code in languages.codes()
                ),
            ],
        }
    )


@hooks.register("register_admin_urls")
def offer_address() -> list[URLPattern]:
    """Give the view its address in the admin, for whoever may enter it."""
    return [path("language-view/", language_view, name="language_view")]


@hooks.register("insert_editor_js")
def offer_control() -> Any:
    """Put the control above the edit forms that have several languages."""
    return format_html(
        '<script src="{}" data-language-view-url="{}" defer></script>',
        static("admin/language_view.js"),
        reverse("language_view"),
    )
