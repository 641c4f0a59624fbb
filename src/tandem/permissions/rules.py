"""The only place where it is decided who may do what. Readable by a client, a supervisor or a lawyer.

Source of every row: the access matrix of the design (roles by kinds of information). What is not
listed is refused. A refusal that the person may know about carries its reason; any other looks
exactly like a page that does not exist.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from tandem.permissions.sharing import NOTHING_CHOSEN, Crossing, Sharing


class Role(StrEnum):
    """What a person is in a practice, or on one client's care team."""

    CLIENT = "client"
    PEER = "peer"
    THERAPIST = "therapist"
    PEER_SUPERVISOR = "peer_supervisor"
    CLINICAL_SUPERVISOR = "clinical_supervisor"
    ON_CALL = "on_call"
    LEAD = "lead"
    FRONT_DESK = "front_desk"
    BILLER = "biller"
    ADMIN = "admin"


# Who may open a client's page when nobody of the team can be reached: trust page, 4.6. Whoever stands in for a
# therapist is on the team already; peers, front desk and admins never may.
IN_EMERGENCY = frozenset({Role.ON_CALL, Role.CLINICAL_SUPERVISOR})
HELPERS = frozenset({Role.THERAPIST, Role.PEER})
TEAM = HELPERS | {Role.CLIENT}


class Kind(StrEnum):
    """What a client can share, or keep, one by one."""

    CHECK_WORD = "check_word"  # "all well" or "worth a talk", never a number
    CHECK_ANSWERS = "check_answers"  # the numbers, the choice and the line
    CARD_LINE = "card_line"  # one line of a helper's card for the other helper
    GOAL = "goal"  # shared from the start; the client may hide one from the peer
    POINT = "point"  # what the client wants a helper to know, in their words
    HOPES = "hopes"  # what the client has tried, and what would make it worth coming back for


class Act(StrEnum):
    """What a person may do inside one client's episode."""

    SEE_EPISODE = "see_episode"
    SEE_APPOINTMENTS = "see_appointments"
    BOOK = "book"
    NOTE_OUTCOME = "note_outcome"
    SEE_GOALS = "see_goals"
    CHANGE_GOALS = "change_goals"
    HIDE_GOAL = "hide_goal"
    ANSWER_CHECK = "answer_check"
    CHANGE_CHECK_WISH = "change_check_wish"
    HAND_OVER_CHECK = "hand_over_check"
    WRITE_CARD = "write_card"
    SEE_VIEWS = "see_views"
    CHOOSE_DIFFERENCE = "choose_difference"
    CHOOSE_LINE = "choose_line"
    READ_CHECK_WORD = "read_check_word"
    READ_CHECK_ANSWERS = "read_check_answers"
    ACKNOWLEDGE_RELAY = "acknowledge_relay"
    SEE_POINTS = "see_points"
    SEND_POINT = "send_point"
    READ_POINT = "read_point"
    ANSWER_POINT = "answer_point"
    WITHDRAW_POINT = "withdraw_point"
    DRAFT_POINT = "draft_point"
    TAKE_BACK_DRAFT = "take_back_draft"
    SEE_TOPICS = "see_topics"
    CHOOSE_TOPICS = "choose_topics"
    EXPLAIN = "explain"
    ASK_REVIEW = "ask_review"
    ANSWER_REVIEW = "answer_review"
    NOTICE = "notice"
    TAKE_BACK_NOTICED = "take_back_noticed"
    SEE_CONSENTS = "see_consents"
    CHOOSE_CONSENT = "choose_consent"
    NOTE_SPOKEN_YES = "note_spoken_yes"
    INTRODUCE = "introduce"
    CHOOSE_BEGINNING = "choose_beginning"
    SEE_RIGHTS = "see_rights"
    SEE_HISTORY = "see_history"
    SEE_SO_FAR = "see_so_far"
    INVITE_CLIENT = "invite_client"
    GIVE_PAPER_CODE = "give_paper_code"
    SEE_SHARING = "see_sharing"
    CHANGE_SHARING = "change_sharing"
    SEE_WHO = "see_who"
    SHOW_OR_HIDE = "show_or_hide"
    SEE_LOOKS = "see_looks"
    CHANGE_TEAM = "change_team"
    ASK_ANOTHER = "ask_another"
    MARK_PART2 = "mark_part2"
    BEGIN = "begin"
    HAND_OVER_BEGIN = "hand_over_begin"
    SEE_BEGINNING = "see_beginning"
    READ_HOPES = "read_hopes"
    ANSWER_HOPES = "answer_hopes"
    WITHDRAW_HOPES = "withdraw_hopes"
    SEE_IN_EMERGENCY = "see_in_emergency"
    HAND_OVER_RECORD = "hand_over_record"


