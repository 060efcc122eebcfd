"""When a new version of a setting may begin and the present one end, so that days gone by keep what was in force on them."""

from datetime import date

NOT_BACK = "Isi tanggal hari ini atau sesudahnya: hari yang lalu tetap memakai yang berlaku waktu itu."
NOT_BEFORE = "Isi tanggal sesudah versi yang sekarang mulai berlaku."
NOT_WITHIN = "Isi tanggal sesudah versi yang sekarang berakhir."


def beginning_fault(begins: date, *, today: date, present_from: date | None = None, present_to: date | None = None) -> str | None:
    """Why a version may not begin on `begins` (WIB), as a sentence that says what to do; None when it may.

    `present_from` and `present_to` are the term of the newest version so far; an open one ends the day before the new one.
    """
    if begins < today:
        return NOT_BACK
    if present_from is not None and begins <= present_from:
        return NOT_BEFORE
    if present_to is not None and begins <= present_to:
        return NOT_WITHIN
    return None


def ending_fault(last_day: date, *, today: date, present_from: date) -> str | None:
    """Why a version may not end with `last_day` (WIB), as a sentence that says what to do; None when it may."""
    if last_day < today:
        return NOT_BACK
    return NOT_BEFORE if last_day < present_from else None
