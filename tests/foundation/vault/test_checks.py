"""System checks: one field a tag, and full password stretching in production."""

from foundation.vault import checks
from foundation.vault.sealing import sealed_fields


def test_tags_of_this_release_are_unique():
    assert checks.tags_are_unique() == []


def test_tag_declared_twice_is_an_error_at_both_places(monkeypatch):
    fields = sealed_fields()
    monkeypatch.setattr(checks, "sealed_fields", lambda: [*fields, fields[0]])

    assert [(error.id, error.obj) for error in checks.tags_are_unique()] == [("vault.E004", fields[0]), ("vault.E004", fields[0])]


def test_quick_stretching_is_refused_in_production(settings):
    assert [error.id for error in checks.passwords_are_stretched()] == ["vault.E005"]

    del settings.VAULT_PASSWORD_OPS, settings.VAULT_PASSWORD_MEMORY
    assert checks.passwords_are_stretched() == []
