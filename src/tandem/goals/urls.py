"""Addresses of goals."""

from django.urls import path

from tandem.goals import views

urlpatterns = [
    path("e/<uuid:episode_id>/goals/", views.goals, name="goals"),
    path("e/<uuid:episode_id>/goals/add/", views.propose, name="propose-goal"),
    path("e/<uuid:episode_id>/goals/<uuid:goal_id>/close/", views.close, name="close-goal"),
    path("e/<uuid:episode_id>/goals/<uuid:goal_id>/show/", views.show_or_hide, name="show-goal"),
    path("e/<uuid:episode_id>/goals/<uuid:goal_id>/who/", views.who, name="goal-who"),
]
