"""Book a meeting; a client's team, with what pausing and stopping does to meetings."""

from tandem.appointments.views.booking import about_beginning, book, choose_beginning, times_who
from tandem.appointments.views.team import another_helper, my_team, pause, resume, stop, think_again

__all__ = [
    "about_beginning", "another_helper", "book", "choose_beginning", "my_team", "pause", "resume", "stop",
    "think_again", "times_who",
]  # fmt: skip
