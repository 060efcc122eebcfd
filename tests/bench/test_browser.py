"""The load generator's browser reads forms by the names of their fields and sends files as browsers do."""

import pytest

from bench.browser import Answer, BadAnswer, Form, form_with, forms_in, multipart

PAGE = """
<form action="/bahasa/" method="post"><input type="hidden" name="next" value="/"><button name="language" value="en">English</button></form>
<p><input name="outside" value="x"></p>
<form method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="abc">
  <input type="radio" name="asal" value="none"><input type="radio" name="asal" value="inspector" checked>
  <input type="checkbox" name="setuju"><input type="text" name="tempat" value="Loket 2"><textarea name="uraian">lama</textarea>
</form>
"""


def test_forms_hold_what_stands_in_them_before_anybody_types():
    assert forms_in(PAGE) == [
        Form("/bahasa/", {"next": "/"}, {"next", "language"}),
        Form(
            "",
            {"csrfmiddlewaretoken": "abc", "asal": "inspector", "tempat": "Loket 2"},
            {"csrfmiddlewaretoken", "asal", "setuju", "tempat", "uraian"},
        ),
    ]


def test_the_form_is_found_by_one_of_its_fields():
    assert form_with(PAGE, "uraian").fields["csrfmiddlewaretoken"] == "abc"


def test_a_page_without_the_form_is_a_bad_answer():
    with pytest.raises(BadAnswer, match="no form with the field kode"):
        form_with(PAGE, "kode")


def test_files_are_sent_as_parts_of_one_body():
    body, kind = multipart({"menyusul": "on"}, {"berkas": ("foto.jpg", b"\xff\xd8")})
    boundary = kind.removeprefix("multipart/form-data; boundary=")

    assert (
        body
        == (
            f'--{boundary}\r\nContent-Disposition: form-data; name="menyusul"\r\n\r\non\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="berkas"; filename="foto.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
        ).encode()
        + b"\xff\xd8\r\n"
        + f"--{boundary}--\r\n".encode()
    )


def test_compressed_answers_are_read():
    import gzip

    assert Answer(200, {"content-encoding": "gzip"}, gzip.compress(b"Sampaikan")).text == "Sampaikan"
