"""“Is that so?”: what a peer noticed is kept with the client's yes, leaves nothing with a no, and can be taken back."""

import pytest
from playwright.sync_api import Page, expect

from tandem.appointments.models import Appointment
from tandem.appointments.rules import MeetingKind
from tandem.relays.models import Noticed
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import words_on
from tests.parts.meetings import a_kept_meeting

pytestmark = [pytest.mark.browser, only_sqlite]

WORDS = "You look down when we talk about school."
OFF = "You would rather not have come today."


def test_a_no_keeps_nothing_and_a_yes_is_kept_until_it_is_taken_back(stage: Stage) -> None:
    meeting = a_kept_meeting(stage.world, kind=MeetingKind.PEER)
    priya, cleo, theo = stage.someone("priya", PHONE), stage.someone("cleo", PHONE), stage.someone("theo")

    priya_finds_the_way_from_her_card(priya, meeting)
    show(priya, meeting, OFF)
    cleo_says_no(priya, meeting)
    show(priya, meeting, WORDS)
    cleo_says_yes(priya, meeting)
    assert theirs(theo, meeting, WORDS, OFF) == []
    cleo_reads_it_and_takes_it_back(cleo, meeting)
    assert theirs(priya, meeting, WORDS, OFF) == []


def noticed_at(meeting: Appointment) -> str:
    """Return where a peer asks."""
    return f"/e/{meeting.episode_id}/meetings/{meeting.pk}/noticed/"


def priya_finds_the_way_from_her_card(priya: Page, meeting: Appointment) -> None:
    """It is one tap from what she writes about the same meeting."""
    card = f"/e/{meeting.episode_id}/meetings/{meeting.pk}/card/"
    priya.goto(card)
    axe.check(priya, address=card, heading="Cleo Example")
    priya.get_by_role("link", name="Ask about what I noticed").click()
    axe.check(priya, address=noticed_at(meeting), heading="Cleo Example")


def show(priya: Page, meeting: Appointment, words: str) -> None:
    """Write one line and turn the device to Cleo."""
    priya.get_by_label("I noticed …, am I off?").fill(words)
    priya.get_by_role("button", name="Show it to the client").click()
    axe.check(priya, address=noticed_at(meeting), heading="Is that so?")
    expect(priya.locator("blockquote")).to_have_text(words)


def cleo_says_no(priya: Page, meeting: Appointment) -> None:
    """Nothing is left, not even in the form."""
    priya.get_by_role("button", name="No, that is off").click()
    expect(priya.get_by_text("Nothing was kept, not even that you asked.")).to_be_visible()
    expect(priya.get_by_label("I noticed …, am I off?")).to_have_value("")
    axe.check(priya, address=noticed_at(meeting), heading="Cleo Example")
    assert not Noticed.objects.exists()


def cleo_says_yes(priya: Page, meeting: Appointment) -> None:
    """These very words are kept."""
    priya.get_by_role("button", name="Yes", exact=True).click()
    expect(priya.get_by_text("Kept. Only the client and you can read it.")).to_be_visible()
    expect(priya.get_by_role("region", name="You noticed, and the client said: yes")).to_contain_text(WORDS)
    axe.check(priya, address=noticed_at(meeting), heading="Cleo Example")
    assert Noticed.objects.get().words == WORDS


def cleo_reads_it_and_takes_it_back(cleo: Page, meeting: Appointment) -> None:
    """On her own phone she thinks again: one tap, and it is nowhere."""
    points = f"/e/{meeting.episode_id}/points/"
    cleo.goto(points)
    noticed = cleo.get_by_role("region", name="What your peer noticed")
    expect(noticed).to_contain_text(WORDS)
    axe.check(cleo, address=points, heading="On its way")
    noticed.get_by_role("button", name="That was off after all").click()
    expect(cleo.get_by_text("Taken back. Nobody can read it now.")).to_be_visible()
    axe.check(cleo, address=points, heading="On its way")
    views = f"/e/{meeting.episode_id}/meetings/{meeting.pk}/views/"
    assert WORDS not in words_on(cleo, [points, views, "/today/"])


def theirs(helper: Page, meeting: Appointment, *words: str) -> list[str]:
    """Return which of these words stand on any of a helper's pages about the client."""
    episode = f"/e/{meeting.episode_id}/"
    places = ["/today/", "/clients/", episode, f"{episode}points/", f"{episode}appointments/{meeting.pk}/"]
    seen = words_on(helper, [*places, noticed_at(meeting)])
    return [one for one in words if one in seen]
