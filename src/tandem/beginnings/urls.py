"""Addresses of first ten minutes."""

from django.urls import path

from tandem.beginnings.views import client, helper, seeing

urlpatterns = [
    path("b/<str:token>/", client.by_link, name="begin-by-link"),
    path("b/<str:token>/<str:step>/", client.by_link, name="begin-step-by-link"),
    path("n/<str:token>/", client.small_card, name="small-card"),
    path("e/<uuid:episode_id>/begin/", client.begin, name="begin"),
    path("e/<uuid:episode_id>/begin/here/", client.here, name="begin-here"),
    path("e/<uuid:episode_id>/begin/said/", client.said, name="said-at-start"),
    path("e/<uuid:episode_id>/begin/to/<str:step>/", client.step, name="begin-step"),
    path("e/<uuid:episode_id>/hopes/<uuid:hopes_id>/", client.hopes, name="hopes"),
    path("e/<uuid:episode_id>/hopes/<uuid:hopes_id>/answer/", client.answer, name="answer-hopes"),
    path("e/<uuid:episode_id>/hopes/<uuid:hopes_id>/withdraw/", client.withdraw, name="withdraw-hopes"),
    path("e/<uuid:episode_id>/hopes/<uuid:hopes_id>/who/", seeing.hopes_who, name="hopes-who"),
    path("e/<uuid:episode_id>/reach/who/", seeing.reach_who, name="reach-who"),
    path("begin/", helper.begin, name="helper-begin"),
    path("begin/example/", helper.example, name="begin-example"),
    path("begin/asked/", helper.asked, name="begin-asked"),
    path("begin/topics/", helper.topics, name="begin-topics"),
    path("begin/cover/", helper.cover, name="begin-cover"),
    path("begin/tonight/", helper.tonight, name="begin-tonight"),
    path("begin/tonight/test/", helper.test, name="send-test"),
]
