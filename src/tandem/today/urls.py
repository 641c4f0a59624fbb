"""Addresses of what needs whom."""

from django.urls import path

from tandem.today import views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/news/", views.news, name="news"),
    path("clients/", views.caseload, name="caseload"),
    path("clients/closed/", views.closed, name="closed"),
    path("e/<uuid:episode_id>/choices/", views.choices, name="choices"),
    path("e/<uuid:episode_id>/changes/", views.changes, name="changes"),
    path("e/<uuid:episode_id>/", views.episode, name="episode"),
]
