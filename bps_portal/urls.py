"""Addresses: those of a language under its prefix, those of machines and editors without one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from bps_portal.accounts import urls as accounts_urls
from bps_portal.accounts.views import sign_in_elsewhere
from bps_portal.api.machinery import API_PATH, open_data
from bps_portal.api.views import open_data_page, unknown_part
from bps_portal.content.admin_views import add_documents, edit_document, nothing_there
from bps_portal.content.deletion import delete_document, delete_picture
from bps_portal.content.document_chooser import choose_document, find_document_to_choose
from bps_portal.content.manifest import favicon, manifest
from bps_portal.content.media import serve_media
from bps_portal.content.serving import serve_document
from bps_portal.delivery.crawlers import robots, security
from bps_portal.delivery.offline import service_worker
from bps_portal.delivery.site_map import site_map
from bps_portal.languages.views import redirect_to_language
from bps_portal.pages.approving import PortalWorkflowActionView
from bps_portal.pages.bulk_refusals import act_on_several
from bps_portal.pages.choosers import browse_pages, search_pages
from bps_portal.pages.copying import PortalCopyView
from bps_portal.search.views import search_page, suggestions_page
from campaigns.api import brochures_router as brochure_data
from campaigns.api import router as campaign_data
from campaigns.feeds import campaign_feed
from emergency.alert_api import router as alert_data
from emergency.api import router as emergency_data
from emergency.hook import alert_hook
from emergency.phone_link import PortalPhoneLinkView
from news.api import router as article_data
from news.feeds import news_feed

open_data_api = open_data(
    {
        "emergency-numbers": emergency_data,
        "alerts": alert_data,
        "articles": article_data,
        "campaigns": campaign_data,
        "brochures": brochure_data,
    }
)

urlpatterns = [
    path(API_PATH, open_data_api.urls),
    path(f"{API_PATH}<path:unknown>", unknown_part),
    path("hooks/alert/", alert_hook, name="alert_hook"),
    path("", redirect_to_language, name="root"),
    path("sitemap.xml", site_map, name="site_map"),
    path("sitemap-<int:part>.xml", site_map, name="site_map_part"),
    path("favicon.ico", favicon),
    path("robots.txt", robots, name="robots"),
    path("service-worker.js", service_worker, name="service_worker"),
    path(".well-known/security.txt", security, name="security_txt"),
    # In front of Wagtail's own: copying asks for a title and a slug in each language.
    path("admin/pages/<int:page_id>/copy/", PortalCopyView.as_view(), name="copy_page"),
    # In front of Wagtail's own, which would fail where the parity gate refuses.
    path(
        "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        PortalWorkflowActionView.as_view(),
    ),
    # In front of Wagtail's own, which would fail where the second of two pages is refused.
    path("admin/bulk/<str:app_label>/<str:model_name>/<str:action>/", act_on_several),
    # In front of Wagtail's own, which makes links that no telephone can dial.
    path("admin/choose-phone-link/", PortalPhoneLinkView.as_view(), name="choose_phone_link"),
    # In front of Wagtail's own: they keep what is used.
    path("admin/images/<int:image_id>/delete/", delete_picture),
    path("admin/documents/delete/<int:document_id>/", delete_document),
    # In front of Wagtail's own: they show what an uploaded file lacks.
    path("admin/documents/edit/<int:document_id>/", edit_document),
    path("admin/documents/multiple/add/", add_documents),
    # In front of Wagtail's own: they show languages, and what tells one file from another.
    path("admin/choose-page/", browse_pages),
    path("admin/choose-page/<int:parent_page_id>/", browse_pages),
    path("admin/choose-page/search/", search_pages),
    path("admin/documents/chooser/", choose_document),
    path("admin/documents/chooser/results/", find_document_to_choose),
    # In front of Wagtail's own, which only fail: no chooser of snippets has a form for a new one.
    path("admin/snippets/choose/<slug:app_label>/<slug:model_name>/create/", nothing_there),
    path("admin/failwhale/", nothing_there),
    # In front of Wagtail's own, which asks for no second factor.
    path("", include(accounts_urls)),
    path("admin/", include(wagtailadmin_urls)),
    # In front of Wagtail's own: a file that was replaced answers under its former name too.
    path("documents/<int:document_id>/<path:document_filename>", serve_document),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.SERVE_MEDIA:
    media = settings.MEDIA_URL.strip("/")
    urlpatterns.append(re_path(rf"^{media}/(?P<path>.+)$", serve_media))
urlpatterns += i18n_patterns(
    path(pgettext_lazy("address", "search/"), search_page, name="search"),
    path(
        pgettext_lazy("address", "search/suggestions/"), suggestions_page, name="search_suggestions"
    ),
    path(pgettext_lazy("address", "news/atom.xml"), news_feed, name="news_feed"),
    path(pgettext_lazy("address", "campaigns/atom.xml"), campaign_feed, name="campaign_feed"),
    path(pgettext_lazy("address", "open-data/"), open_data_page, name="open_data_page"),
    path("site.webmanifest", manifest, name="manifest"),
    # In front of Wagtail's own, which takes a password, too.
    path("_util/login/", sign_in_elsewhere),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)

# Django's own would speak English.
handler400 = "bps_portal.delivery.error_views.bad_request"
