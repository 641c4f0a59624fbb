"""The first ten minutes of a client, a therapist and a peer, each on the screen they have."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bench.effort import Effort
from tandem.beginnings.models import Begun, Hopes
from tandem.care.models import CoverHours
from tandem.notifications.models import Notice
from tandem.people.models import Member
from tests.journeys.pages import faults
from tests.journeys.stage import DESK, PHONE, Stage, only_sqlite
from tests.parts.beginning import TRIED, WORTH

pytestmark = pytest.mark.browser

STILL = {"reduced_motion": "reduce"}  # colours that fade can't be measured
ANSWER = "We start with sleep, and leave the rest."
LINE = "I cook for the whole street."


@pytest.fixture
def cost(capsys: pytest.CaptureFixture[str]) -> Iterator[dict[str, Effort]]:
    """Collect what each journey costs a person, and print it by the keystroke-level model."""
    played: dict[str, Effort] = {}
    yield played
    with capsys.disabled():
        for name, one in played.items():
            print(
                f"\n{name}: {one.fields} fields, {one.taps} taps, {one.letters} letters, {one.seconds:.0f} s"
            )


def looked_at(page: Page, heading: str, size: dict[str, int]) -> None:
    """Assert that this page is the one that was meant, and that everyone can read and use it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert faults(page) == [], heading
    page.set_viewport_size(size)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def test_a_client_in_the_room_on_the_peers_device(stage: Stage, cost: dict[str, Effort]) -> None:
    Member.objects.filter(pk=stage.world.people["cleo"][0]).update(user=None, email="cleo@new.example")
    device = stage.someone("priya", PHONE, **STILL)
    device.goto(f"/e/{stage.world.episode_id}/")
    device.get_by_role("button", name="First ten minutes with Cleo").click()
    device.wait_for_url("**/b/*/")
    link, one = device.url, Effort(device)

    the_client_takes_every_step(one)
    invitation = the_card_is_for_keeping(device, one)
    cost["client: the first ten minutes, all of it"] = one

    device.goto(link)
    expect(device.get_by_role("heading", level=1)).to_have_text("This link has done its work")
    assert Hopes.objects.get().tried == TRIED
    assert Begun.objects.get().finished_at
    the_therapist_answers(stage, cost)
    the_client_has_an_account_later(stage, invitation)


def the_client_takes_every_step(one: Effort) -> None:
    """Meet both, choose, say how to be reached and what to hope for."""
    page = one.page
    looked_at(page, "Two people, one team", PHONE)
    one.tap(role="button", name="Next")
    looked_at(page, "What may we talk about?", PHONE)
    one.tap(role="button", name="Next")  # ask me each time is chosen
    one.fields += 1
    looked_at(page, "Reaching you", PHONE)
    for name in ("By text", "In the evening", "Yes", "My peer"):
        one.tap(role="radio", name=name)
        one.fields += 1
    for group in ("May we say who we are?", "Could someone else see your phone or mail?"):
        page.get_by_role("group", name=group).get_by_role("radio", name="No", exact=True).click(force=True)
        one.taps, one.fields, one.decisions = one.taps + 1, one.fields + 1, one.decisions + 1
    one.tap(role="button", name="Next")
    looked_at(page, "Before we start", PHONE)
    one.write("What have you tried so far?", TRIED)
    one.write("What would make this worth coming back for?", WORTH)
    one.fields += 1  # who may read it, as it is ticked
    one.tap(role="button", name="Next")


def the_card_is_for_keeping(page: Page, one: Effort) -> str:
    """Look at the card on screen and on paper, and be done. Returns the path of the printed invitation."""
    looked_at(page, "Your card", PHONE)
    expect(page.get_by_role("button", name="Print it")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="I am done")).to_be_hidden()
    expect(page.get_by_text("How to stop")).to_be_visible()
    assert page.pdf(format="A5").count(b"/Type /Page\n") == 1
    page.emulate_media(media="screen")
    found = re.search(r"/invited/\S+/", page.locator("main [translate=no]").inner_text())
    one.tap(role="button", name="I am done")
    looked_at(page, "Thank you. That is all for now.", PHONE)
    expect(page.get_by_text("You can hand the device back.")).to_be_visible()
    assert found
    return found[0]


def the_therapist_answers(stage: Stage, cost: dict[str, Effort]) -> None:
    """It stands on Today until it is answered with one line."""
    theo = stage.someone("theo", **STILL)
    theo.goto("/today/")
    expect(theo.get_by_text(WORTH)).to_be_visible()
    one = Effort(theo)
    one.tap(role="link", name="Answer")
    looked_at(theo, "What Cleo Example said at the start", DESK)
    one.write("One line back", ANSWER)
    one.tap(role="button", name="Answer")
    theo.wait_for_url("**/today/")
    expect(theo.get_by_text(WORTH)).to_have_count(0)
    cost["therapist: answer what a client hopes for"] = one


