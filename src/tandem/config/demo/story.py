"""Who is in the demonstration, and what happened to each. Nobody here is real.

A client's weeks are told oldest first, one letter for each weekly therapy meeting: A attended,
L late, C cancelled, M missed. `heard` are the client's numbers for the meetings that took place,
None where nothing was answered; "?" is a meeting that nobody has said anything about yet.
"""

from dataclasses import dataclass, field

PRACTICE = "Harbor Lane (demonstration)"
OUTSIDE = {  # whom complaints go to
    "name": "Imre Castellane",
    "what": "Speaks for people in care, at the invented Harbor County",
    "phone": "555-0142",
    "email": "imre@demo.example",
}
PASSWORD = "walking-together-1"  # noqa: S105  only ever for the demonstration on this machine


@dataclass(frozen=True)
class Helper:
    """Somebody who works in the practice."""

    key: str
    name: str
    roles: tuple[str, ...]
    lines: tuple[str, str] | None = None  # what clients read about them


@dataclass(frozen=True)
class Said:
    """What a client said about one meeting, counted from the first, and what came of it."""

    meeting: int
    off: str
    line: str
    to: tuple[str, ...]
    level: str = "answers"
    reply: str = ""


@dataclass(frozen=True)
class Wrote:
    """What a therapist put on their card about one meeting, counted from the first."""

    meeting: int
    guess: int | None = None
    step: str = ""
    matters: str = ""
    wrong: str = ""
    own_side: str = ""
    for_other: str = ""


@dataclass(frozen=True)
class Told:
    """A point the client sent after a meeting, counted from the first: words, way, to whom, and what came of it."""

    meeting: int
    words: str
    way: str
    to: str
    outcome: str = ""


@dataclass(frozen=True)
class WithPeer:
    """What came of a meeting with the peer, named by the number of the therapy meeting before it.

    The client opened topics, the peer explained something under the first; the client said yes to what the peer
    noticed, and to looking back together.
    """

    meeting: int
    topics: tuple[str, ...]
    explained: str
    noticed: str


@dataclass(frozen=True)
class Client:
    """A client, their helpers and their weeks."""

    key: str
    name: str
    born: str
    therapist: str = ""
    peer: str = ""
    weeks: str = ""
    heard: tuple[int | None, ...] = ()
    goals: tuple[str, ...] = ()
    said: tuple[Said, ...] = field(default_factory=tuple)
    language: str = "en"
    cards: tuple[Wrote, ...] = ()
    told: tuple[Told, ...] = ()
    with_peer: WithPeer | None = None
    hopes: tuple[str, str] | None = None  # what they tried, and what would make it worth coming back for
    covered_by: str = ""  # a therapist who covers for now
    wishes: str = ""  # the role in which they would like another helper


HELPERS = (
    Helper(
        "lind",
        "Dr. Amara Lind",
        ("therapist", "on_call"),
        ("I like small steps that hold.", "Tell me when I go too fast; I would rather know."),
    ),
    Helper(
        "jo",
        "Jo Marbury",
        ("peer",),
        ("I could not take a bus for two years. Now I do.", "Ask me anything. I may pass."),
    ),
    Helper("brook", "Dr. Tomas Brook", ("therapist",)),
    Helper("mika", "Mika Sol", ("peer",)),
    Helper("vale", "Dr. Ines Vale", ("therapist", "on_call")),
    Helper("finch", "Nora Finchley", ("peer_supervisor",)),
    Helper("quill", "Pat Quillan", ("lead", "admin")),
    Helper("marsh", "Lee Marshall-Webb", ("front_desk",)),
)

