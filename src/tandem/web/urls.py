"""The page that shows the look itself; only the demonstration serves it."""

from django.urls import path

from tandem.web import views

urlpatterns = [path("look/", views.look, name="look")]
