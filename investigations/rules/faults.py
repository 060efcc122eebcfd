"""A sentence that says what to do, together with the fact it is about, so that a form can put it beside the right field."""


class Fault(str):
    """What keeps something from being done, in Indonesian; `about` names the fact, "" when it is about the whole."""

    __slots__ = ("about",)

    about: str

    def __new__(cls, words: str, about: str = "") -> "Fault":
        """The sentence and what it is about."""
        fault = super().__new__(cls, words)
        fault.about = about
        return fault
