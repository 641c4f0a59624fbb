"""What may be typed about a care team, the practice's calendar, and who looked."""

from tandem.care.forms.people import (
    ClientForm,
    CoverForm,
    FindForm,
    HolidayForm,
    JoinForm,
    OutsidePersonForm,
    PresetForm,
    SwitchForm,
    TeamForm,
    WeekForm,
)
from tandem.care.forms.watching import EmergencyForm, ReviewForm, WholeNameForm, WhyForm

__all__ = [
    "ClientForm", "CoverForm", "EmergencyForm", "FindForm", "HolidayForm", "JoinForm", "OutsidePersonForm",
    "PresetForm", "ReviewForm", "SwitchForm", "TeamForm", "WeekForm", "WholeNameForm", "WhyForm",
]  # fmt: skip
