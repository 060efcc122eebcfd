"""What is ticked before somebody is given cases: that a colleague, not a machine, knows who asks."""

from typing import Any
from uuid import UUID

from django import forms

from foundation.ui.fields import PlainErrorsMixin

LOST = "Saya telah memastikan, dengan bertemu atau menelepon, bahwa {name} sendiri yang meminta"
NEW = "Saya telah memastikan, dengan melihat SK atau menanyakannya, bahwa {name} memang ditetapkan untuk peran ini"


class VouchForm(PlainErrorsMixin, forms.Form):
    """One tick; `lost` says whether the person lost the keys or takes up an office, `holder` for which key pair it is given."""

    asks = {"pasti": "Temui atau telepon orangnya lebih dahulu, lalu centang. Surel atau pesan saja tidak cukup"}
    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    pasti = forms.BooleanField()

    def __init__(self, *args: Any, name: str, lost: bool, holder: UUID | None, **options: Any) -> None:
        super().__init__(*args, initial={"kunci": holder}, **options)
        self.holder = holder
        self.fields["pasti"].label = (LOST if lost else NEW).format(name=name)

    @property
    def is_of_this_key(self) -> bool:
        """Whether the page that was sent showed the key pair that the person has now."""
        return self.cleaned_data.get("kunci") == self.holder
