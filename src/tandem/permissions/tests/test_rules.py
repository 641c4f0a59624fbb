"""Who may do what: the whole table, written out by hand from the access matrix and read back."""

from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.permissions.rules import (
    HELPERS,
    Act,
    Basis,
    Kind,
    PracticeAct,
    Refusal,
    Role,
    Standing,
    may_in_practice,
    refusal,
)
from tandem.permissions.sharing import PRESETS, Crossing, Preset

# Columns: client, peer, therapist. Every other role has "-" on every line: what a client does with
# their helpers is nobody else's in this version.
#   -        looks like a page that is not there
#   yes      always, also after the end
#   open     while the episode is open; later the person is told that it has ended
#   word     once the client opened the word of this check to them
#   answers  once the client opened the answers of this check to them
#   point    once the client opened this point to them
#   hopes    once the client opened what they said at the start to them
#   cross    while the episode is open, unless the client keeps their helpers separate: then they are told so
# A helper with whom the client has paused is told that, whatever the line says, but for "-".
TABLE: dict[Act, tuple[str, str, str]] = {
    Act.SEE_EPISODE: ("yes", "yes", "yes"),
    Act.SEE_APPOINTMENTS: ("yes", "yes", "yes"),
    Act.BOOK: ("-", "open", "open"),
    Act.NOTE_OUTCOME: ("-", "open", "open"),
    Act.SEE_GOALS: ("yes", "yes", "yes"),
    Act.CHANGE_GOALS: ("open", "-", "-"),
    Act.HIDE_GOAL: ("yes", "-", "-"),
    Act.ANSWER_CHECK: ("open", "-", "-"),
    Act.CHANGE_CHECK_WISH: ("open", "-", "-"),
    Act.HAND_OVER_CHECK: ("-", "open", "open"),
    Act.WRITE_CARD: ("-", "open", "open"),
    Act.SEE_VIEWS: ("yes", "-", "-"),
    Act.CHOOSE_DIFFERENCE: ("open", "-", "-"),
    Act.CHOOSE_LINE: ("open", "open", "open"),
    Act.READ_CHECK_WORD: ("yes", "word", "word"),
    Act.READ_CHECK_ANSWERS: ("yes", "answers", "answers"),
    Act.ACKNOWLEDGE_RELAY: ("-", "word", "word"),
    Act.SEE_POINTS: ("yes", "yes", "yes"),
    Act.SEND_POINT: ("open", "-", "-"),
    Act.READ_POINT: ("yes", "point", "point"),
    Act.ANSWER_POINT: ("-", "point", "point"),
    Act.WITHDRAW_POINT: ("yes", "-", "-"),
    Act.DRAFT_POINT: ("-", "open", "-"),
    Act.TAKE_BACK_DRAFT: ("-", "yes", "-"),
    Act.SEE_TOPICS: ("yes", "yes", "yes"),
    Act.CHOOSE_TOPICS: ("open", "-", "-"),
    Act.EXPLAIN: ("-", "open", "-"),
    Act.ASK_REVIEW: ("-", "cross", "cross"),
    Act.ANSWER_REVIEW: ("open", "-", "-"),
    Act.NOTICE: ("-", "open", "-"),
    Act.TAKE_BACK_NOTICED: ("yes", "-", "-"),
    Act.SEE_CONSENTS: ("yes", "yes", "yes"),
    Act.CHOOSE_CONSENT: ("yes", "-", "-"),
    Act.NOTE_SPOKEN_YES: ("-", "-", "open"),
    Act.INTRODUCE: ("-", "open", "open"),
    Act.CHOOSE_BEGINNING: ("open", "-", "-"),
    Act.SEE_RIGHTS: ("yes", "-", "-"),
    Act.SEE_HISTORY: ("yes", "-", "yes"),
    Act.SEE_SO_FAR: ("yes", "yes", "yes"),
    Act.INVITE_CLIENT: ("-", "open", "open"),
    Act.GIVE_PAPER_CODE: ("-", "open", "open"),
    Act.SEE_SHARING: ("yes", "yes", "yes"),
    Act.CHANGE_SHARING: ("yes", "-", "-"),
    Act.SEE_WHO: ("yes", "-", "-"),
    Act.SHOW_OR_HIDE: ("yes", "-", "-"),
    Act.SEE_LOOKS: ("yes", "-", "-"),
    Act.CHANGE_TEAM: ("yes", "-", "-"),
    Act.ASK_ANOTHER: ("open", "-", "-"),
    Act.MARK_PART2: ("-", "-", "yes"),
    Act.BEGIN: ("open", "-", "-"),
    Act.HAND_OVER_BEGIN: ("-", "open", "open"),
    Act.SEE_BEGINNING: ("yes", "-", "-"),
    Act.READ_HOPES: ("yes", "hopes", "hopes"),
    Act.ANSWER_HOPES: ("-", "hopes", "hopes"),
    Act.WITHDRAW_HOPES: ("yes", "-", "-"),
    Act.HAND_OVER_RECORD: ("-", "yes", "yes"),
    Act.SEE_IN_EMERGENCY: ("-", "-", "-"),  # a place on the team, or a role, is not enough: see below
}
COLUMNS = (Role.CLIENT, Role.PEER, Role.THERAPIST)

