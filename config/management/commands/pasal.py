"""`manage.py pasal [7] [--json]`: which code carries out which article of the regulation, and why some have none."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.law import Pasal, UnknownPasal, index
from foundation.law.coverage import Line, Status, chart
from foundation.law.regulation import perwali

WORDS = {
    Status.PENDING: "belum ada kode: {reason}; tempatnya nanti {file}",
    Status.MISSING: "TIDAK ADA KODE: seharusnya {file}",
    Status.WITHOUT_CODE: "tanpa kode: {reason}",
}


class Command(BaseCommand):
    """Prints the map of the law; reads source files only, no database."""

    help = "Menunjukkan kode mana yang menjalankan pasal mana."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One article number, or none for all; `--json` for machines."""
        parser.add_argument("article", nargs="?", type=int, help="nomor pasal, misalnya 7")
        parser.add_argument("--json", action="store_true", help="keluaran JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every provision of the article asked for (or of all), with its code or its reason."""
        article: int | None = options["article"]
        if article is not None:
            try:
                Pasal(article)
            except UnknownPasal as error:
                raise CommandError(str(error)) from error
        lines = [line for line in chart(index.find()) if article in (None, line.pasal.article)]
        if options["json"]:
            self.stdout.write(json.dumps(as_json(lines), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(as_text(lines, with_words=article is not None)))


def as_text(lines: list[Line], *, with_words: bool) -> list[str]:
    """The map for people, in Indonesian; with the regulation's own words when one article was asked for."""
    shown = [perwali().title]
    for line in lines:
        shown.append("")
        shown.append(str(line.pasal))
        if with_words:
            shown += [f"    {words}" for words in line.pasal.text().splitlines()]
        if line.marks:
            shown += [f"  {mark.file}:{mark.line}  {mark.name}" + cited(line, mark) for mark in line.marks]
        else:
            shown.append("  " + WORDS[line.status].format(reason=line.reason, file=line.file))
    return shown


def cited(line: Line, mark: index.Mark) -> str:
    """The place a mark names, when it is narrower or wider than the line it stands under."""
    return "" if mark.pasal == line.pasal else f"  ({mark.pasal})"


def as_json(lines: list[Line]) -> dict[str, Any]:
    """The map for machines: `code` is empty unless `status` is "carried_out", `file` is where the rule stands or belongs."""
    return {
        "regulation": perwali().title,
        "provisions": [
            {
                "pasal": str(line.pasal),
                "article": line.pasal.article,
                "status": line.status.value,
                "file": line.file,
                "reason": line.reason,
                "code": [
                    {"pasal": str(mark.pasal), "module": mark.module, "name": mark.name, "file": mark.file, "line": mark.line}
                    for mark in line.marks
                ],
            }
            for line in lines
        ],
    }
