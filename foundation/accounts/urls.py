"""Addresses of this room."""

from django.urls import include, path

from foundation.accounts.views import entrance, people

app_name = "accounts"

_person = [
    path("", people.PersonView.as_view(), name="person"),
    path("tunjuk/", people.AppointView.as_view(), name="appoint"),
    path("akhiri/", people.EndPersonView.as_view(), name="end_person"),
    path("kata-sandi/", people.RenewPasswordView.as_view(), name="renew_password"),
    path("penetapan/<uuid:appointment>/pernyataan/", people.UndertakingView.as_view(), name="undertaking"),
    path("penetapan/<uuid:appointment>/akhiri/", people.EndAppointmentView.as_view(), name="end_appointment"),
]
urlpatterns = [
    path("petugas/masuk/", entrance.SignInView.as_view(), name="login"),
    path("petugas/keluar/", entrance.SignOutView.as_view(), name="logout"),
    path("petugas/sandi/", entrance.PasswordView.as_view(), name="password"),
    path("petugas/pengaturan/orang/", people.PeopleView.as_view(), name="people"),
    path("petugas/pengaturan/orang/tambah/", people.AddPersonView.as_view(), name="add_person"),
    path("petugas/pengaturan/orang/<uuid:pk>/", include(_person)),
]
