"""Is every file under vendor/ the one that was looked at? Compared with vendor/SHA256SUMS."""

import hashlib
import sys
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "vendor"


def complaints(vendor: Path) -> list[str]:
    """Return a sentence for each file that was changed, lost, or never listed."""
    listed = _listed(vendor / "SHA256SUMS")
    there = {str(path.relative_to(vendor)): path for path in vendor.rglob("*") if path.is_file()}
    there.pop("SHA256SUMS", None)
    missing = [] if listed else [f"{vendor.name}/SHA256SUMS is missing or empty"]
    lost = [f"{name} is listed, but is not there" for name in listed.keys() - there.keys()]
    new = [f"{name} is there, but is not listed" for name in there.keys() - listed.keys()]
    both = listed.keys() & there.keys()
    changed = [f"{name} was changed" for name in both if _digest(there[name]) != listed[name]]
    return sorted(missing + lost + new + changed)


def _listed(sums: Path) -> dict[str, str]:
    """Read lines as `sha256sum` writes them: digest, two spaces, name."""
    if not sums.exists():
        return {}
    pairs = (line.split(maxsplit=1) for line in sums.read_text().splitlines() if line.strip())
    return {name.removeprefix("*").removeprefix("./"): digest for digest, name in pairs}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    found = complaints(VENDOR)
    print(*found, sep="\n")
    sys.exit(bool(found))
