"""Addresses of meetings."""

from django.urls import path

from tandem.appointments import views

urlpatterns = [
    path("e/<uuid:episode_id>/appointments/who/", views.times_who, name="times-who"),
    path("e/<uuid:episode_id>/appointments/book/", views.book, name="book"),
    path("e/<uuid:episode_id>/beginning/", views.choose_beginning, name="choose-beginning"),
]
