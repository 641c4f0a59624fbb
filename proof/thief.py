"""The ways of `proof.takeovers`, each a function: what the thief does with her mail, her phone, her papers."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.utils import timezone

from proof.scene import EMAIL, NEW, PASSKEY, START, Scene
from tandem.people.models import Member
from tandem.sign_ins.actions import cancel_paper_code
from tandem.tenancy.current import using_practice
from tests.cast import PASSWORD, World, build
from tests.databases import fresh_copy, make_template
from tests.parts.entering import APP, CODE, CONFIRM, LOGIN, RESET, SECOND, code_now, sign_in


def has_app(scene: Scene) -> None:
    """Let her have set up an app, with codes to keep, on this phone."""
    scene.she_signs_in(scene.phone)
    scene.app = scene.phone.get(APP).context["form"].secret
    page = scene.phone.post(APP, {"code": code_now(scene.app)}, follow=True).content.decode()
    scene.kept = re.findall(r">(\d{8})<", page)
    scene.phone.post("/account/logout/")


def has_passkey(scene: Scene) -> None:
    """Let her have set up a passkey on this phone."""
    scene.she_signs_in(scene.phone)
    question = scene.phone.get("/account/2fa/webauthn/add/").context["js_data"]["creation_options"]
    credential = scene.key.create(question)
    answer = scene.phone.post("/account/2fa/webauthn/add/", {"credential": credential, "name": ""})
    if answer.status_code != 302:
        raise AssertionError("the passkey was not taken: this way proves nothing")
    scene.phone.post("/account/logout/")


def passkey_alone(scene: Scene) -> None:
    """Sign in by the phone's passkey."""
    has_passkey(scene)
    _by_passkey(scene)


def _by_passkey(scene: Scene) -> None:
    question = scene.own.get(PASSKEY, headers={"Accept": "application/json"}).json()["request_options"]
    scene.own.post(PASSKEY, {"credential": scene.key.get(question)})


def passkey_from_before(scene: Scene) -> None:
    """Sign in by a passkey that was made while Safer mode was off, and stood alone then."""
    _safer(scene, on=False)
    has_passkey(scene)
    _safer(scene)
    _by_passkey(scene)


def code_by_mail(scene: Scene) -> None:
    """Ask for a code by mail, and read it."""
    scene.use_mail()


def code_by_mail_with_her_app(scene: Scene) -> None:
    """The same, with the app on the phone."""
    has_app(scene)
    scene.use_mail()


def code_from_before(scene: Scene) -> None:
    """Use a code that was sent while Safer mode was off."""
    _safer(scene, on=False)
    scene.own.post(CODE, {"email": EMAIL})
    code = re.findall(r"^[A-Z0-9-]{6,9}$", scene.mails(), re.MULTILINE)[-1]
    _safer(scene)
    scene.own.post(CONFIRM, {"code": code})


def link_by_mail(scene: Scene) -> None:
    """Ask for a link to a new password, as often as one may."""
    for _ in range(5):
        scene.own.post(RESET, {"email": EMAIL})
        scene.use_links()


def link_from_before(scene: Scene) -> None:
    """Open a link that was sent while Safer mode was off."""
    _safer(scene, on=False)
    scene.own.post(RESET, {"email": EMAIL})
    scene.mails()
    _safer(scene)
    scene.use_links()


def app_alone(scene: Scene) -> None:
    """Open the page of the second step, with the app, without the first."""
    has_app(scene)
    scene.own.post(SECOND, {"code": code_now(scene.app)})


def codes_to_keep_alone(scene: Scene) -> None:
    """Use the codes that she keeps, as a password and as a second step."""
    has_app(scene)
    for code in scene.kept[:3]:
        scene.own.post(SECOND, {"code": code})
        sign_in(scene.own, "cleo", code)


def paper_at_once(scene: Scene) -> None:
    """Read the code on her paper, and use it within its day."""
    code = scene.paper()
    for hours in (0, 1, 12, 10.9):
        scene.wait(hours=hours)
        scene.use_paper(code)


def paper_cancelled(scene: Scene) -> None:
    """Use a code after its day that she has cancelled meanwhile."""
    code = scene.paper()
    cancel_paper_code(member=scene.cleo, at=timezone.now())
    scene.wait(hours=25)
    scene.use_paper(code)


def paper_used(scene: Scene) -> None:
    """Use a code again that she has used."""
    code = scene.paper()
    scene.wait(hours=25)
    Client().post("/paper/", {"email": EMAIL, "code": code, "password": "hers alone, and new"})
    scene.use_paper(code)


def paper_too_old(scene: Scene) -> None:
    """Find a paper that she never used, after its week."""
    code = scene.paper()
    scene.wait(days=8, hours=1)
    scene.use_paper(code)


def paper_guessed(scene: Scene) -> None:
    """Guess the code on a paper that nobody has seen."""
    scene.paper()
    scene.wait(hours=25)
    for number in range(40):
        scene.use_paper(f"AAAA-AAAA-{number:04}".replace("0", "B").replace("1", "C"))


def cookie_after_sign_out(scene: Scene) -> None:
    """Keep the key of her sign-in, and use it after she signed out."""
    _with_her_key(scene, lambda: scene.phone.post("/account/logout/"))


def cookie_after_leaving_fast(scene: Scene) -> None:
    """The same after "Leave fast"."""
    _with_her_key(scene, lambda: scene.phone.post("/leave/"))


