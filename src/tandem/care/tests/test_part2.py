"""A record that 42 CFR part 2 protects never leaves without its notice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.care.rules import PART2_NOTICE, Stays, part2_notice, part2_refusal

WITH = f"Goals\n\n{PART2_NOTICE}\n"
BROKEN = WITH.replace(
    "prohibits unauthorized", "prohibits\n    unauthorized"
)  # over two lines, as paper has it


@pytest.mark.parametrize(
    ("part2", "text", "to_client", "scope", "why"),
    [
        (False, "", False, "", None),
        (True, "Goals", True, "", Stays.NO_NOTICE),
        (True, "Goals", False, "To my doctor.", Stays.NO_NOTICE),
        (True, WITH, True, "", None),
        (True, BROKEN, True, "", None),
        (True, WITH, False, "", Stays.NO_CONSENT),
        (True, WITH, False, "  ", Stays.NO_CONSENT),
        (True, WITH, False, "To my doctor.", None),
        (True, WITH.replace("prohibits", "allows"), True, "", Stays.NO_NOTICE),
    ],
)
def test_what_may_leave(part2: bool, text: str, to_client: bool, scope: str, why: Stays | None) -> None:
    assert part2_refusal(part2=part2, text=text, to_client=to_client, scope=scope) is why


@given(st.text(), st.booleans(), st.text())
def test_nothing_protected_leaves_without_the_notice(text: str, to_client: bool, scope: str) -> None:
    if part2_refusal(part2=True, text=text, to_client=to_client, scope=scope) is None:
        assert PART2_NOTICE in text


def test_only_a_protected_record_carries_it() -> None:
    assert part2_notice(True) == PART2_NOTICE
    assert part2_notice(False) == ""
