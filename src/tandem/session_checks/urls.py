"""Addresses of meetings and what is said about them."""

from django.urls import path

from tandem.session_checks import views

urlpatterns = [
    path("c/<str:token>/", views.by_link, name="check-by-link"),
    path("e/<uuid:episode_id>/appointments/<uuid:appointment_id>/", views.theirs, name="meeting"),
    path("try/card/", views.try_card, name="try-card"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/check/", views.check, name="check"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/later/", views.later, name="check-later"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/here/", views.here, name="check-here"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/card/", views.card, name="card"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/views/", views.meeting, name="meeting-views"),
    path("e/<uuid:episode_id>/cards/<uuid:card_id>/line/", views.choose_line, name="choose-line"),
    path("e/<uuid:episode_id>/lines/<uuid:relay_id>/read/", views.read_line, name="read-line"),
    path("e/<uuid:episode_id>/checks/<uuid:check_id>/choose/", views.choose, name="choose"),
    path("e/<uuid:episode_id>/checks/<uuid:check_id>/who/", views.check_who, name="check-who"),
    path("e/<uuid:episode_id>/checks/<uuid:check_id>/show/", views.show_check, name="show-check"),
    path("e/<uuid:episode_id>/cards/<uuid:card_id>/who/", views.card_who, name="card-who"),
    path("e/<uuid:episode_id>/checks/wish/", views.wish, name="check-wish"),
    path("e/<uuid:episode_id>/checks/<uuid:check_id>/", views.read, name="read-check"),
]
