"""The list of proofs, and what the one command makes of them."""

from pathlib import Path

import pytest

from bench.places import REPO
from proof import __main__ as prove
from proof.registry import PROOFS, Proof

NOT_ON_IT = {
    "__main__",
    "planted",
    "writers",
    "standby",
}  # the last two measure, and promise nothing that can be planted


def test_every_proof_of_the_folder_is_on_the_list() -> None:
    modules = {
        path.stem
        for path in Path(REPO, "proof").glob("*.py")
        if 'if __name__ == "__main__"' in path.read_text()
    }

    assert {one.name for one in PROOFS} == modules - NOT_ON_IT


def test_every_proof_has_faults_to_notice_and_takes_them() -> None:
    for one in PROOFS:
        code = Path(REPO, "proof", f"{one.name}.py").read_text()
        assert one.faults, one.name
        assert "--plant" in code
        assert all(f'"{fault}"' in code for fault in one.faults), one.name


@pytest.mark.parametrize(
    ("codes", "passed", "noticed"),
    [((0, 1), True, 1), ((1, 1), False, 1), ((0, 0), False, 0), ((0, 2), False, 0)],
    ids=["kept, noticed", "not kept", "a fault was missed", "a planted run broke down"],
)
def test_a_proof_passes_only_when_it_is_kept_and_every_fault_is_noticed(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, int], passed: bool, noticed: int
) -> None:
    left = list(codes)
    monkeypatch.setattr(prove, "_run", lambda proof, arguments: (left.pop(0), "said"))

    one = prove._proved(Proof("some", "something", faults=("fault",)), full=False)

    assert (one.passed, one.noticed) == (passed, noticed)