# In the practice, outside any episode: the roles that may, all others may not.
EVERYBODY = "client peer therapist peer_supervisor clinical_supervisor on_call lead front_desk biller admin"
IN_PRACTICE: dict[PracticeAct, str] = {
    PracticeAct.SEE_TODAY: EVERYBODY,
    PracticeAct.CHANGE_OWN_SETTINGS: EVERYBODY,
    PracticeAct.SEE_CASELOAD: "peer therapist",
    PracticeAct.HEAR_OF_NEWS: "peer therapist",
    PracticeAct.CHANGE_OWN_PROFILE: "peer therapist",
    PracticeAct.OPEN_IN_EMERGENCY: "clinical_supervisor on_call",
    PracticeAct.REVIEW_EMERGENCIES: "clinical_supervisor lead",
    PracticeAct.SEE_UNUSUAL: "lead",
    PracticeAct.ANSWER_UNUSUAL: EVERYBODY.replace("client ", ""),
    PracticeAct.BEGIN_HELPING: "peer therapist",
    PracticeAct.SEE_DAY_SHEET: "front_desk",
    PracticeAct.START_EPISODES: "lead",
    PracticeAct.BRING_IN_CASELOAD: "lead",
    PracticeAct.SEE_PEOPLE: "lead admin",
    PracticeAct.INVITE: "lead admin",
    PracticeAct.CHANGE_ROLES: "lead admin",
    PracticeAct.HELP_IN: "lead admin",
    PracticeAct.CHANGE_CALENDAR: "lead admin",
    PracticeAct.NAME_OUTSIDE_PERSON: "lead admin",
    PracticeAct.SEE_ALL_RIGHTS: EVERYBODY,
    PracticeAct.SEE_OWN_RECORD: "client",
    PracticeAct.KEEP_RECORDS: "lead",
    PracticeAct.CONFIRM_REMOVAL: "clinical_supervisor lead",
    PracticeAct.TAKE_OWN: "peer therapist",
}
SHARED = [
    frozenset(some) for some in chain.from_iterable(combinations(Kind, n) for n in range(len(Kind) + 1))
]
READS = {Act.READ_CHECK_WORD, Act.READ_CHECK_ANSWERS, Act.READ_POINT, Act.READ_HOPES}


def expected(
    act: Act,
    role: Role,
    shared: frozenset[Kind],
    open_: bool,
    preset: Preset = Preset.ASK,
    paused: bool = False,
) -> Refusal | None:
    """Read one cell of the table above."""
    cell = TABLE[act][COLUMNS.index(role)] if role in COLUMNS else "-"
    opened = {
        "word": Kind.CHECK_WORD, "answers": Kind.CHECK_ANSWERS, "point": Kind.POINT, "hopes": Kind.HOPES,
    }  # fmt: skip
    needed = opened.get(cell)
    if cell == "-":
        return Refusal.NOT_YOURS
    if paused:
        return Refusal.PAUSED
    if needed and needed not in shared:
        return Refusal.NOT_SHARED
    if cell in ("open", "cross") and not open_:
        return Refusal.CLOSED
    return Refusal.KEPT_APART if cell == "cross" and preset is Preset.SEPARATE else None


def test_the_table_holds_every_act() -> None:
    assert set(TABLE) == set(Act)
    assert set(IN_PRACTICE) == set(PracticeAct)


