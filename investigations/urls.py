"""Addresses of the follow-up, all below a case."""

from django.urls import path

from investigations.views import orders, reviews, rulings, sheet_paper, suspension

app_name = "investigations"
CASE = "petugas/perkara/<uuid:pk>/"
SHEET = f"{CASE}penelaahan/lembar/<uuid:review>/"

urlpatterns = [
    path(f"{CASE}penelaahan/", reviews.FollowUpView.as_view(), name="follow_up"),
    path(f"{CASE}penelaahan/lembar/", reviews.SheetView.as_view(), name="sheet"),
    path(f"{CASE}penelaahan/banding/<uuid:rival>/", reviews.MergeView.as_view(), name="merge"),
    path(f"{CASE}penelaahan/tanda-tangan/", reviews.SignView.as_view(), name="sign"),
    path(f"{CASE}penelaahan/tanda-tangan/konsep.pdf", sheet_paper.PreviewView.as_view(), name="preview"),
    path(f"{SHEET}lembar.pdf", sheet_paper.PaperView.as_view(), name="paper"),
    path(f"{SHEET}surat/", sheet_paper.MakePaperView.as_view(), name="make_paper"),
    path(f"{SHEET}pindai/", sheet_paper.AddScanView.as_view(), name="add_scan"),
    path(f"{SHEET}pindai/<uuid:scan>/", sheet_paper.ScanView.as_view(), name="scan"),
    path(f"{CASE}disposisi/", orders.DispositionView.as_view(), name="dispose"),
    path(f"{CASE}kewenangan-walikota/", orders.HandToMayorView.as_view(), name="hand_to_mayor"),
    path(f"{CASE}penugasan-walikota/", orders.MayorAssignmentView.as_view(), name="mayor_assignment"),
    path(f"{CASE}surat-tugas/", orders.AssignmentView.as_view(), name="assignment"),
    path(f"{CASE}tim/", orders.TeamView.as_view(), name="team"),
    path(f"{CASE}tim/<uuid:member>/lepas/", orders.ReleaseView.as_view(), name="release"),
    path(f"{CASE}tunda-hentikan/", suspension.SuspendView.as_view(), name="suspend"),
    path(f"{CASE}tunda-hentikan/persetujuan/", suspension.ApproveSuspensionView.as_view(), name="approve_suspension"),
    path(f"{CASE}lanjutkan/", suspension.ResumeView.as_view(), name="resume"),
    path(f"{CASE}terlapor/<uuid:accused>/hentikan/", suspension.PersonStopView.as_view(), name="stop_person"),
    path(f"{CASE}penghentian/<uuid:stop>/lanjutkan/", suspension.PersonResumeView.as_view(), name="resume_person"),
    path(f"{CASE}hasil-audit/", rulings.AuditResultView.as_view(), name="audit_result"),
    path(f"{CASE}putusan/", rulings.DecideView.as_view(), name="decide"),
    path(f"{CASE}bukan-kewenangan/", rulings.OutOfScopeView.as_view(), name="out_of_scope"),
    path(f"{CASE}pelimpahan/", rulings.ReferView.as_view(), name="refer"),
    path(f"{CASE}tutup/", rulings.CloseView.as_view(), name="close"),
]
