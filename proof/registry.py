"""Every proof there is: one line each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """A module of this folder: what it looks at, its arguments in short and in full, and the faults it must notice."""

    name: str
    looks_at: str
    small: str = ""
    full: tuple[str, ...] = ("--full", "--full --postgres")  # one run after the other
    faults: tuple[str, ...] = ()
    planted: str = ""  # arguments of the runs with a fault in them


TAMPERING = "--engines sqlite --count 150"
RESTORES = "--engines sqlite --count 2 --cuts 4 --clients 300"
OVERLOAD = "--engines sqlite --seconds 3 --clients 500 --short"
PROOFS = (
    Proof("matrix", "who may see and do what", faults=("helpers", "no-gate", "words")),
    Proof("mutants", "the rules, changed in every small way", "--some 12", ("",), ("weak",), "--some 4"),
    Proof("walls", "one practice with another's ids", faults=("unscoped", "loose")),
    Proof(
        "revoking",
        "reads after a thing was taken back",
        "--rounds 10",
        faults=("remembered",),
        planted="--rounds 5",
    ),
    Proof("absent", "what is hidden, beside what is not there", "", ("--full",), ("slow", "longer")),
    Proof(
        "canaries",
        "what people write, and where it is found",
        "--quick",
        ("--rounds 2",),
        ("loud", "open"),
        "--quick --people cleo,theo",
    ),
    Proof("fuzz", "hostile requests, by everybody", "", ("--full",), ("nul", "safe")),
    Proof("guesses", "guesses at a secret from many places", "", ("--count 10000",), ("alone",)),
    Proof("reset_time", "what asking for a new password tells", "", ("--count 1000",), ("sends",)),
    Proof(
        "takeovers",
        "somebody with all mail and the unlocked phone",
        "",
        ("",),
        ("code", "hold", "passkey", "step_up"),
    ),
    Proof("whole_record", "a client's record", "", ("",), ("missing", "stranger", "early")),
    Proof("tampering", "a record changed by its owner", TAMPERING, ("",), ("blind",), TAMPERING),
    Proof("restores", "backups under eight writers", RESTORES, ("",), ("torn",), RESTORES),
    Proof("overload", "three times what can be served", OVERLOAD, ("",), ("early", "one-lane"), OVERLOAD),
)
