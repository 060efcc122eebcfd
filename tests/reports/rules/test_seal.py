"""The seal of frozen figures."""

from hypothesis import given
from hypothesis import strategies as st

from reports.rules.seal import canonical, seal_of


def test_known_bytes() -> None:
    assert canonical({"b": [1, 2.5], "a": "é"}) == b'{"a":"\xc3\xa9","b":[1,2.5]}'


def test_known_seal() -> None:
    assert seal_of({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@given(st.dictionaries(st.text(alphabet=st.characters(codec="utf-8")), st.integers()))
def test_order_of_members_does_not_matter(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))

    assert seal_of(turned) == seal_of(value)
