"""What commands say of the record."""

from tandem.record.rules import Fault, Wrong

WRONG = {
    Wrong.CHANGED: "entry {0} was changed",
    Wrong.REMOVED: "entry {0} was removed",
    Wrong.INSERTED: "an entry was inserted at {0}",
    Wrong.REPLACED: "entry {0}, or the one before it, was written anew",
    Wrong.CUT: "the record was cut off before entry {0}, or its end was changed",
    Wrong.LOOKS_CHANGED: "a look that entry {0} covers was changed",
    Wrong.LOOKS_REMOVED: "a look that entry {0} covers was removed",
    Wrong.LIST_CHANGED: "who stood on a list that entry {0} covers was changed",
    Wrong.LOOKS_INSERTED: "a look that entry {0} does not cover was inserted",
}


def wrong_with_record(fault: Fault) -> str:
    """Return what is wrong with an entry, and which one it is."""
    return WRONG[fault.wrong].format(fault.sequence)
