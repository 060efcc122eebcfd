"""`manage.py vault_recover`: opens named cases again with two shares: `--export` and `--import` on the server, `--reseal` offline."""

import os
import resource
import uuid
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from complaints.models import Complaint
from complaints.services.recovery import RecoveryRefused, ask_recovery, take_in_recovery
from foundation.vault.codes import normalise
from foundation.vault.errors import BadCode
from foundation.vault.recovery import requests
from foundation.vault.recovery.facts import Asked, RecoveryFileRefused, read_request
from foundation.vault.recovery.shares import LineWrong, SharesDoNotFit, combined, labels_of, pieces_in, read_line, wipe


class Command(BaseCommand):
    """Nothing of a case can be read in any of its files; two shares are typed on the offline machine alone."""

    help = "Pulihkan akses ke perkara dengan dua bagian kunci pemulihan: --export, --reseal (luring), --import."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One of the three steps; each writes or reads one file."""
        step = parser.add_mutually_exclusive_group(required=True)
        step.add_argument("--export", type=Path, metavar="BERKAS", help="di peladen: tulis permintaan")
        step.add_argument("--reseal", type=Path, metavar="BERKAS", help="di komputer luring: jawab permintaan dengan dua bagian kunci")
        step.add_argument("--import", type=Path, metavar="BERKAS", dest="take_in", help="di peladen: terima jawaban")
        parser.add_argument("--case", action="append", default=[], metavar="NOMOR", help="nomor register; boleh berulang")
        parser.add_argument("--to", metavar="PENGGUNA", help="nama pengguna yang akan membuka")
        parser.add_argument("--out", type=Path, help="berkas jawaban --reseal (bawaan: nama permintaan + .jawaban)")
        parser.add_argument("--share", action="append", type=Path, metavar="BERKAS", help="teks satu bagian, dari pemindai QR; dua kali")
        parser.add_argument("--fingerprint", default="", help="bersama --reseal: sidik permintaan dari kertas; tanpa ini ditanyakan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the one step. Raises CommandError with what to do."""
        if options["export"] is not None:
            self.export(options["export"], options["case"], options["to"])
        elif options["reseal"] is not None:
            source: Path = options["reseal"]
            target: Path = options["out"] or source.with_name(source.name + ".jawaban")
            self.reseal(source, target, options["share"], typed=options["fingerprint"])
        else:
            self.take_in(options["take_in"])

    def export(self, path: Path, numbers: list[str], username: str | None) -> None:
        """Write the request for named cases."""
        if not numbers or not username:
            raise CommandError("Sebutkan perkara dengan --case NOMOR (boleh berulang) dan penerimanya dengan --to PENGGUNA.")
        try:
            text = ask_recovery(numbers, username, request=uuid.uuid4(), at=timezone.now())
        except RecoveryRefused as refusal:
            raise CommandError(str(refusal)) from None
        write_new(path, text)
        self.show(read_request(text))
        self.stdout.write(f"{path} memuat kunci tersegel itu saja. Catat daftar di atas dan sidik permintaan ini di kertas,")
        self.stdout.write("bawa berkas ke komputer luring, dan jalankan vault_recover --reseal di sana. Sidik permintaan:")
        self.stdout.write(read_request(text).mark)

    def show(self, asked: Asked) -> None:
        """What is asked for and for whom, in lines that nothing in the file can add to or paint over; the fingerprint alone, last."""
        for case, kinds in asked.cases.items():
            self.stdout.write(f"Perkara {case}: {', '.join(kinds)}")
        self.stdout.write(f"Jumlah: {len(asked.cases)} perkara, {len(asked.parts)} kunci")
        self.stdout.write(f"Dibuka untuk: {asked.name} ({asked.username}), dengan sidik kunci:")
        self.stdout.write(asked.fingerprint)

    def reseal(self, source: Path, target: Path, shares: list[Path] | None, *, typed: str) -> None:
        """On the offline machine: the request's mark from the paper, two shares, the answer."""
        # A dump of this process would hold the key.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if target.exists():
            raise CommandError(f"{target} sudah ada. Pilih nama lain dengan --out atau hapus berkas itu.")
        request = read_text(source)
        try:
            asked = read_request(request)
        except RecoveryFileRefused:
            raise CommandError(f"{source} bukan permintaan pemulihan yang utuh. Salin lagi dari peladen.") from None
        self.show(asked)
        self.stdout.write("Cocokkan perkara, jumlah, dan nama itu dengan catatan di kertas.")
        if not is_mark(typed or input("Ketik sidik permintaan dari kertas: "), asked.mark):
            raise CommandError(
                "Sidik yang diketik berbeda dari sidik berkas ini. Periksa catatannya; bila memang berbeda, berkas ini bukan yang ditulis "
                "--export: berhenti, dan jangan ketik bagian kunci."
            )
        lines = [line for path in shares for line in lines_of(path)] if shares else self.typed()
        try:
            pieces = pieces_in(lines)
            private = combined(pieces)
        except SharesDoNotFit:
            raise CommandError("Bagian kunci belum cukup: perlu dua lembar yang berbeda, dari upacara yang sama.") from None
        except LineWrong as wrong:
            raise CommandError(f"Baris {wrong.label} salah. Periksa baris itu pada lembarnya.") from None
        try:
            made = requests.reseal(request, private)
        except requests.OfAnotherPair as other:
            raise CommandError(
                f"Kedua bagian ini membentuk kunci dengan sidik {other}, yang tidak membuka apa pun dalam berkas ini. "
                "Pakai lembar yang sidiknya sama, dua-duanya dari upacara yang sama."
            ) from None
        except RecoveryFileRefused:
            raise CommandError(f"{source} rusak atau sudah diubah: ada kunci yang tidak terbuka. Salin lagi dari peladen.") from None
        finally:
            wipe(private, *pieces.values())
        write_new(target, made.text)
        self.stdout.write(f"{made.done} kunci dimeterai ulang ke {target}; bawa berkas itu ke peladen: vault_recover --import.")
        if made.left:
            self.stdout.write(f"{made.left} kunci tertinggal: dimeterai untuk upacara lain. Untuk perkara yang lengkap jawaban ini cukup;")
            self.stdout.write("untuk yang lain ulangi dari --export, dengan lembar dari upacara itu.")

    def typed(self) -> list[tuple[str, str]]:
        """The lines of two shares as they are typed; a wrong one is asked again by its number."""
        found: list[tuple[str, str]] = []
        letters: list[str] = []
        while len(letters) < 2:
            letter = input(f"Huruf bagian {'pertama' if not letters else 'kedua'} (A, B, atau C): ").strip().upper()
            if letter not in set("ABC") - set(letters):
                self.stdout.write("Ketik A, B, atau C, dan dua huruf yang berbeda.")
                continue
            letters.append(letter)
            found.extend(map(self.line, labels_of(letter)))
        return found

    def line(self, label: str) -> tuple[str, str]:
        """One line, until it is right."""
        while True:
            try:
                read = read_line(input(f"Baris {label}: "), expected=label)
            except LineWrong:
                self.stdout.write(f"Baris {label} salah ketik. Cocokkan dengan lembarnya, lalu ketik lagi.")
                continue
            if read[0] == label:
                return read
            self.stdout.write(f"Itu baris {read[0]}; yang diminta baris {label}.")

    def take_in(self, path: Path) -> None:
        """Grant what came back."""
        try:
            found = take_in_recovery(read_text(path), at=timezone.now())
        except RecoveryRefused as refusal:
            raise CommandError(str(refusal)) from None
        if found.cases:
            self.stdout.write(f"Akses dipulihkan: {numbers_of(found.cases)}. Inspektur atau pemegang perkara diberi tahu.")
        if found.kept:
            self.stdout.write(
                f"Kunci yang masih berlaku tidak diganti: {numbers_of(found.kept)}. Bila tidak terbuka, tekan Pulihkan akses pada halaman "
                "orang itu, minta ia membuat kata sandi, lalu ulangi dari --export."
            )


