"""Addresses of consents, of the introduction, and of rights."""

from django.urls import path

from tandem.consents.views import introducing, meeting_peer, mine, rights, seeing

urlpatterns = [
    path("rights/", rights.everyone, name="all-rights"),
    path("e/<uuid:episode_id>/rights/", rights.mine, name="rights"),
    path("e/<uuid:episode_id>/consents/", mine.consents, name="consents"),
    path("e/<uuid:episode_id>/consents/who/", seeing.consents_who, name="consents-who"),
    path("e/<uuid:episode_id>/consents/<slug:kind>/", mine.consent, name="consent"),
    path("e/<uuid:episode_id>/consents/<slug:kind>/back/", mine.take_back, name="take-back-consent"),
    path("e/<uuid:episode_id>/meet-peer/", meeting_peer.meet_peer, name="meet-peer"),
    path("e/<uuid:episode_id>/introduction/", introducing.introduction, name="introduction"),
    path(
        "e/<uuid:episode_id>/introduction/<uuid:introduction_id>/done/",
        introducing.done,
        name="introduction-done",
    ),
    path(
        "e/<uuid:episode_id>/introduction/<uuid:introduction_id>/<slug:kind>/",
        introducing.ask,
        name="introduction-ask",
    ),
]
