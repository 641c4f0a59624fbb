"""Addresses of Safer mode and of what to know about the device."""

from django.urls import path

from tandem.privacy import views

urlpatterns = [
    path("safer/", views.safer, name="safer"),
    path("using-this-safely/", views.safely, name="safely"),
    path("tablet/", views.tablet, name="tablet"),
    path("next-person/", views.next_person, name="next-person"),
    path("ready/", views.ready, name="ready"),
]
