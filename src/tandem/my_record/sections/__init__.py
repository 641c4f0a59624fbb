"""All kinds of things in a client's record, on one page: a part that keeps something new adds its section here."""

from tandem.my_record.rows import Section
from tandem.my_record.sections import asked, care, meetings, people, said, yeses

SECTIONS: tuple[Section, ...] = (
    *people.SECTIONS,
    *care.SECTIONS,
    *meetings.SECTIONS,
    *said.SECTIONS,
    *yeses.SECTIONS,
    *asked.SECTIONS,
)