def cookie_after_five_minutes(scene: Scene) -> None:
    """The same after five minutes in which nobody used it."""
    _with_her_key(scene, lambda: scene.wait(minutes=5))


def cookie_after_a_new_password(scene: Scene) -> None:
    """The same after she chose a new password elsewhere."""
    hers = Client()
    scene.she_signs_in(hers)
    said = {"oldpassword": PASSWORD, "password1": "hers alone, and new", "password2": "hers alone, and new"}
    _with_her_key(scene, lambda: hers.post("/account/password/change/", said))


def cookie_after_she_ended_the_others(scene: Scene) -> None:
    """The same after she signed out everywhere else."""
    hers = Client()
    scene.she_signs_in(hers)
    _with_her_key(scene, lambda: hers.post("/devices/sign-out-others/"))


def planted_key(scene: Scene) -> None:
    """Put a key into her browser before she signs in, and use it afterwards."""
    scene.own.get(PASSKEY, headers={"Accept": "application/json"})
    scene.phone.cookies["session"] = scene.own.cookies["session"].value
    scene.she_signs_in(scene.phone)


def open_phone_turns_safer_off(scene: Scene) -> None:
    """Take the phone while she is signed in, turn Safer mode off, then use her mail."""
    _left_open(scene)
    scene.phone.post("/safer/", {"proof": "a guess of his"})
    scene.use_mail()


def open_phone_changes_contact(scene: Scene) -> None:
    """The same on the page that asks how she may be reached."""
    _left_open(scene)
    url = f"/e/{scene.world.episode_id}/begin/to/contact/"
    said = {
        "channel": "email",
        "hours": "any",
        "message": "yes",
        "named": "yes",
        "seen": "no",
        "checks": "nobody",
    }
    scene.phone.post(url, said)
    scene.use_mail()


def open_phone_adds_a_passkey(scene: Scene) -> None:
    """The same, and give oneself a passkey."""
    _left_open(scene)
    page = scene.phone.get("/account/2fa/webauthn/add/")
    if page.status_code == 200:
        credential = scene.key.create(page.context["js_data"]["creation_options"])
        scene.phone.post("/account/2fa/webauthn/add/", {"credential": credential, "name": ""})
        _by_passkey(scene)


def open_phone_changes_the_password(scene: Scene) -> None:
    """The same, and choose a new password without the one she has."""
    _left_open(scene)
    for url in ("/account/password/change/", "/account/password/set/"):
        scene.phone.post(url, {"oldpassword": "", "password1": NEW, "password2": NEW})
    sign_in(scene.own, "cleo", NEW)


def common_passwords(scene: Scene) -> None:
    """Guess what people choose."""
    for word in (
        "password",
        "123456789012345",
        "passwordpassword",
        "iloveyouiloveyou",
        "cleo@cast.example",
    ) * 4:
        scene.own.post(LOGIN, {"login": EMAIL, "password": word})


def _safer(scene: Scene, on: bool = True) -> None:
    Member.objects.filter(pk=scene.cleo.pk).update(safer=on)


def _left_open(scene: Scene) -> None:
    """Let her sign in, and leave the phone more than five minutes later, having used it all along."""
    scene.she_signs_in(scene.phone)
    for _ in range(2):
        scene.wait(minutes=3)
        scene.enters(scene.phone)


def _with_her_key(scene: Scene, then: Callable[[], Any]) -> None:
    scene.she_signs_in(scene.phone)
    scene.own.cookies["session"] = scene.phone.cookies["session"].value
    then()


WAYS: tuple[Callable[[Scene], None], ...] = (
    code_by_mail, code_by_mail_with_her_app, code_from_before, link_by_mail, link_from_before, passkey_alone,
    passkey_from_before, app_alone, codes_to_keep_alone, paper_at_once, paper_cancelled, paper_used, paper_too_old,
    paper_guessed, cookie_after_sign_out, cookie_after_leaving_fast, cookie_after_five_minutes,
    cookie_after_a_new_password, cookie_after_she_ended_the_others, planted_key, open_phone_turns_safer_off,
    open_phone_changes_contact, open_phone_adds_a_passkey, open_phone_changes_the_password, common_passwords,
)  # fmt: skip


@contextmanager
def staged(prepare: Callable[[World], None] | None = None) -> Iterator[World]:
    """Yield the cast in a database of their own, with real commits, made ready by `prepare`."""
    worlds: list[World] = []
    template = make_template(lambda: worlds.append(build()))
    with fresh_copy(template), using_practice(worlds[0].practice_id):
        if prepare:
            prepare(worlds[0])
        yield worlds[0]


def try_ways(world: World, ways: Sequence[Callable[[Scene], None]], only: Collection[str] = ()) -> list[str]:
    """Try each way, or `only` those named, from the same beginning. Returns the names of those that let somebody in."""
    entries = []
    for way in ways:
        if only and way.__name__ not in only:
            continue
        entered = _tried(world, way)
        entries += [way.__name__] * entered
        print(f"  {way.__name__.replace('_', ' '):<40} {'GOT IN' if entered else 'no entry'}")
    return entries


def _tried(world: World, way: Callable[[Scene], None]) -> bool:
    cache.clear()
    mail.outbox.clear()
    with transaction.atomic(), time_machine.travel(START) as clock:
        scene = Scene(world, clock)
        _safer(scene)
        way(scene)
        entered = scene.enters(scene.own)
        transaction.set_rollback(True)
    return entered
