"""Addresses of the case file: the reporter's status page and the staff's inbox and case screens."""

from django.urls import path

from complaints.views import (
    public_acts,
    public_status,
    staff_acts,
    staff_answer,
    staff_bulk,
    staff_case,
    staff_files,
    staff_inbox,
    staff_saved,
)

app_name = "complaints"
CASE = "petugas/perkara/<uuid:pk>/"

urlpatterns = [
    path("status/", public_status.StatusEntryView.as_view(), name="status"),
    path("status/pesan/", public_acts.SendMessageView.as_view(), name="status_message"),
    path("status/berkas/", public_acts.SendFileView.as_view(), name="status_file"),
    path("status/perlindungan/", public_acts.AskProtectionView.as_view(), name="status_protection"),
    path("status/keluar/", public_status.LeaveStatusView.as_view(), name="status_leave"),
    path("petugas/", staff_inbox.InboxView.as_view(), name="inbox"),
    path("petugas/teruskan/", staff_bulk.BulkForwardView.as_view(), name="bulk_forward"),
    path("petugas/tampilan/simpan/", staff_saved.SaveView.as_view(), name="save_view"),
    path("petugas/tampilan/<uuid:pk>/hapus/", staff_saved.DropView.as_view(), name="drop_view"),
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
    path(f"{CASE}identitas/", staff_case.IdentityView.as_view(), name="case_identity"),
    path(f"{CASE}teruskan/", staff_acts.ForwardView.as_view(), name="case_forward"),
    path(f"{CASE}diterima/", staff_acts.AcknowledgeView.as_view(), name="case_acknowledge"),
    path(f"{CASE}tujuan/", staff_acts.RerouteView.as_view(), name="case_reroute"),
    path(f"{CASE}ringkasan/", staff_acts.EditSummaryView.as_view(), name="case_summary_edit"),
    path(f"{CASE}benturan/", staff_acts.RecuseView.as_view(), name="case_recuse"),
]
