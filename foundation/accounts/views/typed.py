"""What a person typed into a form, read from what the browser sent: every field, without what belongs to the form's own working."""

from dataclasses import dataclass

from django.http import HttpRequest

NOT_TYPED = frozenset({"csrfmiddlewaretoken"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
PASSWORDS = frozenset({"password", "current", "new", "again"})
"""The names of this room's password fields: a form with one of them is never shown again."""
WORDS_FROM = 20
"""Characters from which a value is shown as something written; what is shorter is a choice or a number, and only sent again."""


@dataclass(frozen=True)
class Typed:
    """The fields as sent, those of them that are written text (name, value), and the names of files, which have to be chosen again."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """What somebody would be sorry to lose, each with its field's name in words."""
        long = ((name, value) for name, value in self.fields if len(value) >= WORDS_FROM and " " in value.strip())
        return tuple((name.replace("_", " ").replace("-", " ").capitalize(), value) for name, value in long)


def typed_in(request: HttpRequest) -> Typed | None:
    """What was typed in this request; None when it is no form, holds nothing written and no file, or a password."""
    if request.method != "POST" or not (request.content_type or "").startswith(FORMS):
        return None
    fields = tuple((name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values)
    if any(name in PASSWORDS for name, _value in fields):
        return None
    files = tuple(file.name or "" for _name, found in request.FILES.lists() for file in found)
    typed = Typed(fields, files)
    return typed if typed.written or typed.files else None
