"""What is ticked before somebody is given cases: that a colleague, not a machine, knows who asks."""

from typing import Any

from django import forms

from foundation.ui.fields import PlainErrorsMixin

LOST = "Saya telah memastikan, dengan bertemu atau menelepon, bahwa {name} sendiri yang meminta"
NEW = "Saya telah memastikan, dengan melihat SK atau menanyakannya, bahwa {name} memang ditetapkan untuk peran ini"


class VouchForm(PlainErrorsMixin, forms.Form):
    """One tick; `lost` says whether the person lost the keys or takes up an office."""

    asks = {"pasti": "Temui atau telepon orangnya lebih dahulu, lalu centang. Surel atau pesan saja tidak cukup"}
    pasti = forms.BooleanField()

    def __init__(self, *args: Any, name: str, lost: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["pasti"].label = (LOST if lost else NEW).format(name=name)
