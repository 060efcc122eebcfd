"""The names that allauth's own views reverse, all leading to this room's sign-in page: none of allauth's other pages exists here."""

from django.urls import path

from foundation.accounts.views.entrance import SignInView

_sign_in = SignInView.as_view()
urlpatterns = [
    path("petugas/masuk/", _sign_in, name=name)
    for name in ("account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_email_verification_sent")
]