class PracticeAct(StrEnum):
    """What a person may do in a practice, outside any client's episode."""

    SEE_TODAY = "see_today"
    CHANGE_OWN_SETTINGS = "change_own_settings"
    SEE_CASELOAD = "see_caseload"
    SEE_DAY_SHEET = "see_day_sheet"
    HEAR_OF_NEWS = "hear_of_news"
    START_EPISODES = "start_episodes"
    BRING_IN_CASELOAD = "bring_in_caseload"
    SEE_PEOPLE = "see_people"
    INVITE = "invite"
    CHANGE_ROLES = "change_roles"
    HELP_IN = "help_in"
    CHANGE_CALENDAR = "change_calendar"
    NAME_OUTSIDE_PERSON = "name_outside_person"
    SEE_ALL_RIGHTS = "see_all_rights"
    CHANGE_OWN_PROFILE = "change_own_profile"
    BEGIN_HELPING = "begin_helping"
    OPEN_IN_EMERGENCY = "open_in_emergency"
    REVIEW_EMERGENCIES = "review_emergencies"
    SEE_UNUSUAL = "see_unusual"
    ANSWER_UNUSUAL = "answer_unusual"
    SEE_OWN_RECORD = "see_own_record"
    KEEP_RECORDS = "keep_records"
    CONFIRM_REMOVAL = "confirm_removal"
    TAKE_OWN = "take_own"


class Refusal(StrEnum):
    """Why not. The last three are shown to the person; the first two look like a page that is not there."""

    NOT_YOURS = "not_yours"
    NOT_SHARED = "not_shared"
    KEPT_APART = "kept_apart"
    PAUSED = "paused"
    CLOSED = "closed"

    @property
    def may_be_known(self) -> bool:
        """Return whether the person has a right to know that the thing exists."""
        return self in (Refusal.KEPT_APART, Refusal.PAUSED, Refusal.CLOSED)


class Basis(StrEnum):
    """Why somebody may see what they opened, as it is kept with each look."""

    TEAM = "team"
    COVER = "cover"  # on the team for a while, for somebody who is away
    EMERGENCY = "emergency"  # nobody of the team could be reached
    PRACTICE = "practice"  # by a role in the practice, whoever the client is


@dataclass(frozen=True)
class Terms:
    """What one act needs: a role on the team, perhaps something shared, perhaps an open episode.

    `crosses` is for helpers: what the client must let cross between them.
    """

    roles: frozenset[Role]
    needs: Kind | None = None
    only_open: bool = False
    crosses: Crossing | None = None
    emergency: bool = False  # for somebody who said that it is one, and for nobody else


@dataclass(frozen=True)
class Standing:
    """Where one person stands towards one episode, right now.

    `shared` holds the kinds that are shared with this person *for the thing asked about*, `sharing` what
    crosses to this person without asking; the client needs nothing shared to see what is theirs.
    `paused` is a helper with whom the client has stopped meeting for a while.
    """

    role: Role
    open: bool = True
    shared: frozenset[Kind] = field(default_factory=frozenset)
    sharing: Sharing = NOTHING_CHOSEN
    paused: bool = False
    basis: Basis = Basis.TEAM

    def lets(self, crossing: Crossing) -> bool:
        """Return whether `crossing` reaches this person: to the client everything does."""
        return self.role is Role.CLIENT or self.sharing.lets(crossing)


