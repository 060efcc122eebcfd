"""Sessions in the database that know whose they are (SESSION_ENGINE), so that a person's sessions can be ended at once."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from foundation.accounts.models import Session


class SessionStore(DatabaseSessionStore):
    """Django's database sessions with the person beside the data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """The table with the person's column."""
        return Session

    def create_model_instance(self, data: Mapping[str, Any]) -> Session:
        """The row for this session's data; the person is whoever Django's login wrote into it."""
        session = super().create_model_instance(data)
        session.user_id = data.get(SESSION_KEY)
        return session
