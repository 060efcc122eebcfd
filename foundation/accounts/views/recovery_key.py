"""Pengaturan: kunci pemulihan. Read only: keys are made offline and installed by a command, never on a screen."""

from typing import Any

from django.views.generic import TemplateView

from foundation.accounts.views.settings import AdministratorView
from foundation.vault.holders import fingerprint
from foundation.vault.recovery.pairs import living_pair, progress


class RecoveryKeyView(AdministratorView, TemplateView):
    """Which pair is in force, who holds its shares, and how many compartments its shares open."""

    template_name = "accounts/staff/recovery_key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pair, its holders by letter, the progress."""
        holder, ceremony = living_pair()
        return super().get_context_data(
            fingerprint=fingerprint(bytes(holder.public_key)) if holder else "",
            ceremony=ceremony,
            custodians=list(zip("ABC", ceremony.custodians, strict=True)) if ceremony else [],
            progress=progress(),
            **kwargs,
        )
