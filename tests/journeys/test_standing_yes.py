"""A standing yes: the client opens a topic, the peer explains, the client reads each line and ends it with one tap."""

import pytest
from playwright.sync_api import Page, expect

from tandem.relays.models import Explanation
from tests.journeys import axe
from tests.journeys.stage import PHONE, Stage, only_sqlite
from tests.journeys.steps import words_on
from tests.journeys.test_loop import today_word

pytestmark = [pytest.mark.browser, only_sqlite]

LINE = "At home nobody says no to an elder. His yes may be politeness."
TOO_LATE = "He needs the plan on paper."


def test_a_topic_is_opened_used_seen_and_closed_and_a_stale_page_sends_nothing(stage: Stage) -> None:
    cleo, priya, theo = stage.someone("cleo", PHONE), stage.someone("priya"), stage.someone("theo")
    topics = f"/e/{stage.world.episode_id}/topics/"

    cleo_opens_two_topics(cleo, topics)
    priya_explains(priya, topics)
    theo_reads_it(theo)
    priya.goto(topics)  # a page that she leaves open
    cleo_sees_the_use_and_closes_the_topic(cleo)
    priya_is_refused_and_keeps_her_words(priya, topics)
    assert TOO_LATE not in words_on(theo, ["/today/"])
    assert Explanation.objects.count() == 1


def cleo_opens_two_topics(cleo: Page, topics: str) -> None:
    """Find the page from Today; nothing is ticked beforehand."""
    cleo.goto("/today/")
    cleo.get_by_role("link", name="On its way").click()
    cleo.get_by_role("link", name="Explain for me").click()
    axe.check(cleo, address=topics, heading="Explain for me")
    expect(cleo.get_by_role("checkbox", checked=True)).to_have_count(0)
    cleo.get_by_role("checkbox", name="Words and culture").check()
    cleo.get_by_role("checkbox", name="Pace and style").check()
    cleo.get_by_role("button", name="Save").click()
    expect(cleo.get_by_text("Saved. You can change it at any time.")).to_be_visible()
    expect(cleo.get_by_text("Open for 4 more meetings.")).to_have_count(2)
    axe.check(cleo, address=topics, heading="Explain for me")


def priya_explains(priya: Page, topics: str) -> None:
    """Write one line under an open topic; closed ones can't be chosen."""
    priya.goto(topics)
    axe.check(priya, address=topics, heading="Cleo Example")
    expect(priya.get_by_role("radio")).to_have_count(2)
    send(priya, "Words and culture", LINE)
    expect(priya.get_by_text("Sent. The client can read it too.")).to_be_visible()
    axe.check(priya, address="/today/", heading=today_word(priya))
    expect(priya.get_by_text(LINE)).to_have_count(0)


def send(priya: Page, topic: str, words: str) -> None:
    """Fill in the line and send it."""
    priya.get_by_role("radio", name=topic).check()
    priya.get_by_label("One line for the therapist").fill(words)
    priya.get_by_role("button", name="Send it").click()


def theo_reads_it(theo: Page) -> None:
    """It stands on his Today, with its topic, until he says that he read it."""
    theo.goto("/today/")
    from_priya = theo.get_by_role("region", name="From the other helper")
    expect(from_priya).to_contain_text(LINE)
    expect(from_priya).to_contain_text("Explained, as the client lets them: Words and culture")
    axe.check(theo, address="/today/", heading=today_word(theo))
    from_priya.get_by_role("button", name="I have read this").click()
    expect(theo.get_by_text(LINE)).to_have_count(0)


def cleo_sees_the_use_and_closes_the_topic(cleo: Page) -> None:
    """The same words stand on her Today; one tap ends the topic."""
    cleo.goto("/today/")
    explained = cleo.get_by_role("region", name="Explained for you")
    expect(explained).to_contain_text(LINE)
    expect(explained).to_contain_text("Priya Specimen told Dr. Theo Sample")
    expect(explained).to_contain_text("It was read.")
    axe.check(cleo, address="/today/", heading="Hello, Cleo")
    explained.get_by_role("button", name="Close this topic").click()
    expect(cleo.get_by_text("Closed. What was not read yet is taken back.")).to_be_visible()
    expect(cleo.get_by_text("You closed this topic.")).to_be_visible()
    axe.check(cleo, address=cleo.url, heading="On its way")


def priya_is_refused_and_keeps_her_words(priya: Page, topics: str) -> None:
    """Nothing is sent, every letter is still there, and the way on is to write it down with Cleo."""
    send(priya, "Words and culture", TOO_LATE)
    expect(priya.get_by_text("This topic is closed now. Nothing was sent.").last).to_be_visible()
    expect(priya.get_by_label("One line for the therapist")).to_have_value(TOO_LATE)
    axe.check(priya, address=f"{topics}explain/", heading="Cleo Example")
    priya.get_by_role("button", name="Write it down with Cleo Example instead").click()
    expect(priya.get_by_label("In the client’s own words")).to_have_value(TOO_LATE)
    heading = "Write down together with Cleo Example"
    axe.check(priya, address=topics.replace("topics", "drafts/new"), heading=heading)
