"""The names that allauth's own code reverses, all leading to this room's own pages: none of allauth's pages exists here."""

from django.urls import path

from foundation.accounts.views.entrance import SignInView
from foundation.accounts.views.second_step import SecondFactorView

_sign_in = SignInView.as_view()
urlpatterns = [
    path("petugas/masuk/kode/", SecondFactorView.as_view(), name="mfa_authenticate"),
    *(
        path("petugas/masuk/", _sign_in, name=name)
        for name in ("account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_email_verification_sent")
    ),
]
