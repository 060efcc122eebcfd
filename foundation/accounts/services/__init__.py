"""All writes of this room."""

from foundation.accounts.services.administrators import LastAdministrator
from foundation.accounts.services.appointments import (
    OwnRights,
    PersonEnded,
    RolesClash,
    UnitClash,
    appoint,
    end_appointment,
    record_undertaking,
)
from foundation.accounts.services.notices import notify, send_notice
from foundation.accounts.services.people import (
    TEMPORARY_PASSWORD_FOR,
    PasswordAlreadyChosen,
    create_user,
    end_person,
    end_sessions,
    invite_user,
    note_sign_in,
    renew_temporary_password,
    replace_password,
)
from foundation.accounts.services.units import create_post, create_unit, end_unit

__all__ = [
    "TEMPORARY_PASSWORD_FOR",
    "LastAdministrator",
    "OwnRights",
    "PasswordAlreadyChosen",
    "PersonEnded",
    "RolesClash",
    "UnitClash",
    "appoint",
    "create_post",
    "create_unit",
    "create_user",
    "end_appointment",
    "end_person",
    "end_sessions",
    "end_unit",
    "invite_user",
    "note_sign_in",
    "notify",
    "record_undertaking",
    "renew_temporary_password",
    "replace_password",
    "send_notice",
]
