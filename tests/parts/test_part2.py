"""The therapist, or the lead, notes that 42 CFR part 2 protects a record."""

from tandem.care.models import Episode
from tandem.record.models import Entry
from tests.cast import Actor
from tests.parts.meetings import text


def test_the_therapist_notes_it_and_takes_it_back(theo: Actor, episode: Episode) -> None:
    url = f"/e/{episode.pk}/part2/"
    assert "Now: it does not apply." in text(theo.get(url))

    for _ in range(2):  # sent twice, it is noted once
        assert theo.post(url, {"part2": "yes"}).status_code == 302
    assert "Now: it applies." in text(theo.get(url))
    assert Entry.objects.filter(event="Part2Marked").count() == 1
    assert "42 CFR part 2 applies" in text(theo.get(f"/e/{episode.pk}/"))

    theo.post(url, {"part2": "no"})
    assert not Episode.objects.get(pk=episode.pk).part2


def test_the_lead_notes_it_on_the_page_of_the_team(lead: Actor, episode: Episode) -> None:
    url = f"/team/{episode.client_id}/part2/"

    assert url in text(lead.get(f"/team/{episode.client_id}/"))
    assert lead.post(url, {"part2": "yes"}).status_code == 302
    assert Episode.objects.get(pk=episode.pk).part2


def test_a_form_without_an_answer_asks_again(theo: Actor, episode: Episode) -> None:
    assert theo.post(f"/e/{episode.pk}/part2/", {"part2": "perhaps"}).status_code == 422
    assert not Episode.objects.get(pk=episode.pk).part2


def test_a_peer_and_a_stranger_find_no_such_page(priya: Actor, sam: Actor, episode: Episode) -> None:
    for who in (priya, sam):
        for url in (f"/e/{episode.pk}/part2/", f"/team/{episode.client_id}/part2/"):
            assert who.post(url, {"part2": "yes"}).status_code == 404
