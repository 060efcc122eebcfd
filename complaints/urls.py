"""Addresses of the case file: the reporter's status page, the staff's inbox and case screens, the custodians' pages."""

from django.urls import path

from complaints.views import (
    public_acts,
    public_status,
    settings_holidays,
    settings_versions,
    staff_acts,
    staff_answer,
    staff_bulk,
    staff_case,
    staff_custody,
    staff_files,
    staff_identity,
    staff_inbox,
    staff_people,
)

app_name = "complaints"
CASE = "petugas/perkara/<uuid:pk>/"
SETTINGS = "petugas/pengaturan/"
IMPORT = f"{SETTINGS}hari-libur/impor/<uuid:pk>/"
KEEPING = "petugas/identitas/perkara/<uuid:pk>/"

urlpatterns = [
    path("status/", public_status.StatusEntryView.as_view(), name="status"),
    path("status/pesan/", public_acts.SendMessageView.as_view(), name="status_message"),
    path("status/berkas/", public_acts.SendFileView.as_view(), name="status_file"),
    path("status/perlindungan/", public_acts.AskProtectionView.as_view(), name="status_protection"),
    path("status/keluar/", public_status.LeaveStatusView.as_view(), name="status_leave"),
    path("petugas/", staff_inbox.InboxView.as_view(), name="inbox"),
    path("petugas/teruskan/", staff_bulk.BulkForwardView.as_view(), name="bulk_forward"),
    path("petugas/tanda-terima/<uuid:pk>/", staff_case.OfficerReceiptView.as_view(), name="officer_receipt"),
    path(CASE, staff_case.SummaryView.as_view(), name="case"),
    path(f"{CASE}uraian/", staff_case.StoryView.as_view(), name="case_story"),
    path(f"{CASE}pihak/", staff_case.PartiesView.as_view(), name="case_parties"),
    path(f"{CASE}dokumen/", staff_files.FilesView.as_view(), name="case_files"),
    path(f"{CASE}dokumen/<uuid:file>/", staff_files.FileView.as_view(), name="case_file"),
    path(f"{CASE}pesan/", staff_acts.ConversationView.as_view(), name="case_messages"),
    path(f"{CASE}jawaban/", staff_answer.AnswersView.as_view(), name="case_answers"),
    path(f"{CASE}jawaban/tulis/", staff_answer.DraftAnswerView.as_view(), name="case_answer_draft"),
    path(f"{CASE}jawaban/pratinjau/", staff_answer.PreviewAnswerView.as_view(), name="case_answer_preview"),
    path(f"{CASE}linimasa/", staff_case.TimelineView.as_view(), name="case_timeline"),
    path(f"{CASE}identitas/", staff_identity.IdentityView.as_view(), name="case_identity"),
    path(f"{CASE}identitas/minta/", staff_identity.AskIdentityView.as_view(), name="case_identity_ask"),
    path(f"{CASE}identitas/buka/", staff_identity.OpenIdentityView.as_view(), name="case_identity_open"),
    path(f"{CASE}teruskan/", staff_acts.ForwardView.as_view(), name="case_forward"),
    path(f"{CASE}diterima/", staff_acts.AcknowledgeView.as_view(), name="case_acknowledge"),
    path(f"{CASE}tujuan/", staff_acts.RerouteView.as_view(), name="case_reroute"),
    path(f"{CASE}ringkasan/", staff_acts.EditSummaryView.as_view(), name="case_summary_edit"),
    path(f"{CASE}tutup-bagi/", staff_people.WallView.as_view(), name="case_wall"),
    path(f"{CASE}terlapor/tambah/", staff_people.AddAccusedView.as_view(), name="case_add_accused"),
    path(f"{CASE}benturan/", staff_acts.RecuseView.as_view(), name="case_recuse"),
    path(f"{SETTINGS}jenis/", settings_versions.TypesView.as_view(), name="types"),
    path(f"{SETTINGS}jenis/tambah/", settings_versions.AddTypeView.as_view(), name="add_type"),
    path(f"{SETTINGS}jenis/<slug:code>/ubah/", settings_versions.RewordTypeView.as_view(), name="reword_type"),
    path(f"{SETTINGS}jenis/<slug:code>/akhiri/", settings_versions.EndTypeView.as_view(), name="end_type"),
    path(f"{SETTINGS}retensi/", settings_versions.RetentionView.as_view(), name="retention"),
    path(f"{SETTINGS}retensi/tambah/", settings_versions.AddRetentionView.as_view(), name="add_retention"),
    path(f"{SETTINGS}retensi/<slug:code>/ubah/", settings_versions.ChangeRetentionView.as_view(), name="change_retention"),
    path(f"{SETTINGS}retensi/<slug:code>/akhiri/", settings_versions.EndRetentionView.as_view(), name="end_retention"),
    path(f"{SETTINGS}hari-libur/", settings_holidays.HolidaysView.as_view(), name="holidays"),
    path(f"{SETTINGS}hari-libur/tambah/", settings_holidays.AddHolidayView.as_view(), name="add_holiday"),
    path(f"{SETTINGS}hari-libur/<uuid:pk>/cabut/", settings_holidays.WithdrawHolidayView.as_view(), name="withdraw_holiday"),
    path(f"{SETTINGS}hari-libur/impor/", settings_holidays.UploadHolidaysView.as_view(), name="upload_holidays"),
    path(IMPORT, settings_holidays.HolidayImportView.as_view(), name="holiday_import"),
    path(f"{IMPORT}setujui/", settings_holidays.ApproveImportView.as_view(), name="approve_import"),
    path(f"{IMPORT}buang/", settings_holidays.DiscardImportView.as_view(), name="discard_import"),
    path(f"{IMPORT}hentikan/", settings_holidays.StopImportView.as_view(), name="stop_import"),
    path(f"{IMPORT}lanjutkan/", settings_holidays.TakeUpImportView.as_view(), name="take_up_import"),
    path("petugas/identitas/", staff_custody.RequestsView.as_view(), name="identity_requests"),
    path("petugas/identitas/<uuid:request_pk>/", staff_custody.ApproveIdentityView.as_view(), name="identity_approve"),
    path("petugas/identitas/<uuid:request_pk>/tolak/", staff_custody.RefuseIdentityView.as_view(), name="identity_refuse"),
    path(KEEPING, staff_custody.KeepingView.as_view(), name="identity_keeping"),
    path(f"{KEEPING}buka/", staff_custody.KeepingOpenView.as_view(), name="identity_keeping_open"),
    path(f"{KEEPING}kode/", staff_custody.RenewReceiptView.as_view(), name="identity_renew"),
]
