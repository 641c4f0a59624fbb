"""What somebody has to get in with: an app's codes, a browser that nobody has signed in with."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

from tandem.people.models import User
from tandem.sign_ins.letters import send_letters
from tests.cast import PASSWORD

LOGIN, SECOND, CODE, CONFIRM = (
    "/account/login/", "/account/2fa/authenticate/", "/account/login/code/", "/account/login/code/confirm/",
)  # fmt: skip
RESET, APP = "/account/password/reset/", "/account/2fa/totp/activate/"


def an_app(user: User) -> str:
    """Give an account an app; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str, later: int = 0) -> str:
    """Return what the app shows now, or so many seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time() + later) // 30))


def sign_in(browser: Client, name: str, password: str = PASSWORD) -> Any:
    """Type an address and a password."""
    return browser.post(LOGIN, {"login": f"{name}@cast.example", "password": password})


def sent(mailoutbox: list[Any]) -> list[Any]:
    """Return every mail, the ones that waited too."""
    send_letters(at=timezone.now())
    return mailoutbox
