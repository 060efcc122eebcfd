"""What this room hangs on shared screens."""

from datetime import date

from django.utils import timezone

from foundation.accounts.enums import Role
from foundation.accounts.permissions import manages_people
from foundation.accounts.queries import users_with
from foundation.ui import slots

FEWEST = {
    Role.CHANNEL_OFFICER: 1,
    Role.INSPECTOR: 1,
    Role.CUSTODIAN_INSIDE: 1,
    Role.CUSTODIAN_OUTSIDE: 1,
    Role.PROTECTION_OFFICER: 2,
    Role.DELEGATE: 2,
    Role.REFERRAL_OFFICER: 2,
    Role.ADMINISTRATOR: 1,
}
"""With fewer people than this a complaint of some kind has nobody to be sealed to, or one person alone holds its key."""


def unfilled_roles(*, on: date) -> list[Role]:
    """Roles with fewer able people on this local date than the work needs."""
    return [role for role, fewest in FEWEST.items() if users_with(role, on=on).count() < fewest]


def roles_are_filled() -> slots.Finding:
    """The health check: names the roles that lack people."""
    lacking = unfilled_roles(on=timezone.localdate())
    if not lacking:
        return slots.Finding(ok=True, words="Semua peran yang wajib ada terisi.")
    names = ", ".join(role.label for role in lacking)
    return slots.Finding(ok=False, words=f"Tunjuk orang untuk peran: {names}.")


def register() -> None:
    """Called once, when the application starts."""
    slots.settings_page.register(
        slots.SettingsPage(
            key="people",
            order=10,
            label="Pengguna dan peran",
            url_name="accounts:people",
            description="Siapa yang dapat masuk, untuk peran apa, dan sampai kapan.",
            predicate=manages_people,
        )
    )
    slots.menu.register(slots.MenuEntry(key="account", order=90, label="Akun", url_name="accounts:account", area="account"))
    slots.health_check.register(slots.HealthCheck(key="roles", order=50, label="Peran", check=roles_are_filled))
    slots.health_reader.register(slots.HealthReader(key="administrator", predicate=manages_people))
