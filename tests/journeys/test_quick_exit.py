"""“Leave fast”: somebody looks over the shoulder, and there is nothing to see, not even with Back, or offline."""

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tandem.people.models import Member
from tests.journeys.stage import DESK, PHONE, Stage, only_sqlite

pytestmark = [pytest.mark.browser, only_sqlite]

HARMLESS = "https://www.weather.gov/"
AT_ONCE_MS = 100
BACKS = 5
KEPT = """async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage), caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(it => it.name), cookies: document.cookie,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": [], "session": [], "caches": [], "databases": [], "cookies": "", "workers": 0}
# Notes how long after the press the page is blank: the press, and the first moment at which nothing is there.
STOPWATCH = """() => {
    const root = document.documentElement;
    for (const it of ["click", "keydown"]) addEventListener(it, () => { window.pressed ??= performance.now(); }, true);
    new MutationObserver(() => {
        if (!root.childElementCount) window.told(performance.now() - window.pressed);
    }).observe(document, {childList: true, subtree: true});
}"""


def a_client_on_today(stage: Stage, size: dict[str, int] = PHONE) -> Page:
    """Let Cleo read some pages; somewhere harmless is answered here, and nothing leaves this machine."""
    cleo = stage.someone("cleo", size)
    stage.watches[-1].exempt.add("www.weather.gov")
    cleo.route(HARMLESS, lambda route: route.fulfill(body="<h1>Sunny</h1>", content_type="text/html"))
    for path in ("/today/", "/settings/", "/safer/", "/today/"):
        cleo.goto(path)
    cleo.get_by_role("link", name="My goals").click()
    expect(cleo.get_by_role("heading", level=1)).to_have_text("My goals")
    cleo.wait_for_load_state()  # until then the script that listens for Shift is not there
    return cleo


def nothing_of_it_is_left(cleo: Page) -> None:
    """Assert that one is elsewhere and signed out, and that Back and a fresh visit show the sign-in alone."""
    expect(cleo).to_have_url(HARMLESS)
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Sunny")
    for _ in range(BACKS):
        cleo.go_back()
        assert "Cleo" not in cleo.content()
        if cleo.url.startswith("http://127"):
            expect(cleo.get_by_role("heading", level=1)).to_have_text("Welcome back")
            assert cleo.evaluate(KEPT) == NOTHING
    cleo.goto("/today/")
    expect(cleo.get_by_role("heading", level=1)).to_have_text("Welcome back")
    assert {one["name"] for one in cleo.context.cookies()} <= {"csrftoken"}  # the sign-in's own


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_one_press_leaves_and_back_shows_nothing(stage: Stage, size: dict[str, int]) -> None:
    cleo = a_client_on_today(stage, size)

    cleo.get_by_role("button", name="Leave fast").click()

    nothing_of_it_is_left(cleo)


def test_shift_three_times_does_the_same(stage: Stage) -> None:
    cleo = a_client_on_today(stage)

    for _ in range(3):
        cleo.keyboard.press("Shift")

    nothing_of_it_is_left(cleo)


def test_on_a_page_of_settings_on_a_wide_screen_too(stage: Stage) -> None:
    cleo = a_client_on_today(stage, DESK)
    cleo.goto("/settings/")
    cleo.keyboard.press("Tab")
    expect(cleo.get_by_role("button", name="Leave fast")).to_be_focused()

    cleo.keyboard.press("Enter")

    nothing_of_it_is_left(cleo)


def test_the_page_is_gone_before_the_server_has_answered(stage: Stage) -> None:
    cleo = a_client_on_today(stage)
    held: list[Route] = []
    cleo.route("**/leave/", lambda route: held.append(route))

    cleo.get_by_role("button", name="Leave fast").click()

    expect(cleo).to_have_url(HARMLESS)
    assert len(held) == 1
    assert held[0].request.method == "POST"
    cleo.unroute("**/leave/")


def test_the_page_is_blank_at_once(stage: Stage) -> None:
    cleo, took = a_client_on_today(stage), list[float]()
    cleo.expose_function("told", lambda after: took.append(after))
    cleo.evaluate(STOPWATCH)

    cleo.get_by_role("button", name="Leave fast").click()
    expect(cleo).to_have_url(HARMLESS)

    assert took
    assert took[0] < AT_ONCE_MS


def test_without_a_network_too_and_the_sign_in_ends_with_the_next_request(stage: Stage) -> None:
    cleo = a_client_on_today(stage)
    cleo.context.set_offline(True)

    cleo.get_by_role("button", name="Leave fast").click()
    expect(cleo).to_have_url(HARMLESS)
    for _ in range(BACKS):
        back_offline(cleo)
        shown = cleo.content()
        assert "Cleo" not in shown
        assert "My goals" not in shown

    cleo.context.set_offline(False)
    for path in ("/today/", "/settings/"):
        cleo.goto(path)
        expect(cleo.get_by_role("heading", level=1)).to_have_text("Welcome back")
    assert {one["name"] for one in cleo.context.cookies()} <= {"csrftoken"}
    forget_offline(stage)


def back_offline(page: Page) -> None:
    """Go back; the browser’s own page for “no network” counts as having gone."""
    try:
        page.go_back()
    except Error as error:
        if "ERR_INTERNET_DISCONNECTED" not in str(error):
            raise
    page.wait_for_load_state()
    page.wait_for_timeout(200)  # its own page comes a moment later


def forget_offline(stage: Stage) -> None:
    """A browser without a network says so in its console; that is no trouble."""
    for watch in stage.watches:
        watch.troubles[:] = [one for one in watch.troubles if "ERR_INTERNET_DISCONNECTED" not in one]


def test_after_signing_out_the_browser_keeps_nothing(stage: Stage) -> None:
    cleo = a_client_on_today(stage)
    assert cleo.evaluate(KEPT) == NOTHING  # nor before: no page of ours keeps anything
    cleo.evaluate("localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b')")
    cleo.goto("/today/")
    cleo.get_by_role("button", name="Sign out").click()

    expect(cleo.get_by_role("link", name="Send me a code")).to_be_visible()
    assert cleo.evaluate(KEPT) == NOTHING
    assert {one["name"] for one in cleo.context.cookies()} <= {"csrftoken", "session"}
    for _ in range(BACKS):
        cleo.go_back()
        assert "Cleo" not in cleo.content()


def test_in_safer_mode_the_phone_shows_a_plain_name_and_nothing_is_kept(stage: Stage) -> None:
    Member.objects.filter(pk=stage.world.people["cleo"][0]).update(safer=True)
    try:
        cleo = a_client_on_today(stage)
        assert cleo.title() == "My goals · Agenda"
        assert "plain.svg" in str(cleo.locator("link[rel=icon]").get_attribute("href"))
        assert "Tandem" not in cleo.locator("body").inner_text()
        assert cleo.evaluate(KEPT) == NOTHING
        cleo.get_by_role("button", name="Leave fast").click()
        nothing_of_it_is_left(cleo)
    finally:
        Member.objects.filter(pk=stage.world.people["cleo"][0]).update(safer=False)


def test_a_shared_tablet_is_ready_for_the_next_with_one_press(stage: Stage) -> None:
    tablet = stage.someone("theo")
    tablet.goto("/tablet/")
    tablet.get_by_role("button", name="Mark it as shared").click()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Ready for you")
    stage.sign_in(tablet.context, "cleo")
    tablet.goto("/today/")
    expect(tablet.get_by_text("Cleo")).not_to_have_count(0)

    tablet.get_by_role("button", name="Done, next person").click()

    expect(tablet.get_by_role("heading", level=1)).to_have_text("Ready for you")
    assert tablet.evaluate(KEPT) == NOTHING
    for _ in range(2):
        tablet.go_back()
        assert "Cleo" not in tablet.content()
    tablet.goto("/account/login/")
    for field in ("login", "password"):
        assert tablet.locator(f"[name={field}]").get_attribute("autocomplete") in ("off", "new-password")