TERMS: dict[Act, Terms] = {
    Act.SEE_EPISODE: Terms(TEAM),
    Act.SEE_APPOINTMENTS: Terms(TEAM),
    Act.BOOK: Terms(HELPERS, only_open=True),
    Act.NOTE_OUTCOME: Terms(HELPERS, only_open=True),
    Act.SEE_GOALS: Terms(TEAM),
    Act.CHANGE_GOALS: Terms(frozenset({Role.CLIENT}), only_open=True),
    Act.HIDE_GOAL: Terms(frozenset({Role.CLIENT})),
    Act.ANSWER_CHECK: Terms(frozenset({Role.CLIENT}), only_open=True),
    Act.CHANGE_CHECK_WISH: Terms(frozenset({Role.CLIENT}), only_open=True),
    Act.HAND_OVER_CHECK: Terms(HELPERS, only_open=True),
    Act.WRITE_CARD: Terms(HELPERS, only_open=True),
    Act.SEE_VIEWS: Terms(frozenset({Role.CLIENT})),
    Act.CHOOSE_DIFFERENCE: Terms(frozenset({Role.CLIENT}), only_open=True),
    Act.CHOOSE_LINE: Terms(TEAM, only_open=True),  # a helper only for the client who sits beside them
    Act.READ_CHECK_WORD: Terms(TEAM, needs=Kind.CHECK_WORD),
    Act.READ_CHECK_ANSWERS: Terms(TEAM, needs=Kind.CHECK_ANSWERS),
    Act.ACKNOWLEDGE_RELAY: Terms(HELPERS, needs=Kind.CHECK_WORD),
    Act.SEE_POINTS: Terms(TEAM),  # the client all, a helper those that were opened to them
    Act.SEND_POINT: Terms(frozenset({Role.CLIENT}), only_open=True),
    Act.READ_POINT: Terms(TEAM, needs=Kind.POINT),
    Act.ANSWER_POINT: Terms(HELPERS, needs=Kind.POINT),
    Act.WITHDRAW_POINT: Terms(frozenset({Role.CLIENT})),  # also what was never sent
    Act.DRAFT_POINT: Terms(frozenset({Role.PEER}), only_open=True),  # with the client, who decides
    Act.TAKE_BACK_DRAFT: Terms(frozenset({Role.PEER})),  # their own, as long as the client has not decided
    Act.SEE_TOPICS: Terms(TEAM),  # a helper only whether each is open
    Act.CHOOSE_TOPICS: Terms(frozenset({Role.CLIENT}), only_open=True),  # never begun by a helper
    Act.EXPLAIN: Terms(frozenset({Role.PEER}), only_open=True),  # under a topic that the client opened
    Act.ASK_REVIEW: Terms(HELPERS, only_open=True, crosses=Crossing.EARLY_REVIEW),
    Act.ANSWER_REVIEW: Terms(frozenset({Role.CLIENT}), only_open=True),
    Act.NOTICE: Terms(frozenset({Role.PEER}), only_open=True),  # with the client, who says whether it is so
    Act.TAKE_BACK_NOTICED: Terms(frozenset({Role.CLIENT})),
    Act.SEE_CONSENTS: Terms(TEAM),  # the client all, a helper what is in force
    Act.CHOOSE_CONSENT: Terms(frozenset({Role.CLIENT})),  # also taking back, after the end too
    Act.NOTE_SPOKEN_YES: Terms(frozenset({Role.THERAPIST}), only_open=True),  # to meeting the peer once
    Act.INTRODUCE: Terms(HELPERS, only_open=True),  # with the client, who says yes or not now
    Act.CHOOSE_BEGINNING: Terms(frozenset({Role.CLIENT}), only_open=True),  # whether the peer joins it
    Act.SEE_RIGHTS: Terms(frozenset({Role.CLIENT})),
    Act.SEE_HISTORY: Terms(frozenset({Role.CLIENT, Role.THERAPIST})),
    Act.SEE_SO_FAR: Terms(TEAM),  # the client all of theirs, a helper each thing that its own page shows them
    Act.INVITE_CLIENT: Terms(HELPERS, only_open=True),
    Act.GIVE_PAPER_CODE: Terms(HELPERS, only_open=True),  # in person; it works after a day
    Act.SEE_SHARING: Terms(TEAM),  # a helper what is in force towards them
    Act.CHANGE_SHARING: Terms(frozenset({Role.CLIENT})),
    Act.SEE_WHO: Terms(frozenset({Role.CLIENT})),
    Act.SHOW_OR_HIDE: Terms(frozenset({Role.CLIENT})),
    Act.SEE_LOOKS: Terms(frozenset({Role.CLIENT})),
    Act.CHANGE_TEAM: Terms(frozenset({Role.CLIENT})),
    Act.ASK_ANOTHER: Terms(frozenset({Role.CLIENT}), only_open=True),  # another helper in a role
    Act.MARK_PART2: Terms(frozenset({Role.THERAPIST})),  # also after the end: the record can still leave
    Act.BEGIN: Terms(
        frozenset({Role.CLIENT}), only_open=True
    ),  # signed in, or by a link on a device handed over
    Act.HAND_OVER_BEGIN: Terms(HELPERS, only_open=True),
    Act.SEE_BEGINNING: Terms(frozenset({Role.CLIENT})),  # what they said at the start, and how to reach them
    Act.READ_HOPES: Terms(TEAM, needs=Kind.HOPES),
    Act.ANSWER_HOPES: Terms(HELPERS, needs=Kind.HOPES),
    Act.WITHDRAW_HOPES: Terms(frozenset({Role.CLIENT})),
    Act.HAND_OVER_RECORD: Terms(
        HELPERS
    ),  # the client asked for it and types their password, beside the helper
    Act.SEE_IN_EMERGENCY: Terms(IN_EMERGENCY, emergency=True),  # one page, for an hour; the client is told
}

