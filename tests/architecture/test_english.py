import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Engine
from django.template.base import Node, NodeList, Template, Variable
from django.template.library import SimpleBlockNode
from django.template.loader import get_template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

from channels.services.seeding import seed_channels
from tests.architecture.house import ROOT

SAME_IN_BOTH = {"WhatsApp", "Status: %(address)s"}
"""What an Indonesian and an English reader call by the same words."""
PUBLIC_TEMPLATES = (
    "*.html",
    "accounts/public/*",
    "bootstrap5/**/*.html",
    "channels/_*.html",
    "channels/public/*",
    "complaints/_letter.html",
    "complaints/public/*",
    "components/*",
    "layouts/*",
    "papers/public/*",
    "reports/public/*",
    "ui/*",
)
ONLY_FOR_STAFF = {"components/staff_menu.html", "layouts/settings.html", "layouts/staff.html", "ui/not_for_staff.html"}
PUBLIC_SOURCES = (
    "channels/enums.py",
    "channels/forms/parts.py",
    "channels/forms/public.py",
    "channels/rules/*.py",
    "channels/views/answers.py",
    "channels/views/public_*.py",
    "channels/views/receipt.py",
    "channels/views/typed.py",
    "complaints/enums.py",
    "complaints/forms/reporter.py",
    "complaints/services/answer_letters.py",
    "complaints/views/public_*.py",
    "complaints/views/status_page.py",
    "foundation/papers/enums.py",
    "foundation/papers/letters.py",
    "foundation/ui/**/*.py",
    "reports/enums.py",
    "reports/slots.py",
    "reports/views/presentation.py",
    "reports/views/public.py",
)
STAFF_SOURCES = {"foundation/jobs/slots.py", "reports/views/staff.py", "reports/views/staff_acts.py"}
"""What only staff read, who work in Indonesian (foundation.ui.language): English is not asked for."""
ROOMS = ("channels", "complaints", "config", "foundation", "investigations", "protection", "reports", "rewards")
HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)


def found(root: Path, patterns: tuple[str, ...]) -> list[str]:
    """Paths below `root` that fit a pattern, in a fixed order."""
    return sorted({str(path.relative_to(root)) for pattern in patterns for path in root.glob(pattern) if path.is_file()})


TEMPLATES = [name for name in found(ROOT / "templates", PUBLIC_TEMPLATES) if name not in ONLY_FOR_STAFF]
SOURCES = found(ROOT, PUBLIC_SOURCES)


def words_of(node: Node) -> Iterator[str]:
    """The sentences that one translating tag looks up."""
    if isinstance(node, TranslateNode) and isinstance(node.filter_expression.var, Variable):
        yield str(node.filter_expression.var.literal)
    if isinstance(node, BlockTranslateNode):
        yield node.render_token_list(node.singular)[0]
        if node.plural:
            yield node.render_token_list(node.plural)[0]


def said_by_template(template: Template) -> set[str]:
    return said_by_nodes(template.nodelist)


def said_by_nodes(nodes: NodeList) -> set[str]:
    said = {words for node in nodes.get_nodes_by_type((TranslateNode, BlockTranslateNode)) for words in words_of(node)}
    # Django does not look inside components that take content.
    return said.union(*(said_by_nodes(block.nodelist) for block in nodes.get_nodes_by_type(SimpleBlockNode)))


def said_by_source(text: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(text)))
    imported = (name for node in nodes if isinstance(node, ast.ImportFrom) for name in node.names)
    # Also under names that makemessages does not know: it would pass over these sentences in silence.
    marks = {name.asname or name.name for name in imported if "gettext" in name.name}
    calls = (node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    marked = (call.args[0] for call in calls if call.func.id in marks)
    return {word.value for word in marked if isinstance(word, ast.Constant)}


def without_english(words: set[str]) -> list[str]:
    with (ROOT / "locale/en/LC_MESSAGES/django.mo").open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return sorted(word for word in words - SAME_IN_BOTH if catalogue.gettext(word) == word and catalogue.ngettext(word, word, 1) == word)


def test_whatever_is_marked_for_translation_is_the_publics_or_named_as_the_staffs():
    sources = {str(path.relative_to(ROOT)) for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    names = {str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html")}
    others = {name for name in names - set(TEMPLATES) - ONLY_FOR_STAFF if "/staff/" not in name}

    assert {name for name in sources - set(SOURCES) if said_by_source((ROOT / name).read_text())} == STAFF_SOURCES
    assert [name for name in sorted(others) if said_by_template(get_template(name).template)] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_sentence_of_a_public_template_has_its_english(name):
    assert without_english(said_by_template(get_template(name).template)) == []


@pytest.mark.parametrize("name", SOURCES)
def test_every_sentence_that_public_code_says_has_its_english(name):
    assert without_english(said_by_source((ROOT / name).read_text())) == []


def test_sentences_of_templates_are_seen_inside_other_tags():
    page = """{% load i18n %}{% if a %}{% translate "Satu" %}{% endif %}{% translate 'Dua' as two %}
    {% alert "info" title=two %}{% blocktranslate with n=a trimmed %}
      Orang {{ n }}{% endblocktranslate %}{% endalert %}
    {% blocktranslate count n=a %}satu berkas{% plural %}{{ n }} berkas{% endblocktranslate %}{% translate a %}"""

    assert said_by_template(Engine.get_default().from_string(page)) >= {"Satu", "Dua", "Orang %(n)s", "satu berkas", "%(n)s berkas"}


def test_sentences_of_code_are_seen():
    code = """from django.utils.translation import gettext_lazy as _, gettext as now, ngettext
_("Satu")
f(now("Dua") % {})
ngettext("%(n)d berkas", "%(n)d berkas", 2)
print("Tiga")"""

    assert said_by_source(code) == {"Satu", "Dua", "%(n)d berkas"}


def test_a_sentence_without_english_is_named():
    assert without_english({"Kalimat yang belum pernah ada", "Bukti", "WhatsApp"}) == ["Kalimat yang belum pernah ada"]


def test_the_landing_page_speaks_english_to_those_who_chose_it(db, client):
    seed_channels()
    client.cookies["bahasa"] = "en"

    page = client.get("/").content.decode()

    assert '<html lang="en">' in page
    assert "You do not need an account. The form takes about 10 minutes and can be continued later." in page
    assert [" ".join(re.sub(r"<small>.*?</small>|<[^>]+>", "", heading).split()) for heading in HEADING.findall(page)] == [
        "Complaints about Misconduct by Employees",
        "What you receive from us",
        "What you can report",
        "We handle",
        "Handled by other agencies",
        "With or without a name, always kept secret",
        "I give my name",
        "Without a name",
        "Other ways to complain",
        "The proof: figures every month",
    ]
