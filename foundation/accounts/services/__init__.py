"""All writes of this room."""

from foundation.accounts.services.administrators import LastAdministrator
from foundation.accounts.services.appointments import OwnRights, PersonEnded, RolesClash, appoint, end_appointment, record_undertaking
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
from foundation.accounts.services.posts import PostEnded, change_post, create_post, end_post, seat
from foundation.accounts.services.units import (
    UnitEnded,
    UnitInUse,
    change_unit,
    create_unit,
    end_unit,
    move_person,
    remaining_in,
)

__all__ = [
    "TEMPORARY_PASSWORD_FOR",
    "LastAdministrator",
    "OwnRights",
    "PasswordAlreadyChosen",
    "PersonEnded",
    "PostEnded",
    "RolesClash",
    "UnitEnded",
    "UnitInUse",
    "appoint",
    "change_post",
    "change_unit",
    "create_post",
    "create_unit",
    "create_user",
    "end_appointment",
    "end_person",
    "end_post",
    "end_sessions",
    "end_unit",
    "invite_user",
    "move_person",
    "note_sign_in",
    "notify",
    "record_undertaking",
    "remaining_in",
    "renew_temporary_password",
    "replace_password",
    "seat",
    "send_notice",
]
