"""What the surroundings can say: every TANDEM_ variable, what it is for, and its default.

`settings.py` reads them; the reference page is written from this table, and a test compares the two.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """One environment variable. `otherwise` says what holds without it, where that is no plain text."""

    name: str
    about: str
    default: str = ""
    otherwise: str = ""


VARIABLES = (
    Variable(
        "TANDEM_DATA",
        "Folder for database, keys and the demonstration’s mail; made for its owner only.",
        otherwise="`var` in the current folder; with `./run`, `var` beside it",
    ),
    Variable(
        "TANDEM_BASE_URL",
        "Address that people use. With `https://`, cookies are secure, plain HTTP is redirected, and HSTS is sent.",
        "http://localhost:8000",
    ),
    Variable(
        "TANDEM_HOSTS", "Host names that are answered, with commas between.", "localhost,127.0.0.1,[::1]"
    ),
    Variable(
        "TANDEM_DATABASE_URL",
        "`postgresql://…` of the web role; `citus://…` where the server is a Citus coordinator (experimental).",
        otherwise="SQLite in the data folder",
    ),
    Variable(
        "TANDEM_OWNER_DATABASE_URL",
        "`postgresql://…` of the role that owns the tables; `setup` and `migrate` use it.",
        otherwise="the web role’s address",
    ),
    Variable(
        "TANDEM_SECRET_KEY",
        "Signs cookies and one-time codes. A new one signs everybody out.",
        otherwise="made once, kept in `secret.txt` in the data folder",
    ),
    Variable(
        "TANDEM_KEY_FILE",
        "The key ring that opens sealed words. Keep it off the data’s disk.",
        otherwise="`keys.json` in the data folder",
    ),
    Variable(
        "TANDEM_HEADS_FILE",
        "File to which each night the end of every record is added. Put it where this machine can’t change it later.",
        otherwise="none; the leads get it by mail all the same",
    ),
    Variable(
        "TANDEM_BACKUP_DIR",
        "Where backups go: a folder on another disk. With it the worker makes one every 5 minutes (PostgreSQL: 60).",
    ),
    Variable(
        "TANDEM_BACKUP_RECIPIENT",
        "Public key (`age1…`) that backups are locked to; the private one is never on this machine.",
    ),
    Variable(
        "TANDEM_CRISIS_LINE",
        "Number on a client’s pages and on error pages. 988 is for the United States.",
        "988",
    ),
    Variable(
        "TANDEM_HURT_LINE",
        "Number for people who are hurt at home, on the page about using this safely; empty for none.",
        "1-800-799-7233",
    ),
    Variable(
        "TANDEM_IDLE_SECONDS",
        "After how many seconds without use a sign-in ends. In Safer mode never more than 300.",
        "900",
    ),
    Variable("TANDEM_EXIT_URL", "Where “Leave fast” leads.", "https://www.weather.gov/"),
    Variable("TANDEM_SAFER", "`1` lets every new client begin in Safer mode."),
    Variable(
        "TANDEM_PLAIN_NAME",
        "What Tandem is called in Safer mode, on pages and as the sender of mail. No word of care or of you.",
        "Agenda",
    ),
    Variable("TANDEM_MAIL_HOST", "Mail server.", "localhost"),
    Variable("TANDEM_MAIL_PORT", "Its port.", "25"),
    Variable("TANDEM_MAIL_USER", "Sign-in at the mail server, if it asks for one."),
    Variable("TANDEM_MAIL_PASSWORD", "Password there."),
    Variable("TANDEM_MAIL_TLS", "`1` to speak to it with STARTTLS."),
    Variable(
        "TANDEM_MAIL_FROM",
        "Sender of every message. To somebody in Safer mode its name gives way to the plain one.",
        "Agenda <tandem@localhost>",
    ),
    Variable(
        "TANDEM_DEMO",
        "`1` keeps mail in a folder and shows it at `/mail/`. `tandem demo` sets it; never set it for a practice.",
    ),
    Variable(
        "TANDEM_SECOND_FACTOR",
        "`1` asks for a second factor in the demonstration too. Everywhere else it is always asked of staff.",
    ),
)