def the_client_has_an_account_later(stage: Stage, invitation: str) -> None:
    """The printed address makes the account; the answer is on Today, and can be kept from the peer again."""
    cleo = stage.nobody(PHONE, **STILL)
    cleo.goto(invitation)
    cleo.get_by_label("Choose a password").fill("walk to the gate twice")
    cleo.get_by_role("button", name="Make my account").click()
    cleo.wait_for_url("**/today/")
    expect(cleo.get_by_text(f"Dr. Theo Sample: {ANSWER}")).to_be_visible()
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="What I said at the start").click()
    looked_at(cleo, "What I said at the start", PHONE)
    cleo.get_by_role("button", name="Take it back").click()
    expect(cleo.get_by_text("Taken back. Nobody else can read it now.")).to_be_visible()


@only_sqlite
def test_a_small_card_comes_by_mail_without_a_name(stage: Stage) -> None:
    Begun.objects.all().delete()
    cleo = stage.someone("otto", PHONE, **STILL)
    cleo.goto("/today/")
    cleo.get_by_role("link", name="My choices").click()
    cleo.get_by_role("link", name="What I said at the start").click()
    cleo.get_by_role("link", name="Go on with the first ten minutes").click()
    for _ in range(2):
        cleo.get_by_role("button", name="Next").click()
    cleo.get_by_role("button", name="Skip this one").click()
    cleo.get_by_role("button", name="Next").click()
    cleo.get_by_role("button", name="Send it to me").click()
    expect(cleo.get_by_text("It is on its way to your mail.")).to_be_visible()

    stage.worker_goes_round()
    anyone = stage.nobody(PHONE, **STILL)
    anyone.goto(stage.link_in_mail("n"))
    looked_at(anyone, "Your card", PHONE)
    assert not re.search(r"Otto|Tess|Pia|therap|peer", anyone.locator("body").inner_text(), re.IGNORECASE)


@only_sqlite
def test_a_therapists_first_ten_minutes(stage: Stage, cost: dict[str, Effort]) -> None:
    tess = stage.someone("tess", DESK, **STILL)
    tess.goto("/today/")
    one = Effort(tess)
    one.tap(role="link", name="Begin")
    looked_at(tess, "My first ten minutes", DESK)
    one.tap(role="link", name="Open See what a client sees")
    looked_at(tess, "What a client sees", DESK)
    one.tap(role="button", name="I have read this")
    one.tap(role="link", name="Open Five things")
    looked_at(tess, "Five things to settle", DESK)
    for group in (
        "Roles",
        "Who knows what, and records",
        "Safety and cover",
        "Stopping or changing",
        "Supervisor",
    ):
        tess.get_by_role("group", name=group).get_by_role("radio", name="Agreed").click(force=True)
        one.taps, one.fields, one.decisions = one.taps + 1, one.fields + 1, one.decisions + 1
    one.tap(role="button", name="Save")
    one.tap(role="link", name="Open Who answers when")
    looked_at(tess, "Who answers when", DESK)
    one.tap(role="button", name="I have read this")
    a_card_is_tried(one)
    two_lines(one)

    expect(tess.get_by_text("All done.")).to_be_visible()
    looked_at(tess, "My first ten minutes", DESK)
    cost["therapist: the first ten minutes, all of it"] = one


@only_sqlite
def test_a_peers_first_ten_minutes(stage: Stage, cost: dict[str, Effort]) -> None:
    assert CoverHours.objects.exists()
    pia = stage.someone("pia", DESK, **STILL)
    pia.goto("/today/")
    one = Effort(pia)
    one.tap(role="link", name="Begin")
    one.tap(role="link", name="Open What nobody may ask of you here")
    looked_at(pia, "What nobody may ask of you here", DESK)
    one.tap(role="button", name="I have read this")
    two_lines(one)
    a_card_is_tried(one)
    one.tap(role="link", name="Open Who answers tonight")
    looked_at(pia, "Who answers tonight", DESK)
    expect(pia.get_by_text("Dr. Theo Sample")).to_be_visible()
    one.tap(role="button", name="Send a test")
    expect(pia.get_by_text("A test is on its way to: Dr. Theo Sample")).to_be_visible()

    assert Notice.objects.filter(template="test").count() == 1
    stage.worker_goes_round()
    assert stage.letters()[0]["body"].strip() == "This is a test. Nothing is asked of you."
    pia.goto("/begin/")
    expect(pia.get_by_text("All done.")).to_be_visible()
    cost["peer: the first ten minutes, all of it"] = one


def a_card_is_tried(one: Effort) -> None:
    """Fill a card in on somebody invented; it is forgotten."""
    one.tap(role="link", name="Open Try a card")
    looked_at(one.page, "Try a card", DESK)
    one.write("The step we agreed on", "Walk to the gate twice.")
    one.tap(role="radio", name="8", exact=True)
    one.fields += 1
    one.tap(role="button", name="Done")
    expect(one.page.get_by_text("Nothing of what you wrote was kept.")).to_be_visible()
    one.tap(role="link", name="Go on")


def two_lines(one: Effort) -> None:
    """Write a line about oneself, see it as a client does, and keep it."""
    one.tap(role="link", name="Open Two lines about you")
    one.write("First line", LINE)
    one.tap(role="button", name="See it first")
    preview = one.page.get_by_role("region", name="So a client sees you")
    expect(preview.get_by_text(LINE)).to_be_visible()
    looked_at(one.page, "Two lines about you", DESK)
    one.tap(role="button", name="Save")
    one.tap(role="link", name="My first ten minutes")
