"""Addresses of care."""

from django.urls import path

from tandem.care import views

urlpatterns = [
    path("waiting/", views.waiting, name="waiting"),
    path("waiting/add/", views.add_client, name="add-client"),
    path("waiting/find/", views.find_any, name="find-any"),
    path("clients/find/", views.find_own, name="find-own"),
    path("team/<uuid:client_id>/", views.change_team, name="change-team"),
    path("team/<uuid:client_id>/<uuid:helper_id>/off/", views.take_off, name="take-off"),
    path("team/<uuid:client_id>/part2/", views.part2_by_lead, name="part2-by-lead"),
    path("e/<uuid:episode_id>/part2/", views.part2, name="part2"),
    path("e/<uuid:episode_id>/invite/", views.invite_client, name="invite-client"),
    path("e/<uuid:episode_id>/paper-code/", views.paper_code, name="paper-code"),
    path("waiting/<uuid:member_id>/", views.start_episode, name="start-episode"),
    path("e/<uuid:episode_id>/history/", views.history, name="history"),
    path("e/<uuid:episode_id>/sharing/", views.sharing, name="sharing"),
    path("e/<uuid:episode_id>/sharing/choose/", views.choose, name="choose-sharing"),
    path("e/<uuid:episode_id>/sharing/details/", views.switches, name="change-sharing"),
    path("emergency/", views.emergency, name="emergency"),
    path("emergency/<uuid:client_id>/", views.open_emergency, name="open-emergency"),
    path("emergencies/", views.emergencies, name="emergencies"),
    path("emergencies/<uuid:emergency_id>/", views.review_emergency, name="review-emergency"),
    path("unusual/", views.unusual, name="unusual"),
    path("unusual/<uuid:unusual_id>/", views.answer_unusual, name="answer-unusual"),
    path("outside/", views.outside, name="outside-person"),
    path("e/<uuid:episode_id>/looks/", views.who_looked, name="who-looked"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/holidays/<uuid:holiday_id>/remove/", views.remove_holiday, name="remove-holiday"),
    path("calendar/cover/<uuid:cover_id>/remove/", views.remove_cover, name="remove-cover"),
]
