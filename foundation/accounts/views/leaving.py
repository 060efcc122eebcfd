"""What other rooms say before somebody's access ends, and the tick that is asked for when it can't be undone by a colleague."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest

from foundation.accounts.models import Appointment, User
from foundation.ui import slots


def parts_about(request: HttpRequest, person: User, occasion: slots.Occasion, appointment: Appointment | None = None) -> list[Any]:
    """What rooms show of a person on an administrator's page: pairs of template and filling, those with nothing to say left out."""
    entries = slots.person_part.visible(request)
    offered = [(entry.template, entry.provider(request, person, occasion, appointment)) for entry in entries]
    return [(template, filled) for template, filled in offered if filled is not None]


class LeavingMixin:
    """For a form that ends somebody's access: shows what rooms say of it, and asks for a tick where one of them says what is lost."""

    occasion: slots.Occasion = "ends"
    person: User
    request: HttpRequest

    def get_form(self, *args: Any, **kwargs: Any) -> Form:
        """The form, with a tick to set when a part carries the words of one."""
        form: Form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        self.parts = parts_about(self.request, self.person, self.occasion, getattr(self, "appointment", None))
        words = next((filled["understood"] for _, filled in self.parts if filled.get("understood")), "")
        if words:
            form.fields["mengerti"].label = words
            form.fields["mengerti"].required = True
        else:
            del form.fields["mengerti"]
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The parts."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "parts": self.parts}
