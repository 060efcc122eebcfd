"""Addresses of the ways in: public pages, the form, and the officer's desk."""

from django.urls import path

from channels.views import public_pages, public_receipt, public_sending, settings, staff

app_name = "channels"

urlpatterns = [
    path("", public_pages.LandingView.as_view(), name="landing"),
    path("cara-lain/", public_pages.WaysView.as_view(), name="ways"),
    path("privasi/", public_pages.PrivacyView.as_view(), name="privacy"),
    path("aksesibilitas/", public_pages.AccessibilityView.as_view(), name="accessibility"),
    path("peraturan/", public_pages.RegulationView.as_view(), name="regulation"),
    path("lapor/", public_sending.StartView.as_view(), name="start"),
    path("lapor/<int:number>/", public_sending.step, name="step"),
    path("lapor/lanjut/", public_sending.ResumeView.as_view(), name="resume"),
    path("lapor/tersimpan/", public_sending.SavedView.as_view(), name="saved"),
    path("lapor/tanda-terima/", public_sending.ReceiptView.as_view(), name="receipt"),
    path("lapor/tanda-terima.txt", public_sending.ReceiptTextView.as_view(), name="receipt_text"),
    path("lapor/tanda-terima.pdf", public_receipt.ReceiptPaperView.as_view(), name="receipt_pdf"),
    path("lapor/hapus/", public_sending.EraseView.as_view(), name="erase"),
    path("lapor/selesai/", public_sending.FinishView.as_view(), name="finished"),
    path("petugas/catat/", staff.RecordView.as_view(), name="record"),
    path("petugas/catat/pejabat/", staff.DeskView.as_view(), name="desk"),
    path("petugas/catat/tanda-terima/<uuid:pk>.pdf", staff.DeskReceiptPaperView.as_view(), name="desk_receipt_pdf"),
    path("petugas/pengaturan/saluran/", settings.ChannelsView.as_view(), name="channels"),
    path("petugas/pengaturan/saluran/tambah/", settings.AddChannelView.as_view(), name="add_channel"),
    path("petugas/pengaturan/saluran/<slug:code>/ubah/", settings.ChangeChannelView.as_view(), name="change_channel"),
    path("petugas/pengaturan/saluran/<slug:code>/akhiri/", settings.EndChannelView.as_view(), name="end_channel"),
]
