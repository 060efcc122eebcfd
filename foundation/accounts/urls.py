"""Addresses of this room."""

from django.urls import include, path

from foundation.accounts.views import account, changes, entrance, notices, people, recovery_key, second_step, units

app_name = "accounts"

_person = [
    path("", people.PersonView.as_view(), name="person"),
    path("tunjuk/", people.AppointView.as_view(), name="appoint"),
    path("akhiri/", people.EndPersonView.as_view(), name="end_person"),
    path("faktor-kedua/", people.ResetFactorView.as_view(), name="reset_factor"),
    path("pulihkan/", people.ResetAccessView.as_view(), name="reset_access"),
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
_account = [
    path("", account.AccountView.as_view(), name="account"),
    path("aplikasi/", account.TotpView.as_view(), name="totp"),
    path("kunci-sandi/", account.PasskeyView.as_view(), name="passkey"),
    path("faktor/<int:factor>/hapus/", account.RemoveFactorView.as_view(), name="remove_factor"),
    path("kode/", account.CodesView.as_view(), name="codes"),
    path("kode-pemulihan/", account.RecoveryCodeView.as_view(), name="recovery_code"),
    path("tempat-masuk/", account.SessionsView.as_view(), name="sessions"),
    path("tempat-masuk/akhiri-lainnya/", account.EndOtherSessionsView.as_view(), name="end_other_sessions"),
    path("tempat-masuk/<slug:name>/akhiri/", account.EndSessionView.as_view(), name="end_session"),
]
urlpatterns = [
    path("petugas/masuk/", entrance.SignInView.as_view(), name="login"),
    path("petugas/masuk/pulih/", second_step.RecoverView.as_view(), name="recover"),
    path("petugas/akun/", include(_account)),
    path("petugas/pemberitahuan/", notices.NoticesView.as_view(), name="notices"),
    path("petugas/keluar/", entrance.SignOutView.as_view(), name="logout"),
    path("petugas/sandi/", entrance.PasswordView.as_view(), name="password"),
    path("petugas/pengaturan/orang/", people.PeopleView.as_view(), name="people"),
    path("petugas/pengaturan/orang/tambah/", people.AddPersonView.as_view(), name="add_person"),
    path("petugas/pengaturan/orang/<uuid:pk>/", include(_person)),
    path("petugas/pengaturan/unit/", units.UnitsView.as_view(), name="units"),
    path("petugas/pengaturan/unit/tambah/", units.AddUnitView.as_view(), name="add_unit"),
    path("petugas/pengaturan/unit/<uuid:unit>/", include(_unit)),
    path("petugas/pengaturan/kunci-pemulihan/", recovery_key.RecoveryKeyView.as_view(), name="recovery_key"),
    path("petugas/pengaturan/catatan/", changes.ChangesView.as_view(), name="changes"),
]
