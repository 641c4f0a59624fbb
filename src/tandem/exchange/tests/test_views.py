"""Bringing people in through the screen."""

import html
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tandem.exchange.forms import FileForm
from tandem.exchange.models import ImportBatch
from tandem.exchange.rules import files as file_rules
from tandem.exchange.tests.files import bring_in, bundle, check, csv, patient, sample, upload, visit
from tandem.jobs.loop import work_once
from tandem.jobs.models import Job
from tandem.people.models import Member

URL = "/bring-in/"
NORA = "1,Nora Madeup,1980-06-15"
HTMX = {"headers": {"HX-Request": "true"}}


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def sent(lead: Any, content: bytes) -> str:
    """Send a file and return the address of its page."""
    response = lead.post(URL, upload(content))
    assert response.status_code == 302, text(response)
    return str(response.url)


def work() -> None:
    while work_once(timezone.now()):
        pass


def test_a_lead_checks_looks_brings_in_and_takes_back(lead: Any) -> None:
    page = sent(lead, sample("caseload.csv"))
    looked = text(lead.get(page))
    assert "3 clients" in looked
    assert "Marisol Inventada" in looked
    assert not Member.objects.filter(name="Marisol Inventada").exists()

    assert lead.post(f"{page}start/").url == page
    assert "0 of 3 are saved" in text(lead.get(page))
    work()
    here = text(lead.get(page))
    assert "They are here" in here
    assert 'href="/waiting/"' in here
    assert "3 clients came in" in text(lead.get(URL))

    lead.post(f"{page}undo/")
    assert "being taken back" in text(lead.get(page))
    work()
    assert "as it was before" in text(lead.get(page))
    assert not Member.objects.filter(name="Marisol Inventada").exists()


def test_the_page_says_what_stays_out_and_why(lead: Any) -> None:
    page = text(lead.get(sent(lead, sample("bundle.json"))))

    assert "1 client" in page
    assert "1 helper from before, without a role here" in page
    assert "2 earlier visits" in page
    assert "1 thing from before their 18th birthday stays out." in page
    assert "1 visit is dated after the person’s death, so it stays out." in page
    assert "Observation: 2" in page


def test_htmx_gets_the_part_that_asks_again_until_it_is_done(lead: Any) -> None:
    page = sent(lead, csv(NORA))
    lead.post(f"{page}start/")

    on_its_way = text(lead.get(page, **HTMX))
    work()
    done = text(lead.get(page, **HTMX))

    assert on_its_way.startswith('\n<section id="batch"') or '<section id="batch"' in on_its_way
    assert "<title>" not in on_its_way
    assert 'hx-trigger="every 1s"' in on_its_way
    assert "hx-trigger" not in done
    assert "They are here" in done


def test_an_import_that_never_ends_can_be_started_again_from_the_page(lead: Any) -> None:
    page = sent(lead, csv(NORA))
    lead.post(f"{page}start/")
    Job.objects.update(gave_up_at=timezone.now())
    ImportBatch.objects.update(started_at=timezone.now() - timedelta(hours=1))

    assert "Start it again" in text(lead.get(page))
    lead.post(f"{page}start/")
    work()

    assert "They are here" in text(lead.get(page))


def test_only_ticked_doubles_come_in(lead: Any) -> None:
    bring_in(csv(NORA))
    page = sent(lead, csv("7,Nora Madeup,1980-06-15", "8,Nora Madeup,1980-06-15"))
    assert "somebody in your practice" in text(lead.get(page))

    lead.post(f"{page}start/", {"chosen": ["3"]})
    work()

    assert Member.objects.filter(name="Nora Madeup").count() == 2


def test_the_same_file_again_says_everyone_is_already_here(lead: Any) -> None:
    bring_in(sample("caseload.csv"))

    page = text(lead.get(sent(lead, sample("caseload.csv"))))

    assert "Everyone in this file is already here" in page
    assert "Bring them in</button>" not in page


def test_a_refused_file_is_told_line_by_line(lead: Any) -> None:
    response = lead.post(URL, upload(csv("1,,1980-06-15", "2,=cmd,3.4.1980")))

    assert response.status_code == 422
    assert "Line 2, name: This is missing." in text(response)
    assert "Line 3, name: This begins with =" in text(response)
    assert "Line 3, born_on: This is not a date we can read." in text(response)


def test_a_refused_bundle_is_told_by_entry_without_a_name(lead: Any) -> None:
    response = lead.post(URL, upload(bundle(patient(), visit("v1", "2020-01-05", of="x")), "people.json"))

    assert "Entry 2 (Encounter v1): This belongs to a patient who is not in the file." in text(response)
    assert "Madeup" not in text(response)


@pytest.mark.parametrize(
    ("data", "said"),
    [({}, "Choose a file first."), (upload(b""), "This file is empty.")],
)
def test_no_file_and_an_empty_file_are_told_beside_the_field(lead: Any, data: Any, said: str) -> None:
    response = lead.post(URL, data)

    assert response.status_code == 422
    assert said in response.context["form"].errors["file"]


def test_too_big_a_file_is_refused(monkeypatch: pytest.MonkeyPatch, lead: Any) -> None:
    monkeypatch.setattr("tandem.exchange.forms.MOST_BYTES", 10)

    form = FileForm({}, upload(csv(NORA)))

    assert "20 MB" in str(form.errors["file"])
    assert file_rules.MOST_BYTES == 20 * 1024 * 1024


def test_a_checked_file_can_be_left(lead: Any) -> None:
    page = sent(lead, csv(NORA))

    assert lead.post(f"{page}leave-out/").url == URL
    assert lead.get(page).status_code == 404
    assert not ImportBatch.objects.exists()


def test_the_template_has_the_columns_and_is_taken_once_filled(lead: Any) -> None:
    response = lead.get("/bring-in/template.csv")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbfid,name,born_on,")
    sent(lead, response.content + b"1,Nora Madeup,1980-06-15,,,,\r\n")


def test_a_file_whose_people_are_in_care_says_why_it_stays(lead: Any, theo: Any) -> None:
    from tandem.care.actions import open_episode

    batch = bring_in(csv(NORA))
    client = Member.objects.get(batch_id=batch.pk)
    open_episode(client=client, therapist=theo.member, peer=None, by=None, at=timezone.now())

    response = lead.post(f"/bring-in/{batch.pk}/undo/", follow=True)

    assert "Care has begun for someone in this file" in text(response)
    assert "They are here" in text(response)


def test_strangers_and_others_find_nothing(sam: Any, theo: Any, cleo: Any, world: Any) -> None:
    batch = check(csv(NORA))
    paths = [f"/bring-in/{batch.pk}/{end}" for end in ("", "start/", "undo/", "leave-out/")]

    for path in paths:
        method = "get" if path.endswith(f"{batch.pk}/") else "post"
        assert getattr(sam, method)(path).status_code == 404  # a lead, but of another practice
    for person in (theo, cleo):
        for path in (URL, "/bring-in/template.csv", paths[0]):
            assert person.get(path).status_code == 404
        assert person.post(paths[1]).status_code == 404
    batch.refresh_from_db()
    assert batch.started_at is None


def test_two_clicks_at_once_bring_everyone_in_once(real_world: Any) -> None:
    lead = real_world.actor("lead")
    page = sent(lead, csv(NORA))
    cookies = lead.client.cookies

    def click() -> None:
        from django.test import Client

        browser = Client()
        browser.cookies = cookies
        try:
            browser.post(f"{page}start/")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    work()

    assert Member.objects.filter(name="Nora Madeup").count() == 1
    assert "They are here" in text(lead.get(page))
