"""Addresses of a client's record, and of what a helper takes along."""

from django.urls import path

from tandem.my_record.views import handing, mine, own

urlpatterns = [
    path("my-record/", mine.my_record, name="my-record"),
    path("my-record/read/", mine.read, name="read-record"),
    path("my-record/download/", mine.download, name="download-record"),
    path("my-own/", own.my_own, name="my-own"),
    path("my-own/download/", own.download, name="download-own"),
    path("e/<uuid:episode_id>/hand-over-record/", handing.hand_over, name="hand-over-record"),
]
