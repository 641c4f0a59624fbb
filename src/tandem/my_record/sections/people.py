"""Who the client is, how to reach them, and what was sent to them."""

from django.utils.translation import gettext_lazy as _

from tandem.care.models import OutsidePerson, TeamMember
from tandem.my_record.rows import Field, Of, Section
from tandem.my_record.words import LANGUAGES, MESSAGES, PRACTICE_ROLES, SEEN, ZONES
from tandem.notifications.models import Notice
from tandem.people.models import ContactWish, Identifier, Invitation, Member, Profile, RoleGrant, User
from tandem.people.words import CHANNELS, CHECKS, HOURS
from tandem.sign_ins.models import PaperCode
from tandem.tenancy.models import Practice


def _helpers(of: Of) -> list[object]:
    team = TeamMember.objects.filter(episode__in=of.episodes, ended_at=None)
    return list(team.values_list("member_id", flat=True))


SECTIONS = (
    Section(
        "you", _("You"), Member, lambda of: Member.objects.filter(pk=of.client.pk), "",
        (
            Field("name", _("Name")), Field("email", _("E-mail")), Field("phone", _("Phone")),
            Field("born_on", _("Born")), Field("died_on", _("Died")), Field("language", _("Language"), LANGUAGES),
            Field("time_zone", _("Time zone"), ZONES), Field("safer", _("Someone else may see your phone or mail")),
        ),
    ),
    Section(
        "practice", _("The practice"), Practice, lambda of: Practice.objects.filter(pk__in=[of.client.practice_id]), "",
        (Field("name", _("Name")), Field("language"), Field("time_zone")),
    ),
    Section(
        "account", _("Your sign-in"), User, lambda of: User.objects.filter(pk__in=[of.client.user_id]), "",
        (Field("email", _("E-mail")), Field("last_login", _("Last sign-in")), Field("is_active")),
    ),
    Section(
        "roles", _("What you are here"), RoleGrant, lambda of: RoleGrant.objects.filter(member=of.client),
        "started_at", (Field("role", _("Role"), PRACTICE_ROLES), Field("started_at", _("From")),
                       Field("ended_at", _("Until"))),
    ),
    Section(
        "other_names", _("What other systems call you"), Identifier,
        lambda of: Identifier.objects.filter(member=of.client), "",
        (Field("system", _("System")), Field("value", _("Number"))),
    ),
    Section(
        "contact", _("How we may reach you"), ContactWish,
        lambda of: ContactWish.objects.filter(member=of.client), "at",
        (
            Field("at", _("You said this")), Field("channel", _("How"), CHANNELS), Field("hours", _("When"), HOURS),
            Field("message", _("We may leave a message")), Field("named", _("We may say who we are")),
            Field("seen", _("Could someone else see it"), SEEN),
            Field("checks", _("Who may check on you"), CHECKS),
        ),
    ),
    Section(
        "helpers_about_themselves", _("What your helpers say of themselves"), Profile,
        lambda of: Profile.objects.filter(member__in=_helpers(of)), "at",
        (Field("member", _("Who")), Field("line_one", _("Line")), Field("line_two", _("Second line")), Field("at")),
    ),
    Section(
        "invitations", _("Links to sign in"), Invitation,
        lambda of: Invitation.objects.filter(member=of.client), "",
        (Field("expires_at", _("Good until")), Field("used_at", _("Used"))),
    ),
    Section(
        "paper_codes", _("Codes on paper to get in again"), PaperCode,
        lambda of: PaperCode.objects.filter(member=of.client), "made_at",
        (
            Field("given_by", _("From")), Field("made_at", _("Made")), Field("works_from", _("Works from")),
            Field("expires_at", _("Good until")), Field("ended_at", _("Ended")),
        ),
    ),
    Section(
        "messages", _("Messages sent to you"), Notice, lambda of: Notice.objects.filter(to=of.client), "made_at",
        (Field("template", _("Why"), MESSAGES), Field("made_at", _("Made")), Field("sent_at", _("Sent")),
         Field("attempts"), Field("gave_up_at", _("Not sent; we gave up"))),
    ),
    Section(
        "outside_person", _("Who hears complaints"), OutsidePerson,
        lambda of: OutsidePerson.objects.order_by("-at", "-id")[:1], "at",
        (Field("name", _("Name")), Field("what", _("What they are")), Field("phone", _("Phone")),
         Field("email", _("E-mail")), Field("at")),
    ),
)  # fmt: skip
