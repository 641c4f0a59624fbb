"""Addresses of accounts and people."""

from django.urls import path

from tandem.people import views

urlpatterns = [
    path("settings/", views.settings_page, name="settings"),
    path("profile/", views.profile, name="profile"),
    path("switch/", views.switch, name="switch"),
    path("people/", views.people, name="people"),
    path("invited/<str:token>/", views.invited, name="invited"),
    path("leave/", views.leave, name="leave"),
    path("stay/", views.stay, name="stay"),
]
