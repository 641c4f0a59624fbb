"""Pages about accounts and people."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.people import actions, queries
from tandem.people.asked import MemberRequest
from tandem.people.forms import PasswordForm, PracticeChoiceForm, ProfileForm, SettingsForm
from tandem.people.gate import as_member
from tandem.people.links import read_link
from tandem.people.sessions import USED, begin
from tandem.people.words import role_name
from tandem.permissions.rules import HELPERS, PracticeAct, Role
from tandem.tenancy.current import using_practice


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def settings_page(request: MemberRequest) -> HttpResponse:
    """Show and change one's own language and time zone."""
    member = request.member
    kept = {"language": member.language, "time_zone": member.time_zone}
    form = SettingsForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.change_settings(member=member, at=timezone.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return redirect("settings")
    several = len(queries.belongings(request.user)) > 1
    context = {"form": form, "several": several, "helps": bool(request.roles & HELPERS)}
    return render(request, "people/settings.html", context, status=_status(form))


@as_member(PracticeAct.CHANGE_OWN_SETTINGS)
def switch(request: MemberRequest) -> HttpResponse:
    """Choose which practice to work in."""
    belongings = queries.belongings(request.user)
    current = {"belonging": request.session.get("belonging")}
    form = PracticeChoiceForm(request.POST or None, initial=current, belongings=belongings)
    if request.method == "POST" and form.is_valid():
        request.session["belonging"] = form.cleaned_data["belonging"]
        rotate_token(request)  # a form that is still open in another tab would be kept in the wrong practice
        return redirect("today")
    return render(request, "people/switch.html", {"form": form}, status=_status(form))


@as_member(PracticeAct.CHANGE_OWN_PROFILE)
def profile(request: MemberRequest) -> HttpResponse:
    """Write two lines about oneself, and see them as a client does."""
    kept = queries.profile(request.member)
    lines = {"line_one": kept.line_one, "line_two": kept.line_two} if kept else {}
    form = ProfileForm(request.POST if request.method == "POST" else None, initial=lines)
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data
        if request.POST.get("go") != "preview":
            actions.set_profile(member=request.member, at=timezone.now(), **lines)
            messages.success(request, _("Saved. Your clients read this."))
            return redirect("profile")
    role = Role.THERAPIST if Role.THERAPIST in request.roles else Role.PEER
    context = {"form": form, "lines": lines, "role": role.value, "role_name": role_name(role)}
    return render(request, "people/profile.html", context, status=_status(form))


@as_member(PracticeAct.SEE_PEOPLE)
@require_GET
def people(request: MemberRequest) -> HttpResponse:
    """List everyone who works in the practice."""
    roster = queries.roster(role for role in Role if role is not Role.CLIENT)
    for entry in roster:
        entry["roles"].sort(key=list(Role).index)
        entry["role_names"] = [role_name(role) for role in entry["roles"]]
    return render(request, "people/people.html", {"roster": roster})


def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person make their account, or join it to the one they are signed in with."""
    link = read_link(token)
    if link is None:
        return _spent(request)
    with using_practice(link.practice_id):
        invitation = queries.open_invitation(link.secret_hash, timezone.now())
        if invitation is None:
            return _spent(request)
        with translation.override(invitation.member.language):
            return _welcome(request, invitation)


def _welcome(request: HttpRequest, invitation: Any) -> HttpResponse:
    account = request.user if request.user.is_authenticated else None
    if account is None and queries.account(invitation.member.email):
        return render(request, "people/invited_sign_in.html", {"invitation": invitation})
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and (account or form.is_valid()):
        try:
            user = actions.accept_invitation(
                secret_hash=invitation.secret_hash,
                password=None if account else form.cleaned_data["password"],
                account=account,
                at=timezone.now(),
            )
        except actions.LinkSpent:
            return _spent(request)
        except actions.AlreadyHere:
            messages.error(request, _("This account is already in this practice."))
            return redirect("today")
        if account is None:
            login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
            begin(request, proven=True, second_factor=False)
        return redirect("today")
    context = {"form": form, "invitation": invitation, "account": account}
    return render(request, "people/invited.html", context, status=_status(form))


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_spent.html", status=410)


def _status(form: Any) -> int:
    return 422 if form.errors else 200


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out at once and lead somewhere harmless."""
    logout(request)
    response = HttpResponse(status=303)
    response["Location"] = settings.TANDEM_EXIT_URL
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'  # also where nobody was signed in
    return response


@require_GET
def stay(request: HttpRequest) -> HttpResponse:
    """Keep a session that its person is still using."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    request.session[USED] = int(timezone.now().timestamp())
    return HttpResponse(status=204)
