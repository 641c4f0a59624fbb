"""Addresses of Safer mode and of what to know about the device."""

from django.urls import path

from tandem.privacy import views

urlpatterns = [
    path("safer/", views.safer, name="safer"),
    path("using-this-safely/", views.safely, name="safely"),
]