STAFF = frozenset(Role) - {Role.CLIENT}

PRACTICE_TERMS: dict[PracticeAct, frozenset[Role]] = {
    PracticeAct.SEE_TODAY: frozenset(Role),
    PracticeAct.CHANGE_OWN_SETTINGS: frozenset(Role),
    PracticeAct.SEE_CASELOAD: HELPERS,
    PracticeAct.HEAR_OF_NEWS: HELPERS,  # that something came, never what or from whom
    PracticeAct.SEE_DAY_SHEET: frozenset({Role.FRONT_DESK}),  # names, times, and how each may be reached
    PracticeAct.START_EPISODES: frozenset({Role.LEAD}),
    PracticeAct.BRING_IN_CASELOAD: frozenset({Role.LEAD}),
    PracticeAct.SEE_PEOPLE: frozenset({Role.LEAD, Role.ADMIN}),
    PracticeAct.INVITE: frozenset({Role.LEAD, Role.ADMIN}),
    PracticeAct.CHANGE_ROLES: frozenset({Role.LEAD, Role.ADMIN}),  # never a care role for oneself
    PracticeAct.HELP_IN: frozenset({Role.LEAD, Role.ADMIN}),  # start a colleague's reset, never know it
    PracticeAct.CHANGE_CALENDAR: frozenset({Role.LEAD, Role.ADMIN}),
    PracticeAct.NAME_OUTSIDE_PERSON: frozenset({Role.LEAD, Role.ADMIN}),
    PracticeAct.SEE_ALL_RIGHTS: frozenset(Role),  # what a client may do is no secret
    PracticeAct.CHANGE_OWN_PROFILE: HELPERS,  # two lines about themselves, as a client reads them
    PracticeAct.BEGIN_HELPING: HELPERS,  # a helper's own first ten minutes; nothing about a client
    PracticeAct.OPEN_IN_EMERGENCY: IN_EMERGENCY,  # with a reason; read by the client, the lead and a reviewer
    PracticeAct.REVIEW_EMERGENCIES: frozenset({Role.LEAD, Role.CLINICAL_SUPERVISOR}),  # never one's own
    PracticeAct.SEE_UNUSUAL: frozenset({Role.LEAD}),  # of staff, never with a client's name
    PracticeAct.ANSWER_UNUSUAL: STAFF,  # each their own
    PracticeAct.SEE_OWN_RECORD: frozenset({Role.CLIENT}),  # read it, take it along, ask about it
    PracticeAct.KEEP_RECORDS: frozenset(
        {Role.LEAD}
    ),  # requests, holds, what left the practice; no words of the record
    PracticeAct.CONFIRM_REMOVAL: frozenset({Role.LEAD, Role.CLINICAL_SUPERVISOR}),  # two different people
    PracticeAct.TAKE_OWN: HELPERS,  # what they wrote about themselves
}


def refusal(standing: Standing | None, act: Act) -> Refusal | None:
    """Return why this person may not do `act`, or None when they may.

    `standing` is None for anybody without a place on the episode's team.
    """
    terms = TERMS[act]
    if standing is None or standing.role not in terms.roles:
        return Refusal.NOT_YOURS
    if terms.emergency != (standing.basis is Basis.EMERGENCY):
        return Refusal.NOT_YOURS
    if standing.paused:
        return Refusal.PAUSED
    if terms.needs and standing.role is not Role.CLIENT and terms.needs not in standing.shared:
        return Refusal.NOT_SHARED
    if terms.only_open and not standing.open:
        return Refusal.CLOSED
    if terms.crosses and not standing.lets(terms.crosses):
        return Refusal.KEPT_APART
    return None


def may_in_practice(roles: Collection[str], act: PracticeAct) -> bool:
    """Return whether somebody with these roles in the practice may do `act` there."""
    return any(role in PRACTICE_TERMS[act] for role in roles)
