"""Addresses of this room."""

from django.urls import include, path

from foundation.accounts.views import changes, entrance, people, units

app_name = "accounts"

_person = [
    path("", people.PersonView.as_view(), name="person"),
    path("tunjuk/", people.AppointView.as_view(), name="appoint"),
    path("akhiri/", people.EndPersonView.as_view(), name="end_person"),
    path("kata-sandi/", people.RenewPasswordView.as_view(), name="renew_password"),
    path("penetapan/<uuid:appointment>/pernyataan/", people.UndertakingView.as_view(), name="undertaking"),
    path("penetapan/<uuid:appointment>/akhiri/", people.EndAppointmentView.as_view(), name="end_appointment"),
]
_unit = [
    path("", units.UnitView.as_view(), name="unit"),
    path("ubah/", units.ChangeUnitView.as_view(), name="change_unit"),
    path("akhiri/", units.EndUnitView.as_view(), name="end_unit"),
    path("jabatan/tambah/", units.AddPostView.as_view(), name="add_post"),
    path("jabatan/<uuid:post>/ubah/", units.ChangePostView.as_view(), name="change_post"),
    path("jabatan/<uuid:post>/pejabat/", units.SeatView.as_view(), name="seat"),
    path("jabatan/<uuid:post>/akhiri/", units.EndPostView.as_view(), name="end_post"),
    path("pegawai/<uuid:person>/pindah/", units.MovePersonView.as_view(), name="move_person"),
]
urlpatterns = [
    path("petugas/masuk/", entrance.SignInView.as_view(), name="login"),
    path("petugas/keluar/", entrance.SignOutView.as_view(), name="logout"),
    path("petugas/sandi/", entrance.PasswordView.as_view(), name="password"),
    path("petugas/pengaturan/orang/", people.PeopleView.as_view(), name="people"),
    path("petugas/pengaturan/orang/tambah/", people.AddPersonView.as_view(), name="add_person"),
    path("petugas/pengaturan/orang/<uuid:pk>/", include(_person)),
    path("petugas/pengaturan/unit/", units.UnitsView.as_view(), name="units"),
    path("petugas/pengaturan/unit/tambah/", units.AddUnitView.as_view(), name="add_unit"),
    path("petugas/pengaturan/unit/<uuid:unit>/", include(_unit)),
    path("petugas/pengaturan/catatan/", changes.ChangesView.as_view(), name="changes"),
]