@pytest.mark.parametrize("act", Act)
def test_each_act_is_for_those_whom_the_table_names(act: Act) -> None:
    wrong = [
        (role.value, sorted(shared), open_, preset, paused)
        for role, shared, open_, preset, paused in product(Role, SHARED, (True, False), Preset, (True, False))
        if not (paused and role is Role.CLIENT)
        and refusal(Standing(role, open_, shared, PRESETS[preset], paused), act)
        is not expected(act, role, shared, open_, preset if role is not Role.CLIENT else Preset.ASK, paused)
    ]
    assert wrong == []


@pytest.mark.parametrize("act", PracticeAct)
def test_each_practice_act_is_for_those_whom_the_table_names(act: PracticeAct) -> None:
    assert {role.value for role in Role if may_in_practice({role}, act)} == set(IN_PRACTICE[act].split())


@given(st.sampled_from(Act))
def test_nobody_without_a_place_on_the_team_may_do_anything(act: Act) -> None:
    assert refusal(None, act) is Refusal.NOT_YOURS


standings = st.builds(
    Standing,
    role=st.sampled_from(Role),
    open=st.booleans(),
    shared=st.frozensets(st.sampled_from(Kind)),
)


@given(standings, st.sampled_from(Act), st.frozensets(st.sampled_from(Kind)))
def test_what_is_shared_makes_no_difference_to_the_client(
    standing: Standing, act: Act, other: frozenset[Kind]
) -> None:
    client = Standing(Role.CLIENT, standing.open, standing.shared)

    assert refusal(client, act) == refusal(Standing(Role.CLIENT, standing.open, other), act)


@given(st.frozensets(st.sampled_from(Kind)), st.sampled_from(sorted(READS)), st.booleans())
def test_the_client_reads_what_they_said_whatever_is_shared(
    shared: frozenset[Kind], act: Act, open_: bool
) -> None:
    assert refusal(Standing(Role.CLIENT, open_, shared), act) is None


@given(standings, st.sampled_from(Act))
def test_sharing_less_never_opens_more(standing: Standing, act: Act) -> None:
    if refusal(standing, act):
        nothing = Standing(standing.role, standing.open, frozenset())
        assert refusal(nothing, act) is not None


@given(standings, st.sampled_from(Act))
def test_an_end_never_opens_anything(standing: Standing, act: Act) -> None:
    ended = Standing(standing.role, False, standing.shared)
    if refusal(ended, act) is None:
        assert refusal(Standing(standing.role, True, standing.shared), act) is None


@given(standings, st.sampled_from(Act))
def test_only_an_end_is_ever_told(standing: Standing, act: Act) -> None:
    why = refusal(standing, act)
    if why and why.may_be_known:
        assert standing.role in TABLE_ROLES
        assert not standing.open


TABLE_ROLES = set(COLUMNS)


def test_running_the_practice_opens_no_client() -> None:
    practice = set(Role) - HELPERS - {Role.CLIENT}
    opened = [
        (role, act)
        for role, act, shared in product(practice, Act, SHARED)
        if refusal(Standing(role, True, shared), act) is None
    ]
    assert opened == []


def test_an_emergency_opens_one_page_to_two_roles_and_nothing_else() -> None:
    opened = {
        (role.value, act)
        for role, act, open_ in product(Role, Act, (True, False))
        if refusal(Standing(role, open_, SHARED[-1], PRESETS[Preset.OPEN], basis=Basis.EMERGENCY), act)
        is None
    }
    assert opened == {(role, Act.SEE_IN_EMERGENCY) for role in ("on_call", "clinical_supervisor")}


@pytest.mark.parametrize("role", Role)
def test_kept_separate_everything_crosses_to_the_client_alone(role: Role) -> None:
    standing = Standing(role, sharing=PRESETS[Preset.SEPARATE])

    assert {standing.lets(one) for one in Crossing} == {role is Role.CLIENT}


def test_no_roles_allow_nothing() -> None:
    assert not any(may_in_practice(frozenset(), act) for act in PracticeAct)


def test_what_may_be_known_and_how_somebody_stands_unless_said() -> None:
    assert {one for one in Refusal if one.may_be_known} == {
        Refusal.KEPT_APART,
        Refusal.PAUSED,
        Refusal.CLOSED,
    }
    assert Standing(Role.PEER).basis is Basis.TEAM
