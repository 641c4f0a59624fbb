"""B and C explain together, A says yes to both texts: two explainers and the exact words are kept."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tandem.appointments.rules import MeetingKind
from tandem.care.models import Episode
from tandem.consents import texts
from tandem.consents.models import Consent, Introduction
from tandem.consents.rules import ConsentKind
from tests.cast import a_meeting
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage

pytestmark = pytest.mark.browser
JOINT, LIMITS = "Working together", "What we cannot keep to ourselves"


def test_both_helpers_introduce_themselves_and_the_client_says_yes_to_both_texts(stage: Stage) -> None:
    theo, priya, cleo = stage.someone("theo"), stage.someone("priya"), stage.someone("cleo", PHONE)
    here = f"/e/{stage.world.episode_id}/"

    theo_is_reminded_quietly(theo, here)
    theo_ticks_what_they_talked_about(theo, here)
    cleo_says_yes_on_his_device(theo, here)
    two_explainers_and_the_words_are_kept(stage)
    priya_sees_what_is_in_force(priya, here)
    cleo_reads_the_words_and_takes_one_back(cleo, here)
    theo_sees_that_it_no_longer_holds(theo, here)


def theo_is_reminded_quietly(theo: Page, here: str) -> None:
    """A line, beside everything that can be done anyway."""
    theo.goto(here)
    expect(theo.get_by_text("Not yet talked about: working together, what cannot be kept.")).to_be_visible()
    axe.check(theo, address=here, heading="Cleo Example")
    theo.get_by_role("link", name="Record it").click()


def theo_ticks_what_they_talked_about(theo: Page, here: str) -> None:
    """Both are ticked as having been there; no topic is."""
    axe.check(theo, address=f"{here}introduction/", heading="Introduce yourselves together")
    expect(theo.get_by_role("checkbox", name="Dr. Theo Sample")).to_be_checked()
    expect(theo.get_by_role("checkbox", name="Priya Specimen")).to_be_checked()
    faces = theo.get_by_label("The team").locator(".person")
    sizes = {(box["width"], box["height"]) for box in (face.bounding_box() for face in faces.all()) if box}
    assert len(faces.all()) == 2
    assert len(sizes) == 1  # equal size
    for topic in ("Who I am to you", "What I never do", "How to disagree with me"):
        theo.get_by_role("checkbox", name=topic).check()
    theo.get_by_role("button", name="Save, and show the first text").click()


def cleo_says_yes_on_his_device(theo: Page, here: str) -> None:
    """One text a page, both helpers named, yes and not now of one size."""
    key = Introduction.objects.get().pk
    for kind, heading in (("joint_care", JOINT), ("limits", LIMITS)):
        axe.check(theo, address=f"{here}introduction/{key}/{kind}/", heading=heading)
        expect(theo.get_by_role("navigation")).to_have_count(0)
        for name in ("Dr. Theo Sample", "Priya Specimen"):
            expect(theo.get_by_text(name, exact=True)).to_be_visible()
        yes, no = (theo.get_by_role("button", name=name, exact=True) for name in ("Yes", "Not now"))
        assert [yes.get_attribute("class"), no.get_attribute("class")] == ["button", "button"]
        shown = [heading, *theo.locator("[data-consent] > p").all_inner_texts()]
        assert hash_of("\n\n".join(shown) + "\n") == texts.current(ConsentKind(kind), "en").sha256
        yes.click()
    axe.check(theo, address=f"{here}introduction/{key}/done/", heading="Thank you")
    theo.get_by_role("link", name="I have it back").click()
    expect(theo.get_by_role("heading", level=1)).to_have_text("Cleo Example")
    expect(theo.get_by_text("Not yet talked about")).to_have_count(0)


def two_explainers_and_the_words_are_kept(stage: Stage) -> None:
    """As the scenario asks: who explained, and the hash of the text."""
    both = {stage.world.people[name][0] for name in ("theo", "priya")}
    for kind in (ConsentKind.JOINT_CARE, ConsentKind.LIMITS):
        row = Consent.objects.get(kind=kind.value)
        assert {one.member_id for one in row.explainers.all()} == both
        assert (row.on, row.method) == (True, "in_person")
        assert row.text.sha256 == hash_of((texts.FOLDER / f"{kind.value}.1.en.txt").read_text("utf-8"))


def priya_sees_what_is_in_force(priya: Page, here: str) -> None:
    """With its day and who explained it."""
    priya.goto(here)
    priya.get_by_role("link", name="What they said yes to").click()
    axe.check(priya, address=f"{here}consents/", heading="What Cleo Example said yes to")
    expect(priya.get_by_text("explained by Dr. Theo Sample and Priya Specimen")).to_have_count(2)


def cleo_reads_the_words_and_takes_one_back(cleo: Page, here: str) -> None:
    """On her phone: the words of the day are a tap away, and so is taking back."""
    cleo.goto("/today/")
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="What I said yes to").click()
    axe.check(cleo, address=f"{here}consents/", heading="What I said yes to")
    cleo.get_by_text("The words of that day").first.click()
    expect(cleo.get_by_text("Your therapist leads your therapy.")).to_be_visible()
    cleo.get_by_role("button", name=f"Take it back {JOINT}").click()
    expect(cleo.get_by_text("You took it back. From now on it does not count.")).to_be_visible()
    axe.check(cleo, address=f"{here}consents/", heading="What I said yes to")
    cleo.get_by_text("Other things you may be asked one day").click()
    cleo.get_by_role("link", name="Going somewhere with you").click()
    axe.check(cleo, address=f"{here}consents/accompany/", heading="Going somewhere with you")
    cleo.get_by_role("button", name="Not now").click()
    expect(cleo.get_by_text("That is fine. Nothing was kept.")).to_be_visible()
    cleo.goto("/today/")
    cleo.get_by_role("link", name="Your rights, and whom to complain to").click()
    axe.check(cleo, address=f"{here}rights/", heading="Your rights")
    expect(cleo.get_by_text("Ola Outside")).to_be_visible()


def theo_sees_that_it_no_longer_holds(theo: Page, here: str) -> None:
    """And is not asked to ask again."""
    theo.goto(here)
    expect(theo.get_by_text("Not agreed now: working together.")).to_be_visible()
    expect(theo.get_by_role("link", name="Record it")).to_have_count(0)


def test_the_client_is_asked_once_whether_the_peer_joins_and_the_therapist_reads_the_answer(
    stage: Stage,
) -> None:
    tess, otto = (stage.world.actor(name).member for name in ("tess", "otto"))
    episode = Episode.objects.get(client=otto)
    at = timezone.now() + timedelta(days=1)
    meeting = a_meeting(episode, MeetingKind.THERAPY, starts_at=at, therapist=tess)
    client, therapist = stage.someone("otto", PHONE), stage.someone("tess")

    client.goto("/today/")
    axe.check(client, address="/today/", heading="Hello, Otto")
    client.get_by_role("button", name="Please not").click()
    expect(client.get_by_text("Saved. You can change it until you meet.")).to_be_visible()
    expect(client.get_by_role("button", name="Please not")).to_have_count(0)

    address = f"/e/{episode.pk}/appointments/{meeting.pk}/"
    therapist.goto(address)
    axe.check(therapist, address=address, heading="Otto Other")
    expect(therapist.get_by_text("Otto Other would like to begin without Pia Example.")).to_be_visible()


def test_a_spoken_yes_to_meeting_the_peer_is_written_down(stage: Stage) -> None:
    tess = stage.someone("tess")
    here = f"/e/{Episode.objects.get(client=stage.world.actor('otto').member).pk}/"
    tess.goto(here)
    tess.get_by_role("link", name="said yes to meeting").click()
    axe.check(tess, address=f"{here}meet-peer/", heading="May Pia Example meet Otto Other once?")
    tess.get_by_role("button", name="said yes to meeting").click()
    expect(tess.get_by_text("It ends in 30 days if working together does not follow.")).to_be_visible()


def test_a_lead_names_somebody_outside(stage: Stage) -> None:
    lead = stage.someone("lead")
    lead.goto("/today/")
    lead.get_by_role("link", name="Who hears complaints").click()
    axe.check(lead, address="/outside/", heading="Who hears complaints")
    lead.get_by_label("Name").fill("Uma Elsewhere")
    lead.get_by_role("button", name="Save").click()
    expect(lead.get_by_text("Saved. Clients read it on the page of their rights.")).to_be_visible()
    lead.goto("/rights/")
    axe.check(lead, address="/rights/", heading="Your rights")
    expect(lead.get_by_text("Uma Elsewhere")).to_be_visible()


def hash_of(words: str) -> str:
    """Return the hash of these words’ bytes."""
    return hashlib.sha256(words.encode()).hexdigest()
