"""Reads a page as a person does: its words without markup, its table, its links, its forms."""

from html.parser import HTMLParser

from django.http import HttpResponse

UNSEEN = {"script", "style", "title", "head"}
VOID = {"meta", "link", "input", "img", "br", "hr", "rect", "path", "circle"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in UNSEEN

    def handle_endtag(self, tag):
        self.unseen -= tag in UNSEEN

    def handle_data(self, data):
        if not self.unseen:
            self.parts.append(data)


def text_of(response: HttpResponse) -> str:
    """All the words of a page, single spaces between them."""
    reader = _Text()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.parts).split())


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += f" {data}"


def rows_of(response: HttpResponse) -> list[list[str]]:
    """The words of each cell of each body row of the page's table."""
    body = response.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    reader = _Cells()
    reader.feed(f"<tbody{body}")
    return [[" ".join(cell.split()) for cell in row] for row in reader.rows]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.href: str | None = None
        self.words = ""

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.href, self.words = dict(attrs).get("href", ""), ""

    def handle_endtag(self, tag):
        if tag == "a" and self.href is not None:
            self.links[" ".join(self.words.split())] = self.href
            self.href = None

    def handle_data(self, data):
        self.words += data


def links_of(response: HttpResponse) -> dict[str, str]:
    """Every link of a page: its words and where it leads."""
    reader = _Links()
    reader.feed(response.content.decode())
    return reader.links


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self.actions: list[str] = []
        self.area: str | None = None

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.forms.append({})
            self.actions.append(found.get("action") or "")
        if not self.forms or "name" not in found:
            return
        if tag == "textarea":
            self.area = found["name"]
            self.forms[-1][self.area] = ""
        elif tag == "input" and (found.get("type") not in {"checkbox", "radio"} or "checked" in found):
            self.forms[-1][found["name"]] = found.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.forms[-1][self.area] += data


def form_of(response: HttpResponse, field: str) -> dict[str, str]:
    """What the form that has this field would send as it stands."""
    reader = _Fields()
    reader.feed(response.content.decode())
    return next(form for form in reader.forms if field in form)
