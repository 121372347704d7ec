"""One agency neither sees nor touches anything of another, whatever door it tries."""

import json

from django.test import Client, TestCase
from django.urls import URLResolver, get_resolver, reverse
from wagtail.models import Revision, WorkflowState

from sections.base import submission
from sections.base.models import BasePage
from sections.media.models import AgencyDocument, AgencyImage
from tests.factories import agency, make_image, make_news, news_index, user
from tests.isolation_doors import SECRETS, binh_phuoc, closed_names, doors
from workflow.agencies import wall
from workflow.agencies.models import RoleGroup, User

ROLES = ("la-member", "la-contributor", "la-head", "la-operator")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def body_of(response) -> str:
    """The text of the answer; JSON escapes undone."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = content.decode(errors="replace")
    if text.startswith(("{", "[")):
        # Choosers answer JSON under another type; its escapes would hide a Vietnamese name.
        return json.dumps(json.loads(text), ensure_ascii=False)
    return text


class OtherAgencyTests(TestCase):
    """Long An's people at Bình Phước's doors."""

    @classmethod
    def setUpTestData(cls):
        # The worker makes what was saved searchable, after the commit: it is asked once for all.
        with cls.captureOnCommitCallbacks(execute=True):
            cls.bp = binh_phuoc()
            cls.own_index = news_index("LA")
            cls.own_page = make_news("LA", title="Tin của Long An", owner=user("la-member"))

    def test_no_door_shows_anything(self):
        for username in ROLES:
            client = signed_in(username)
            for door in doors(self.bp, self.own_page, self.own_index):
                with self.subTest(person=username, door=door.name):
                    response = client.get(door.url)
                    self.assertIn(response.status_code, {200, 302, 400, 403, 404, 405})
                    shown = body_of(response)
                    self.assertEqual([word for word in SECRETS if word in shown], [])

    def test_no_form_changes_anything(self):
        for username in ROLES:
            client = signed_in(username)
            before = self.state_of_binh_phuoc()
            for name, url, data in self.forbidden_posts():
                with self.subTest(person=username, door=name):
                    client.post(url, data)
                    self.assertEqual(self.state_of_binh_phuoc(), before)

    def test_no_api_action_changes_anything(self):
        targets = (self.bp.waiting, self.bp.live, self.own_page)
        acts = {
            "delete": {},
            "publish": {},
            "unpublish": {},
            "move": {"destination_page_id": self.bp.index.pk},
            "copy": {"destination_page_id": self.bp.index.pk, "slug": "ban-sao"},
            "create_alias": {"destination_page_id": self.bp.index.pk, "update_slug": "ban-sao"},
            "revert_to_page_revision": {"revision_id": self.bp.revision},
        }
        for username in ROLES:
            client = signed_in(username)
            before = self.state_of_binh_phuoc()
            for page in targets:
                for name, data in acts.items():
                    if page == self.own_page and name in {"delete", "revert_to_page_revision"}:
                        continue
                    with self.subTest(person=username, act=name, page=page.pk):
                        url = reverse("wagtailadmin_api:pages:action", args=[page.pk, name])
                        client.post(url, json.dumps(data), content_type="application/json")
                        self.assertEqual(self.state_of_binh_phuoc(), before)

    def forbidden_posts(self):
        bp, own = self.bp, self.own_page
        for page in (bp.waiting, bp.live):
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            yield "edit", edit, {"title": "Bị sửa", "slug": "bi-sua"}
            yield "submit", edit, {"title": "Bị sửa", "action-submit": "1"}
            for name in ("delete", "unpublish", "lock", "unlock", "convert_alias"):
                yield name, reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), {}
            for name in ("copy", "move"):
                url = reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
                yield name, url, {"new_parent_page": self.own_index.pk, "new_slug": "lay-ve"}
            out = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, self.own_index.pk])
            yield "move out", out, {}
            bulk = reverse("wagtail_bulk_action", args=["base", "basepage", "delete"])
            yield "bulk delete", f"{bulk}?id={page.pk}", {}
        for name in ("copy", "move"):
            url = reverse(f"wagtailadmin_pages:{name}", args=[own.pk])
            data = {"new_parent_page": bp.index.pk, "new_slug": "dua-sang", "new_title": "Tin"}
            yield f"{name} into", url, data
        into = reverse("wagtailadmin_pages:move_confirm", args=[own.pk, bp.index.pk])
        yield "move into", into, {}
        bulk = reverse("wagtail_bulk_action", args=["base", "basepage", "move"])
        yield "bulk move into", f"{bulk}?id={own.pk}", {"chooser": bp.index.pk}
        add = reverse("wagtailadmin_pages:add", args=["sections", "newspage", bp.index.pk])
        yield "add", add, {"title": "Tin lạ", "slug": "tin-la"}
        for page in (bp.waiting, own):
            args = [page.pk, "approve", bp.step.pk]
            yield "approve", reverse("wagtailadmin_pages:workflow_action", args=args), {}
            yield "take", reverse("desk:take", args=[page.pk, bp.step.pk]), {"action": "pass"}
        cancel = "wagtailadmin_pages:confirm_workflow_cancellation"
        yield "cancel", reverse(cancel, args=[bp.waiting.pk]), {}
        yield "withdraw", reverse("desk:withdraw", args=[bp.waiting.pk]), {}
        revert = reverse("wagtailadmin_pages:revisions_revert", args=[own.pk, bp.revision])
        yield "revert", revert, {}
        yield from self.forbidden_file_posts()
        for name in ("deactivate", "reactivate", "send_link", "edit"):
            yield name, reverse(f"accounts:{name}", args=[bp.person.pk]), {"full_name": "X"}

    def forbidden_file_posts(self):
        bp = self.bp
        collection = bp.agency.collection_id
        for app, thing in (("wagtailimages", bp.image), ("wagtaildocs", bp.document)):
            for name in ("edit", "delete", "edit_multiple", "delete_multiple"):
                yield (
                    f"{app} {name}",
                    reverse(f"{app}:{name}", args=[thing.pk]),
                    {"title": "Bị sửa", "collection": agency("LA").collection_id},
                )
            model = thing._meta.model_name
            for name in ("delete", "add_tags", "add_to_collection"):
                url = reverse("wagtail_bulk_action", args=["media", model, name])
                yield f"bulk {app} {name}", f"{url}?id={thing.pk}", {"collection": collection}
        yield "upload", reverse("wagtailimages:add"), {"title": "X", "collection": collection}

    def state_of_binh_phuoc(self) -> dict:
        bp = self.bp
        collection = bp.agency.collection_id
        fields = ("pk", "path", "title", "draft_title", "live", "latest_revision_id", "locked")
        pages = BasePage.objects.filter(path__startswith=bp.home.path).order_by("path")
        runs = WorkflowState.objects.filter(pk=bp.run.pk)
        return {
            "pages": list(pages.values_list(*fields)),
            "revisions": Revision.objects.filter(object_id=str(bp.waiting.pk)).count(),
            "run": list(runs.values_list("status", "current_task_state__status")),
            "images": list(
                AgencyImage.objects.filter(collection=collection).values_list("pk", "title")
            ),
            "documents": list(
                AgencyDocument.objects.filter(collection=collection).values_list("pk", "title")
            ),
            "people": list(
                User.objects.filter(agency=bp.agency)
                .order_by("pk")
                .values_list("pk", "full_name", "is_active", "password")
            ),
        }

    def test_tags_are_proposed_from_the_own_pages_only(self):
        self.own_page.tags.add("từ khóa của mình")
        self.own_page.save_revision(user=self.own_page.owner)
        self.own_page.save()
        url = reverse("wagtailadmin_tag_model_autocomplete", args=["sections", "newstag"])
        answer = signed_in("la-member").get(url, {"term": "từ"})
        self.assertEqual(answer.json(), ["từ khóa của mình"])

    def test_choosing_a_page_offers_the_own_pages(self):
        url = reverse("wagtailadmin_choose_page_search")
        response = signed_in("la-member").get(url, {"q": "Tin"})
        self.assertIn("Tin của Long An", body_of(response))

    def test_superusers_see_every_agency(self):
        client = signed_in("quan-tri")
        for name, args in (
            ("wagtailadmin_explore", [self.bp.index.pk]),
            ("wagtailadmin_reports:site_history", []),
            ("wagtailimages:edit", [self.bp.image.pk]),
            ("wagtailusers_users:index", []),
        ):
            with self.subTest(name=name):
                self.assertEqual(client.get(reverse(name, args=args)).status_code, 200)


class OwnAgencyTests(TestCase):
    """The wall does not stand in the way of the own work."""

    @classmethod
    def setUpTestData(cls):
        cls.page = make_news("LA", title="Tin của Long An", owner=user("la-member"))
        cls.image = make_image("LA", title="Ảnh của Long An")

    def test_own_doors_are_open(self):
        client = signed_in("la-member")
        for name, args in (
            ("wagtailadmin_explore", [news_index("LA").pk]),
            ("wagtailadmin_pages:edit", [self.page.pk]),
            ("wagtailadmin_pages:history", [self.page.pk]),
            ("wagtailadmin_pages:usage", [self.page.pk]),
            ("wagtailadmin_choose_page_child", [news_index("LA").pk]),
            ("wagtailadmin_api:pages:detail", [self.page.pk]),
        ):
            with self.subTest(name=name):
                response = client.get(reverse(name, args=args))
                self.assertEqual(response.status_code, 200)
                self.assertIn("Tin của Long An", body_of(response))

    def test_own_images_are_shown(self):
        client = signed_in("la-member")
        for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
            with self.subTest(name=name):
                self.assertIn("Ảnh của Long An", body_of(client.get(reverse(name))))

    def test_an_image_of_another_agency_stands_in_the_way_of_submission(self):
        foreign = make_image("BP")
        page = make_news("LA", illustration=foreign, illustration_alt="Ảnh")
        words = [problem.message for problem in submission.problems(page, page.owner)]
        self.assertEqual(
            words,
            ["Trang dùng ảnh của cơ quan khác. Hãy tải ảnh lên kho của cơ quan mình rồi chọn lại."],
        )

    def test_an_image_in_the_text_of_another_agency_does_too(self):
        foreign = make_image("BP")
        body = [("image", {"image": foreign, "alt": "Ảnh", "caption": ""})]
        page = make_news("LA", body=body)
        self.assertEqual(len(submission.problems(page, page.owner)), 1)

    def test_own_images_do_not(self):
        page = make_news("LA", illustration=self.image, illustration_alt="Ảnh")
        self.assertEqual(submission.problems(page, page.owner), [])


class ClosedScreenTests(TestCase):
    """Users, groups, sites, collections, workflow settings and reports are for superusers."""

    def test_no_role_of_any_agency_opens_them(self):
        for row in RoleGroup.objects.select_related("agency").order_by("agency__code"):
            person = f"{row.agency.code.lower()}-{row.role_code}"
            client = signed_in(person)
            for name in closed_names():
                with self.subTest(person=person, screen=name):
                    response = client.get(reverse(name))
                    self.assertEqual(
                        (response.status_code, response.get("Location")),
                        (302, reverse("wagtailadmin_home")),
                    )

    def test_menus_do_not_offer_them(self):
        html = body_of(signed_in("la-head").get(reverse("wagtailadmin_home")))
        for name in closed_names():
            with self.subTest(screen=name):
                self.assertNotIn(f'"{reverse(name)}"', html)


# Words in Wagtail's addresses that name no page, file, run or step by themselves.
HARMLESS_WORDS = {
    "action",
    "action_name",
    "app_label",
    "app_name",
    "content_type_app_name",
    "content_type_model_name",
    "filter_spec",
    "model_name",
    "object_id",
    "revision_id",
    "revision_id_a",
    "revision_id_b",
    "session_id",
    "task_id",
    "token",
    "uidb64",
    "uploaded_file_id",
}
# Where `pk` names something else, and the view checks permissions itself.
OTHER_PK = {"wagtailsettings"}


class CompletenessTests(TestCase):
    """A newer Wagtail with new addresses makes this fail, not leak."""

    def test_every_word_of_wagtails_addresses_is_known(self):
        unknown = set()
        admin = next(row for row in get_resolver().url_patterns if str(row.pattern) == "admin/")
        for namespace, name, words in _patterns(admin, ""):
            if namespace in wall.CLOSED_NAMESPACES or not f"{namespace}{name}".startswith(
                "wagtail"
            ):
                continue
            for word in words - HARMLESS_WORDS - set(wall.KIND_OF_WORD):
                if word != "pk" or namespace not in {*wall.KIND_OF_NAMESPACE, *OTHER_PK}:
                    unknown.add((namespace, name, word))
        self.assertEqual(unknown, set())


def _patterns(resolver: URLResolver, namespace: str):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from _patterns(pattern, inner)
        else:
            words = set(pattern.pattern.converters) | set(pattern.pattern.regex.groupindex)
            yield namespace, pattern.name or "", words
