"""Addresses of checks."""

from django.urls import path

from tandem.session_checks import views

urlpatterns = [
    path("c/<str:token>/", views.by_link, name="check-by-link"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/check/", views.check, name="check"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/later/", views.later, name="check-later"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/here/", views.here, name="check-here"),
    path("e/<uuid:episode_id>/checks/wish/", views.wish, name="check-wish"),
    path("e/<uuid:episode_id>/checks/<uuid:check_id>/", views.read, name="read-check"),
]
