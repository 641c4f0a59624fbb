"""Book a meeting; a client's team, with what pausing and stopping does to meetings."""

from tandem.appointments.views.booking import book, times_who
from tandem.appointments.views.team import another_helper, my_team, pause, resume, stop, think_again

__all__ = ["another_helper", "book", "my_team", "pause", "resume", "stop", "think_again", "times_who"]
