"""Stand-in tags."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def avatar(name, role):
    return format_html('<span class="avatar avatar--{}" aria-hidden="true">{}</span>', role, name[:1])


@register.simple_tag
def badge(text, tone):
    return format_html('<span class="badge badge--{}">{}</span>', tone, text)


@register.simple_tag
def day(at):
    return date_format(timezone.localtime(at), "l")


@register.simple_tag
def when(at):
    return date_format(timezone.localtime(at), "l j F, H:i")


@register.simple_tag
def clock(at):
    return date_format(timezone.localtime(at), "H:i")
