"""What needs a helper: most urgent first, and what is about one client together."""

from types import SimpleNamespace
from typing import Any

from tandem.today.queries import HelperToday


def about(client: str) -> Any:
    return SimpleNamespace(episode_id=client)


def a_day(**lists: list[Any]) -> HelperToday:
    names = (
        "hopes",
        "points",
        "to_tell",
        "needs_talk",
        "good_to_know",
        "lines",
        "reviews",
        "how_did_it_go",
        "meetings",
    )
    return HelperToday(**{name: lists.get(name, []) for name in names})


def order(day: HelperToday) -> list[tuple[str, Any]]:
    return [(kind, one.episode_id) for kind, one in day.needs]


def test_what_is_about_one_client_stands_together_behind_what_is_most_urgent() -> None:
    day = a_day(
        points=[about("sam")],
        needs_talk=[about("ana"), about("sam")],
        to_tell=[about("kit")],
        how_did_it_go=[about("ana"), about("kit")],
    )
    assert order(day) == [
        ("point", "sam"), ("talk", "sam"), ("talk", "ana"), ("meeting", "ana"), ("tell", "kit"), ("meeting", "kit"),
    ]  # fmt: skip


def test_nothing_needs_a_helper_when_nothing_waits() -> None:
    assert order(a_day(good_to_know=[about("sam")], meetings=[about("sam")])) == []
