"""Addresses of relays, points, drafts and topics."""

from django.urls import path

from tandem.relays.views import answering, checks, drafting, explaining, noticing, reviewing, saying, seeing

urlpatterns = [
    path("e/<uuid:episode_id>/relays/<uuid:about_id>/", checks.acknowledge, name="acknowledge"),
    path("e/<uuid:episode_id>/points/", answering.points, name="points"),
    path("e/<uuid:episode_id>/points/new/", saying.say, name="say"),
    path("e/<uuid:episode_id>/points/<uuid:point_id>/", answering.point, name="point"),
    path("e/<uuid:episode_id>/points/<uuid:point_id>/read/", answering.acknowledge, name="acknowledge-point"),
    path("e/<uuid:episode_id>/points/<uuid:point_id>/outcome/", answering.outcome, name="point-outcome"),
    path("e/<uuid:episode_id>/points/<uuid:point_id>/said/", saying.said, name="point-said"),
    path("e/<uuid:episode_id>/points/<uuid:point_id>/withdraw/", saying.withdraw, name="withdraw-point"),
    path("e/<uuid:episode_id>/points/<uuid:point_id>/who/", seeing.point_who, name="point-who"),
    path("e/<uuid:episode_id>/drafts/<uuid:draft_id>/who/", seeing.draft_who, name="draft-who"),
    path("e/<uuid:episode_id>/noticed/<uuid:noticed_id>/who/", seeing.noticed_who, name="noticed-who"),
    path(
        "e/<uuid:episode_id>/explained/<uuid:explanation_id>/who/", seeing.explained_who, name="explained-who"
    ),
    path("e/<uuid:episode_id>/drafts/new/", drafting.draft, name="draft"),
    path("e/<uuid:episode_id>/drafts/<uuid:draft_id>/", saying.decide, name="decide-draft"),
    path("e/<uuid:episode_id>/drafts/<uuid:draft_id>/delete/", saying.delete_draft, name="delete-draft"),
    path("e/<uuid:episode_id>/drafts/<uuid:draft_id>/take-back/", drafting.take_back, name="take-back-draft"),
    path("e/<uuid:episode_id>/topics/", explaining.topics, name="topics"),
    path("e/<uuid:episode_id>/topics/choose/", explaining.choose, name="choose-topics"),
    path("e/<uuid:episode_id>/topics/close/", explaining.close, name="close-topic"),
    path("e/<uuid:episode_id>/topics/explain/", explaining.explain, name="explain"),
    path("e/<uuid:episode_id>/review/", reviewing.review, name="review"),
    path("e/<uuid:episode_id>/review/<uuid:review_id>/answer/", reviewing.answer, name="answer-review"),
    path("e/<uuid:episode_id>/meetings/<uuid:appointment_id>/noticed/", noticing.noticed, name="noticed"),
    path("e/<uuid:episode_id>/noticed/<uuid:noticed_id>/off/", noticing.off, name="noticed-off"),
]