def numbers_of(cases: Iterable[Complaint]) -> str:
    """The register numbers, in a row."""
    return ", ".join(case.register_number for case in cases)


def lines_of(path: Path) -> list[tuple[str, str]]:
    """The lines of a share in a text file, as a QR scanner writes it. Raises CommandError naming each wrong line."""
    found, wrong = [], []
    for text in filter(str.strip, read_text(path).splitlines()):
        try:
            found.append(read_line(text))
        except LineWrong as error:
            wrong.append(error.label)
    if wrong:
        raise CommandError(f"{path}: baris {', '.join(wrong)} salah. Periksa baris itu pada lembarnya.")
    return found


def read_text(path: Path) -> str:
    """Raises CommandError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"{path} tidak dapat dibaca. Periksa nama dan letak berkasnya.") from None


def write_new(path: Path, text: str) -> None:
    """A new file for its owner alone. Raises CommandError when there is one already or the folder refuses."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CommandError(f"{path} sudah ada. Pilih nama lain atau hapus berkas itu.") from None
    except OSError:
        raise CommandError(f"{path} tidak dapat ditulis. Pilih folder lain.") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise CommandError(f"{path} tidak dapat ditulis: mungkin medianya penuh. Pilih folder lain.") from None


def is_mark(typed: str, mark: str) -> bool:
    """Whether somebody typed this mark; spaces, dashes, case, O for 0 and I or L for 1 are forgiven."""
    try:
        return normalise(typed) == normalise(mark)
    except BadCode:
        return False
