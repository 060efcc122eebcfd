"""All writes of this room."""

from foundation.accounts.services.administrators import LastAdministrator
from foundation.accounts.services.appointments import OwnRights, PersonEnded, RolesClash, appoint, end_appointment, record_undertaking
from foundation.accounts.services.notices import notify, send_notice
from foundation.accounts.services.people import (
    TEMPORARY_PASSWORD_FOR,
    PasswordAlreadyChosen,
    SecondFactorMissing,
    create_user,
    end_person,
    end_sessions,
    invite_user,
    prove,
    renew_temporary_password,
    replace_password,
)
from foundation.accounts.services.posts import PostEnded, change_post, create_post, end_post, seat
from foundation.accounts.services.records import note_refusal, note_sign_in, note_unlocked
from foundation.accounts.services.recovery import RecoveryRefused, make_personal_code, recover_password
from foundation.accounts.services.second_factor import (
    LastFactor,
    NothingToReset,
    WrongFactor,
    add_passkey,
    add_totp,
    check_code,
    check_passkey,
    remove_factor,
    renew_codes,
    reset_second_factor,
)
from foundation.accounts.services.sessions import end_other_sessions, end_these_sessions
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
    "LastFactor",
    "NothingToReset",
    "OwnRights",
    "PasswordAlreadyChosen",
    "PersonEnded",
    "PostEnded",
    "RecoveryRefused",
    "RolesClash",
    "SecondFactorMissing",
    "UnitEnded",
    "UnitInUse",
    "WrongFactor",
    "add_passkey",
    "add_totp",
    "appoint",
    "change_post",
    "change_unit",
    "check_code",
    "check_passkey",
    "create_post",
    "create_unit",
    "create_user",
    "end_appointment",
    "end_other_sessions",
    "end_person",
    "end_post",
    "end_sessions",
    "end_these_sessions",
    "end_unit",
    "invite_user",
    "make_personal_code",
    "move_person",
    "note_refusal",
    "note_sign_in",
    "note_unlocked",
    "notify",
    "prove",
    "record_undertaking",
    "recover_password",
    "remaining_in",
    "remove_factor",
    "renew_codes",
    "renew_temporary_password",
    "replace_password",
    "reset_second_factor",
    "seat",
    "send_notice",
]
