"""Addresses of the case file: the reporter's status page and the staff's inbox and case screens."""

from django.urls import path

from complaints.views import public, staff_answer, staff_bulk, staff_case, staff_inbox

app_name = "complaints"
CASE = "petugas/perkara/<uuid:pk>/"

urlpatterns = [
    path("status/", public.StatusEntryView.as_view(), name="status"),
    path("status/pesan/", public.SendMessageView.as_view(), name="status_message"),
    path("status/berkas/", public.SendFileView.as_view(), name="status_file"),
    path("status/perlindungan/", public.AskProtectionView.as_view(), name="status_protection"),
    path("status/keluar/", public.LeaveStatusView.as_view(), name="status_leave"),
    path("petugas/", staff_inbox.InboxView.as_view(), name="inbox"),
    path("petugas/teruskan/", staff_bulk.BulkForwardView.as_view(), name="bulk_forward"),
    path("petugas/tanda-terima/<uuid:pk>/", staff_case.OfficerReceiptView.as_view(), name="officer_receipt"),
    path(CASE, staff_case.SummaryView.as_view(), name="case"),
    path(f"{CASE}uraian/", staff_case.StoryView.as_view(), name="case_story"),
    path(f"{CASE}pihak/", staff_case.PartiesView.as_view(), name="case_parties"),
    path(f"{CASE}dokumen/", staff_case.FilesView.as_view(), name="case_files"),
    path(f"{CASE}dokumen/<uuid:file>/", staff_case.FileView.as_view(), name="case_file"),
    path(f"{CASE}pesan/", staff_case.ConversationView.as_view(), name="case_messages"),
    path(f"{CASE}jawaban/", staff_answer.AnswersView.as_view(), name="case_answers"),
    path(f"{CASE}jawaban/tulis/", staff_answer.DraftAnswerView.as_view(), name="case_answer_draft"),
    path(f"{CASE}jawaban/pratinjau/", staff_answer.PreviewAnswerView.as_view(), name="case_answer_preview"),
    path(f"{CASE}linimasa/", staff_case.TimelineView.as_view(), name="case_timeline"),
    path(f"{CASE}identitas/", staff_case.IdentityView.as_view(), name="case_identity"),
    path(f"{CASE}teruskan/", staff_case.ForwardView.as_view(), name="case_forward"),
    path(f"{CASE}diterima/", staff_case.AcknowledgeView.as_view(), name="case_acknowledge"),
    path(f"{CASE}tujuan/", staff_case.RerouteView.as_view(), name="case_reroute"),
    path(f"{CASE}ringkasan/", staff_case.EditSummaryView.as_view(), name="case_summary_edit"),
    path(f"{CASE}benturan/", staff_case.RecuseView.as_view(), name="case_recuse"),
]
