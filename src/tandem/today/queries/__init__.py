"""What needs whom today."""

from tandem.today.queries.client import ClientToday, for_client
from tandem.today.queries.helper import LOOKS_BACK, HelperToday, caseload, for_helper, waiting
from tandem.today.queries.page import ClientPage, client_page
from tandem.today.queries.practice import clients_waiting, day_sheet
from tandem.today.queries.sent import Reached, grouped_by_check, one_sent

__all__ = [
    "LOOKS_BACK",
    "ClientPage",
    "ClientToday",
    "HelperToday",
    "Reached",
    "caseload",
    "client_page",
    "clients_waiting",
    "day_sheet",
    "for_client",
    "for_helper",
    "grouped_by_check",
    "one_sent",
    "waiting",
]  # fmt: skip
