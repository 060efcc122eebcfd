"""Addresses of this room."""

from django.urls import include, path

from foundation.papers.views import letterheads, numbering, public, texts

app_name = "papers"

_letterheads = [
    path("", letterheads.LetterheadsView.as_view(), name="letterheads"),
    path("tambah/", letterheads.AddLetterheadView.as_view(), name="add_letterhead"),
    path("<uuid:letterhead>/akhiri/", letterheads.EndLetterheadView.as_view(), name="end_letterhead"),
    path("<uuid:letterhead>/contoh.pdf", letterheads.LetterheadSampleView.as_view(), name="letterhead_sample"),
]
_signatories = [
    path("", letterheads.SignatoriesView.as_view(), name="signatories"),
    path("tambah/", letterheads.AddSignatoryView.as_view(), name="add_signatory"),
    path("<uuid:signatory>/akhiri/", letterheads.EndSignatoryView.as_view(), name="end_signatory"),
]
_numbering = [
    path("", numbering.NumberingView.as_view(), name="numbering"),
    path("tambah/", numbering.AddNumberingView.as_view(), name="add_numbering"),
    path("<uuid:numbering>/akhiri/", numbering.EndNumberingView.as_view(), name="end_numbering"),
]
_texts = [
    path("", texts.TextsView.as_view(), name="texts"),
    path("<slug:page>/", texts.TextView.as_view(), name="text"),
]
_references = [
    path("", texts.ReferencesView.as_view(), name="references"),
    path("tambah/", texts.AddReferenceView.as_view(), name="add_reference"),
    path("<int:reference>/", texts.ChangeReferenceView.as_view(), name="change_reference"),
]
urlpatterns = [
    path("keaslian/<str:code>/", public.VerifyView.as_view(), name="verify"),
    path("petugas/pengaturan/kop/", include(_letterheads)),
    path("petugas/pengaturan/penanda-tangan/", include(_signatories)),
    path("petugas/pengaturan/nomor-surat/", include(_numbering)),
    path("petugas/pengaturan/teks/", include(_texts)),
    path("petugas/pengaturan/dasar-hukum/", include(_references)),
]
