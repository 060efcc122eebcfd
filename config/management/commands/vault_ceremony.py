"""`manage.py vault_ceremony`: makes the recovery key offline in three shares; `--install` brings its public half to the server."""

import resource
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.ceremony import PUBLIC_FILE, FolderRefused, hold
from foundation.vault.holders import fingerprint
from foundation.vault.recovery import pairs, public
from foundation.vault.recovery.custodians import HOLDERS, HoldersRefused, ShareHolder, check_holders, two_inside

INSIDE, OUTSIDE = "inspektorat", "luar"


class Command(BaseCommand):
    """Three ways: make a pair (no database, no network), install or rotate it on the server, show which is in force."""

    help = "Upacara kunci pemulihan: buat di komputer luring, pasang bagian publiknya di peladen, lihat keadaannya."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Without any of them: the ceremony itself, which asks for the three holders."""
        parser.add_argument("--out", type=Path, default=Path("upacara-kunci"), help="folder untuk tiga lembar PDF dan berkas publik")
        parser.add_argument("--holder", action="append", metavar="NAMA;JABATAN;luar|inspektorat", help="pemegang; tiga kali")
        parser.add_argument("--install", type=Path, metavar="BERKAS", help=f"pasang {PUBLIC_FILE} di peladen ini")
        parser.add_argument("--rotate", action="store_true", help="bersama --install: gantikan kunci pemulihan yang berlaku")
        parser.add_argument("--fingerprint", default="", help="sidik yang tercetak pada lembar; tanpa ini ditanyakan")
        parser.add_argument("--yes", action="store_true", help="bersama --install: pemegang dan tanggal sudah dicocokkan, jangan tanya")
        parser.add_argument("--status", action="store_true", help="kunci mana yang berlaku, dan berapa persen penggantiannya")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do the one thing asked for. Raises CommandError with what to do."""
        if options["status"]:
            self.show()
        elif options["install"] is not None:
            self.install(options["install"], typed=options["fingerprint"], rotate=options["rotate"], yes=options["yes"])
        else:
            self.make(options["holder"], options["out"])

    def make(self, given: list[str] | None, folder: Path) -> None:
        """The ceremony."""
        # A dump of this process would hold the key.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            holders = [parsed(one) for one in given] if given else self.asked()
            check_holders(holders)
            if two_inside(holders):
                self.stdout.write("Perhatian: dua pemegang berasal dari Inspektorat; berdua saja mereka dapat membuka semua perkara.")
            mark = hold(holders, folder, at=timezone.now())
        except (HoldersRefused, FolderRefused) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"Sidik kunci publik: {mark}")
        self.stdout.write(f"Tiga lembar dan {PUBLIC_FILE} ada di {folder}. Cetak setiap lembar sekali, di depan pemegangnya;")
        self.stdout.write(f"bawa hanya {PUBLIC_FILE} ke peladen; lalu hapus ketiga PDF dan matikan komputer ini.")

    def asked(self) -> list[ShareHolder]:
        """The three holders as they are typed in; a wrong answer to the last question asks it again."""
        found = []
        for letter in "ABC":
            name = input(f"Bagian {letter}, nama pemegang: ").strip()
            office = input(f"Bagian {letter}, jabatan: ").strip()
            answer = ""
            while answer not in ("y", "t"):
                answer = input("Apakah ia pegawai Inspektorat? [y/t]: ").strip().lower()
            found.append(ShareHolder(name, office, of_inspectorate=answer == "y"))
        return found

    def install(self, path: Path, *, typed: str, rotate: bool, yes: bool) -> None:
        """Bring the public half in, once the fingerprint of the paper was typed and what it does not cover was seen."""
        try:
            half = public.read(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, public.PublicFileRefused):
            raise CommandError(f"{path} bukan berkas publik sebuah upacara, atau sudah diubah. Ambil lagi dari media upacara.") from None
        typed = typed or input("Ketik sidik kunci publik dari salah satu lembar kertas: ")
        if plain(typed) != plain(half.fingerprint):
            raise CommandError(
                "Sidik yang diketik berbeda dari sidik berkas ini. Periksa lembarnya; bila memang berbeda, berkas ini bukan dari "
                "upacara itu."
            )
        self.stdout.write(f"Upacara: {half.held_on:%Y-%m-%d}")
        for letter, one in zip("ABC", half.holders, strict=True):
            self.stdout.write(f"Bagian {letter}: {one.name}, {one.office} ({INSIDE if one.of_inspectorate else OUTSIDE})")
        if not yes and input("Apakah tanggal dan ketiga pemegang itu sama dengan berita acara? [y/t]: ").strip().lower() != "y":
            raise CommandError("Tidak ada yang dipasang. Ambil lagi berkas publik dari media upacara, lalu ulangi.")
        try:
            pairs.install(half, rotate=rotate, at=timezone.now())
        except pairs.PairKnown:
            raise CommandError("Kunci ini sudah pernah dipasang di peladen ini; tidak ada yang diubah.") from None
        except pairs.PairStands as standing:
            raise CommandError(
                f"Peladen ini sudah memiliki kunci pemulihan dengan sidik {standing}; tidak ada yang diubah. "
                "Bila kunci itu memang hendak diganti, ulangi dengan --rotate."
            ) from None
        except pairs.NothingToRotate:
            raise CommandError("Belum ada kunci pemulihan yang dapat diganti. Ulangi tanpa --rotate.") from None
        self.stdout.write(f"Kunci pemulihan {half.fingerprint} dipasang.")
        self.show()

    def show(self) -> None:
        """Which key, held by whom, and how far a rotation has come."""
        holder, pair = pairs.living_pair()
        if holder is None:
            raise CommandError("Belum ada kunci pemulihan. Jalankan manage.py vault_ceremony di komputer luring, lalu --install di sini.")
        self.stdout.write(f"Sidik: {fingerprint(bytes(holder.public_key))}")
        if pair is None:
            self.stdout.write("Kunci ini hanya untuk demo: dibuat oleh penyiapan di mesin ini, bukan oleh upacara (vault_ceremony).")
        else:
            self.stdout.write(f"Upacara: {pair.held_on:%Y-%m-%d}")
            for letter, one in zip("ABC", pair.custodians, strict=True):
                self.stdout.write(f"Bagian {letter}: {one['name']}, {one['office']}")
        done = pairs.progress()
        self.stdout.write(f"Dimeterai untuk kunci ini: {done.sealed} dari {done.all} kompartemen ({done.percent}%).")
        if done.left:
            self.stdout.write(f"Sisanya, {done.left}, masih dibuka oleh bagian kunci sebelumnya: simpan lembar lama sampai 100%.")


def parsed(text: str) -> ShareHolder:
    """A holder as given on the command line. Raises HoldersRefused."""
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != HOLDERS or parts[2].lower() not in (INSIDE, OUTSIDE):
        raise HoldersRefused(f'Tulis setiap pemegang sebagai "Nama;Jabatan;{OUTSIDE}" atau "Nama;Jabatan;{INSIDE}".')
    return ShareHolder(parts[0], parts[1], of_inspectorate=parts[2].lower() == INSIDE)


def plain(mark: str) -> str:
    """A fingerprint without what people write differently: spaces, dashes, case, O for 0 and I or L for 1."""
    return mark.upper().translate(str.maketrans("OIL", "011", " -"))
