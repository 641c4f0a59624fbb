"""Addresses of relays."""

from django.urls import path

from tandem.relays import views

urlpatterns = [
    path("e/<uuid:episode_id>/relays/<uuid:about_id>/", views.acknowledge, name="acknowledge"),
]
