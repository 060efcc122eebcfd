"""Text fields for what people tell: kept exactly as it was sent, whatever signs it holds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator


class VerbatimField(forms.CharField):
    """A text that is evidence: neither trimmed nor cleaned, and no sign of it is refused.

    A required one asks for an answer when nothing but white space was sent.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = [check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)]

    def validate(self, value: Any) -> None:
        """Raises ValidationError "required" for an empty answer to a required question."""
        if self.required and not str(value or "").strip():
            raise ValidationError(self.error_messages["required"], code="required")
