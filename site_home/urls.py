"""Addresses: editing interface, documents, search, health, then the page tree."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.documents.views.serve import serve

from search.views import search, suggest
from sections.media.ranges import in_parts
from site_home.delivery import sitemap
from site_home.operations.health import healthz
from site_home.sitemap_page import sitemap_page
from site_home.views import colours, picture, robots
from workflow.agencies.accounts.profile import own_account

urlpatterns = [
    path("admin/account/", own_account),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^tep/(\d+)/(.*)$", in_parts(serve)),
    path("tep/", include(wagtaildocs_urls)),
    path("tim-kiem/", search, name="search"),
    path("tim-kiem/goi-y", suggest, name="suggest"),
    path("mau-sac.css", colours, name="colours"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.file, name="sitemap_file"),
    path("so-do-trang/", sitemap_page, name="sitemap_page"),
    path("luot-doc/", include("site_home.visits.urls")),
    path("lich-thoi-han/", include("workflow.duties.overview.feed_urls")),
    path("healthz", healthz, name="healthz"),
    path("media/<path:path>", picture, name="picture"),
    path("", include(wagtail_urls)),
]