CLIENTS = (
    Client(
        "rosa",
        "Rosa Mirel",
        "1988-04-12",
        "lind",
        "jo",
        "AAAAACAAAAA",
        (7, 6, 4, 6, 7, 8, 8, 9, 9, None),
        ("Get to the market once before spring.", "Sleep in my own bed."),
        (
            Said(
                3,
                "small",
                "I lost the thread when we talked about the form.",
                ("lind", "jo"),
                reply="Thank you. I went too fast. Next time starts with it.",
            ),
            Said(9, "no", "", ("lind",), level="word", reply=""),
        ),
        cards=(
            Wrote(3, 8, "Fill in the form at home.", "To get the form done.", "I may have rushed."),
            Wrote(
                9,
                8,
                "Walk to the market’s gate.",
                "That her week was her own.",
                own_side="I promised to start on time.",
            ),
        ),
        with_peer=WithPeer(
            10,
            ("words", "homework"),
            "Where Rosa grew up one says “fine” first, to be polite. Ask a second time.",
            "You laughed when you told me about the market.",
        ),
    ),
    Client(
        "devon",
        "Devon Kade",
        "1995-09-30",
        "lind",
        "jo",
        "AA?",
        (6, None),
        ("Take the bus again.",),
    ),
    Client(
        "sam",
        "Sam Tolliver",
        "1979-01-08",
        "lind",
        "jo",
        "AAMAALAA",
        (5, 6, 6, 7, 7, 8, 8),
        ("Fewer places that I avoid.",),
        (Said(8, "small", "I said yes to the plan but I was not sure.", ("lind",)),),
        cards=(
            Wrote(
                8,
                9,
                "Ride the lift to the second floor.",
                "That he is trusted to go at his own pace.",
                "I took his yes for a yes.",
                "I said that the plan can change at any time.",
                "Could you ride the lift with him once?",
            ),
        ),
        told=(Told(8, "I need a smaller first step than the lift.", "for_me", "lind"),),
    ),
    Client(
        "ana",
        "Ana Bravo Cielo",
        "1991-06-21",
        "lind",
        "jo",
        "AAAAA",
        (8, 8, 7, 9, 9),
        ("Hablar con mi hermana sin pelear.",),
        (
            Said(
                3,
                "small",
                "Me faltó una palabra en inglés y me quedé callada.",
                ("jo",),
                reply="Gracias, Ana. Lo miramos juntas el martes.",
            ),
            Said(5, "small", "", ("jo",), level="word"),
        ),
        language="es",
        covered_by="vale",
    ),
    Client(
        "kit",
        "Kit Larkspur",
        "1984-11-02",
        "brook",
        "mika",
        "AAAAAAAAAAAA",
        (6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 10),
        ("Play music with other people.",),
        (Said(12, "no", "", ("brook", "mika"), level="word"),),
    ),
    Client(
        "noor",
        "Noor Hadleigh",
        "1999-03-17",
        "brook",
        "mika",
        "AAAMAM",
        (7, 6, 5, 5),
        ("Hand in what I start.",),
        (
            Said(
                3,
                "yes",
                "It felt like a test.",
                ("mika",),
                reply="Glad you told me. Want to plan how to say it?",
            ),
        ),
        told=(
            Told(
                3,
                "Please ask me before you write while I talk.",
                "together",
                "brook",
                "I write after, not during.",
            ),
        ),
    ),
    Client(
        "bea",
        "Bea Winslow-Tarn",
        "1969-07-25",
        "brook",
        "mika",
        "ALA",
        (6, 7, 7),
        ("Feel safe at work.",),
        wishes="peer",
    ),
    Client(
        "otis",
        "Otis Grangeby",
        "1957-12-05",
        "brook",
        "mika",
        "AAACAAAAA",
        (5, 5, 6, 6, 7, 7, 8, 8),
        ("Call my son on Sundays.",),
        (Said(8, "no", "", ("brook",), level="answers"),),
    ),
    Client(
        "lena",
        "Lena Fairwether",
        "1990-02-14",
        "vale",
        "",
        "AAAAAAAACA",
        (7, 7, 8, 8, 8, 8, 9, 9, 9),
        ("Drive over the bridge.",),
    ),
    Client(
        "marco",
        "Marco Dellinger",
        "1982-08-19",
        "vale",
        "",
        "AAMA",
        (4, 5, 5),
        ("Be less tense at dinner.",),
        (Said(4, "small", "I did not know what to do at home.", ("vale",)),),
    ),
    Client("june", "June Alderlake", "2001-05-06", "vale", "", "A", (None,), ("Find out what I want.",)),
    Client(
        "wren",
        "Wren Hollis",
        "1986-02-28",
        "lind",
        "jo",
        hopes=(
            "Two groups and an app. In the groups I said nothing.",
            "To sleep without the radio on, and to be asked, not told.",
        ),
    ),
    Client("ray", "Ray Ashdowne", "1976-10-11"),
)

# Who looked at whom: how many hours ago, who, at what, and why they were not let in.
LOOKED = {
    "rosa": (
        (52, "lind", "see_episode", ""),
        (51.5, "lind", "see_goals", ""),
        (51.4, "lind", "see_goals", ""),
        (30, "jo", "see_points", ""),
        (29, "brook", "see_episode", "not_yours"),
        (3, "jo", "see_goals", ""),
    ),
}

# Who can be signed in as, and what to show them first.
SIGN_INS = (
    ("rosa", "client", "rosa@demo.example"),
    ("ana", "client, in Spanish", "ana@demo.example"),
    ("lind", "therapist", "lind@demo.example"),
    ("jo", "peer", "jo@demo.example"),
    ("vale", "therapist working alone", "vale@demo.example"),
    ("quill", "program lead and admin", "quill@demo.example"),
    ("marsh", "front desk", "marsh@demo.example"),
)
