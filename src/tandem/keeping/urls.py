"""Addresses of how records are kept."""

from django.urls import path

from tandem.keeping.views import asking, lead, old

urlpatterns = [
    path("my-record/copy/", asking.ask_copy, name="ask-copy"),
    path("my-record/delete/", asking.ask_deletion, name="ask-deletion"),
    path("my-record/correct/", asking.ask_correction, name="ask-correction"),
    path("records/", lead.records, name="records"),
    path("records/requests/<uuid:request_id>/", lead.answer_request, name="answer-request"),
    path("records/years/", lead.keep_for, name="keep-for"),
    path("records/left/", lead.left, name="left-the-practice"),
    path("records/old/", old.old_records, name="old-records"),
    path("records/old/<uuid:client_id>/", old.confirm_removal, name="confirm-removal"),
    path("records/<uuid:client_id>/", lead.client_record, name="client-record"),
    path("records/<uuid:client_id>/hold/", lead.hold, name="hold-record"),
    path("records/<uuid:client_id>/hold/end/", lead.end_hold, name="end-hold"),
    path("records/<uuid:client_id>/left/", lead.note_disclosure, name="note-disclosure"),
]
