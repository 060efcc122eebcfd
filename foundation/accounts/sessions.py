"""Sessions in the database that know whose they are (SESSION_ENGINE), so that a person's sessions can be ended at once."""

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

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row for this session's data; the person is whoever Django's login wrote into it."""
        plain = super().create_model_instance(data)
        return Session(
            session_key=plain.session_key, session_data=plain.session_data, expire_date=plain.expire_date, user_id=data.get(SESSION_KEY)
        )
