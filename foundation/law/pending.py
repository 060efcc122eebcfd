"""Operative provisions whose rules are not part of this release, each with the reason `manage.py pasal` prints.

This list only shrinks: whoever writes the rule removes its line, and the law test fails while a provision stands in both.
"""

from foundation.law.pasal import Pasal

_COORDINATION = "koordinasi dengan unit kerja dan penegak hukum (investigations) belum ada dalam rilis ini"
_INVOLVEMENT = "keterlibatan pelapor dan rekomendasi keringanan (investigations) belum ada dalam rilis ini"
_PROTECTION = "perlindungan pelapor (protection) belum ada dalam rilis ini"
_REWARD = "penghargaan bagi pelapor (rewards) belum ada dalam rilis ini"

PENDING: dict[Pasal, str] = {
    Pasal(5, letter="b"): _PROTECTION,
    Pasal(5, letter="c"): _PROTECTION,
    Pasal(8, 1): _COORDINATION,
    Pasal(8, 2): _COORDINATION,
    Pasal(11, 1): _PROTECTION,
    Pasal(11, 2): _PROTECTION,
    Pasal(11, 3): _PROTECTION,
    Pasal(12, 1): _INVOLVEMENT,
    Pasal(12, 2): _INVOLVEMENT,
    Pasal(13, 1): _PROTECTION,
    Pasal(13, 2): _PROTECTION,
    Pasal(17, 1): _PROTECTION,
    Pasal(17, 2): _PROTECTION,
    Pasal(20, 1): _REWARD,
    Pasal(20, 2): _REWARD,
}
