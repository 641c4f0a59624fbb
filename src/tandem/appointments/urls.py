"""Addresses of meetings."""

from django.urls import path

from tandem.appointments import views

urlpatterns = [
    path("e/<uuid:episode_id>/appointments/book/", views.book, name="book"),
    path("e/<uuid:episode_id>/beginning/", views.choose_beginning, name="choose-beginning"),
    path("e/<uuid:episode_id>/appointments/<uuid:appointment_id>/", views.meeting, name="meeting"),
]
