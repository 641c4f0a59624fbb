"""Everything comes back, the same, or nothing does."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tandem.config.backups.keeping import backups_in, made_at, name_of, to_keep
from tests.parts.demonstration import TANDEM, Env, engine, place, tandem
from tests.parts.engines import on_postgresql, on_sqlite


@dataclass
class Kept:
    """A demonstration, a backup of it, and the key that opens it."""

    folder: Path
    socket: str
    env: Env
    key: Path
    file: Path

    def elsewhere(self, name: str) -> Env:
        """Return an empty place that has the practice's key file."""
        return place(self.folder, self.socket, name) | {
            "TANDEM_KEY_FILE": f"{self.env['TANDEM_DATA']}/keys.json"
        }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The demonstration, backed up once."""
    folder = tmp_path_factory.mktemp("kept")
    with engine() as socket:
        env = place(folder, socket, "demo")
        assert tandem(env, "demo", "--prepare").returncode == 0
        made = tandem(env, "backup-key", folder / "key.txt")
        env["TANDEM_BACKUP_RECIPIENT"] = made.stdout.strip().removeprefix("TANDEM_BACKUP_RECIPIENT=")
        done = tandem(env, "backup", folder / "backups")
        assert done.returncode == 0, done.stderr
        (file,) = backups_in(folder / "backups").values()
        yield Kept(folder, socket, env, folder / "key.txt", file)


def test_it_says_what_it_is_and_lies_closed(kept: Kept) -> None:
    done = tandem(kept.env, "check-backup", kept.file, "--identity", kept.key)

    assert done.returncode == 0, done.stderr
    assert "Whole: " in done.stdout
    for path in (kept.file, kept.key, kept.file.parent):
        assert path.stat().st_mode & 0o077 == 0
    assert list(Path(kept.env["TANDEM_DATA"]).glob("backup-*")) == []
    assert sorted(path.name for path in kept.file.parent.iterdir()) == [
        kept.file.name,
        f"{kept.file.name}.sha256",
    ]


def test_without_the_private_key_only_the_checksum_is_compared(kept: Kept) -> None:
    done = tandem(kept.env, "check-backup", kept.file)

    assert done.returncode == 0
    assert "only --identity can tell" in done.stdout


def test_everything_comes_back_once(kept: Kept) -> None:
    env = kept.elsewhere("again")
    done, twice = (tandem(env, "restore", kept.file, "--identity", kept.key) for _ in range(2))
    doctor = tandem(env, "doctor")

    assert done.returncode == 0, done.stderr
    assert "What people wrote opens with the keys here." in done.stdout
    assert "people_member" in done.stdout
    assert twice.returncode == 1
    assert "Nothing was restored" in twice.stderr
    assert "needs an empty" in twice.stderr
    assert doctor.returncode == 0, doctor.stdout
    assert "record of practice 1 is whole" in doctor.stdout


def test_a_rehearsal_leaves_nothing(kept: Kept) -> None:
    env = kept.elsewhere("rehearsed")
    done = tandem(env, "restore", kept.file, "--identity", kept.key, "--rehearse")
    real = tandem(env, "restore", kept.file, "--identity", kept.key)

    assert done.returncode == 0, done.stderr
    assert "nothing was kept" in done.stdout
    assert real.returncode == 0, real.stderr


def test_without_the_key_file_it_says_which_is_missing(kept: Kept) -> None:
    env = place(kept.folder, kept.socket, "keyless")
    done = tandem(env, "restore", kept.file, "--identity", kept.key, "--rehearse")

    assert done.returncode == 0, done.stderr
    assert "keys.json is not there. Put back your copy" in done.stdout


def damaged(kept: Kept, how: str) -> Path:
    """Return a copy of the backup that is not what it was."""
    content, chance = bytearray(kept.file.read_bytes()), random.Random(how)
    if how == "altered":
        for _ in range(3):
            content[chance.randrange(200, len(content))] ^= 0xFF
    elif how == "cut short":
        del content[chance.randrange(1, len(content)) :]
    elif how == "last byte":
        del content[-1:]
    elif how == "empty":
        content.clear()
    file = kept.folder / f"{how.replace(' ', '-')}.backup"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("how", ["altered", "cut short", "last byte", "empty"])
def test_one_that_is_not_whole_is_refused_and_nothing_is_left(kept: Kept, how: str) -> None:
    env, file = kept.elsewhere(how.replace(" ", "")), damaged(kept, how)
    before = sorted(Path(env["TANDEM_DATA"]).glob("*.sqlite3*"))
    check = tandem(env, "check-backup", file, "--identity", kept.key)
    done = tandem(env, "restore", file, "--identity", kept.key)

    assert check.returncode == done.returncode == 1
    assert "This backup can’t be used. It is damaged" in check.stderr
    assert "Nothing was restored. It is damaged" in done.stderr
    assert "Traceback" not in check.stderr + done.stderr
    assert sorted(Path(env["TANDEM_DATA"]).glob("*.sqlite3*")) == before == []
    assert [
        path for path in Path(env["TANDEM_DATA"]).iterdir() if path.is_dir() and "restore" in path.name
    ] == []


def test_the_checksum_beside_it_tells_without_a_key(kept: Kept) -> None:
    file = damaged(kept, "altered")
    sums = kept.file.with_name(f"{kept.file.name}.sha256").read_text()
    file.with_name(f"{file.name}.sha256").write_text(sums)
    done = tandem(kept.env, "check-backup", file)

    assert done.returncode == 1
    assert "its checksum is another" in done.stderr


def test_another_key_does_not_open_it(kept: Kept) -> None:
    tandem(kept.env, "backup-key", kept.folder / "other.txt")
    done = tandem(kept.env, "check-backup", kept.file, "--identity", kept.folder / "other.txt")

    assert done.returncode == 1
    assert "not the private key that opens it" in done.stderr


def test_a_private_key_is_never_written_over(kept: Kept) -> None:
    before = kept.key.read_text()
    done = tandem(kept.env, "backup-key", kept.key)

    assert done.returncode == 1
    assert kept.key.read_text() == before


@pytest.mark.parametrize("recipient", ["", "AGE-SECRET-KEY-1", "age1nothing"])
def test_without_a_public_key_none_is_made(kept: Kept, recipient: str) -> None:
    folder = kept.folder / f"none{len(recipient)}"
    done = tandem(kept.env | {"TANDEM_BACKUP_RECIPIENT": recipient}, "backup", folder)

    assert done.returncode == 1
    assert "No backup was made" in done.stderr
    assert not folder.exists() or list(folder.iterdir()) == []


@on_sqlite
def test_one_that_is_killed_leaves_no_file_and_the_next_one_works(kept: Kept) -> None:
    folder = kept.folder / "killed"
    process = subprocess.Popen([TANDEM, "backup", str(folder)], env=kept.env)
    while process.poll() is None and not list(Path(kept.env["TANDEM_DATA"]).glob("backup-*")):
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert backups_in(folder) == {}

    done = tandem(kept.env, "backup", folder)

    assert done.returncode == 0, done.stderr
    assert len(backups_in(folder)) == 1
    assert list(Path(kept.env["TANDEM_DATA"]).glob("backup-*")) == []


@on_postgresql
def test_the_owner_seals_everything_anew_and_goes_on_after_a_kill(kept: Kept) -> None:
    rotate_and_kill(kept.elsewhere("rotated"), kept)


@on_sqlite
def test_everything_is_sealed_anew_even_after_a_kill(kept: Kept) -> None:
    rotate_and_kill(kept.elsewhere("rotated"), kept)


def rotate_and_kill(env: Env, kept: Kept) -> None:
    """Seal a restored practice anew, killed on the way; then let the old key go."""
    ring = Path(env["TANDEM_DATA"], "keys.json")
    ring.write_text(Path(env["TANDEM_KEY_FILE"]).read_text())
    ring.chmod(0o600)
    env["TANDEM_KEY_FILE"], before = str(ring), ring.read_text()
    assert tandem(env, "restore", kept.file, "--identity", kept.key).returncode == 0

    process = subprocess.Popen(
        [TANDEM, "rotate-keys"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while ring.read_text() == before:
        time.sleep(0.01)
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done, soon = tandem(env, "rotate-keys"), tandem(env, "rotate-keys", "--retire")
    os.utime(ring, (time.time() - 100,) * 2)
    retired, doctor = tandem(env, "rotate-keys", "--retire"), tandem(env, "doctor")

    assert done.returncode == 0, done.stderr
    assert "Going on with what was begun." in done.stdout
    assert soon.returncode == 1
    assert "has just changed" in soon.stderr
    assert "Taken off the ring" in retired.stdout
    assert doctor.returncode == 0, doctor.stdout
    assert doctor.stdout.count(" seals ") == 1


def test_a_name_says_when() -> None:
    at = datetime(2026, 11, 25, 4, 55, 1, tzinfo=UTC)

    assert made_at(Path(name_of(at))) == at
    assert made_at(Path("tandem-yesterday.backup")) is None


def test_old_ones_are_thinned_out() -> None:
    now = datetime(2026, 11, 25, 12, 2, tzinfo=UTC)
    times = {now - timedelta(minutes=5 * n) for n in range(12 * 24 * 40)}
    kept = to_keep(times, now)

    assert {at for at in times if at > now - timedelta(hours=1)} <= kept
    assert len({at.date() for at in kept}) == 30
    assert 60 < len(kept) < 70
    assert to_keep(kept, now) == kept


def test_the_newest_is_never_removed() -> None:
    old = {datetime(2020, 1, 1, hour, tzinfo=UTC) for hour in range(3)}

    assert to_keep(old, datetime(2026, 11, 25, tzinfo=UTC), hourly=0, daily=0) == {max(old)}
