"""Every address of Tandem, part by part."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from tandem.config import errors, views

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="today")),
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.choose_language, name="language"),
    path("", include("tandem.today.urls")),
    path("", include("tandem.timeline.urls")),
    path("", include("tandem.exchange.urls")),
    path("", include("tandem.my_record.urls")),
    path("", include("tandem.session_checks.urls")),
    path("", include("tandem.beginnings.urls")),
    path("", include("tandem.goals.urls")),
    path("", include("tandem.relays.urls")),
    path("", include("tandem.consents.urls")),
    path("", include("tandem.appointments.urls")),
    path("", include("tandem.keeping.urls")),
    path("", include("tandem.care.urls")),
    path("", include("tandem.privacy.urls")),
    path("", include("tandem.notifications.urls")),
    path("", include("tandem.people.urls")),
    path("", include("tandem.sign_ins.urls")),
]

if settings.TANDEM_DEMO:
    urlpatterns += [
        path("", include("tandem.web.urls")),
        path("mail/", views.mail, name="mail"),
    ]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
