"""Addresses of bringing people in."""

from django.urls import path

from tandem.exchange import views

urlpatterns = [
    path("bring-in/", views.bring_in, name="bring-in"),
    path("bring-in/template.csv", views.template, name="bring-in-template"),
    path("bring-in/<uuid:batch_id>/", views.batch, name="bring-in-batch"),
    path("bring-in/<uuid:batch_id>/start/", views.start, name="bring-in-start"),
    path("bring-in/<uuid:batch_id>/leave-out/", views.leave_out, name="bring-in-leave-out"),
    path("bring-in/<uuid:batch_id>/undo/", views.undo, name="bring-in-undo"),
]
