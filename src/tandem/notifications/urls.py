"""Addresses of invitations."""

from django.urls import path

from tandem.notifications import views

urlpatterns = [
    path("people/invite/", views.invite, name="invite"),
    path("people/<uuid:member_id>/invite/", views.invite_again, name="invite-again"),
]
