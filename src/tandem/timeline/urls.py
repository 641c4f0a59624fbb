"""The addresses of what happened so far."""

from django.urls import path

from tandem.timeline import views

urlpatterns = [
    path("e/<uuid:episode_id>/so-far/", views.so_far, name="so-far"),
    path("e/<uuid:episode_id>/emergency/", views.in_emergency, name="in-emergency"),
]
