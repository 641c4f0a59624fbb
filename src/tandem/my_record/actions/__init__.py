"""Copies that are taken; what goes each night, what goes when a client asks, and a whole record that is removed."""

from tandem.my_record.actions.copies import hand_over, note_own_taken, note_taken
from tandem.my_record.actions.letting_go import let_go, let_go_of, let_go_of_all
from tandem.my_record.actions.removing import remove_confirmed

__all__ = [
    "hand_over", "let_go", "let_go_of", "let_go_of_all", "note_own_taken", "note_taken", "remove_confirmed",
]  # fmt: skip
