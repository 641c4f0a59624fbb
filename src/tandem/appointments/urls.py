"""Addresses of meetings, and of a client's team, whose meetings change with it."""

from django.urls import path

from tandem.appointments import views

urlpatterns = [
    path("e/<uuid:episode_id>/appointments/book/", views.book, name="book"),
    path("e/<uuid:episode_id>/beginning/", views.choose_beginning, name="choose-beginning"),
    path("e/<uuid:episode_id>/appointments/who/", views.times_who, name="times-who"),
    path("e/<uuid:episode_id>/team/", views.my_team, name="my-team"),
    path("e/<uuid:episode_id>/team/<uuid:helper_id>/pause/", views.pause, name="pause-helper"),
    path("e/<uuid:episode_id>/team/<uuid:helper_id>/meet/", views.resume, name="resume-helper"),
    path("e/<uuid:episode_id>/team/<uuid:helper_id>/stop/", views.stop, name="stop-helper"),
    path("e/<uuid:episode_id>/team/another/<str:role>/", views.another_helper, name="another-helper"),
    path("e/<uuid:episode_id>/team/another/<str:role>/not/", views.think_again, name="think-again"),
]
