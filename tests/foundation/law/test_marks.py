"""The mark changes nothing about a rule but tells its articles."""

import pytest

from foundation.law import Pasal, carries_out


def test_mark_returns_the_rule_with_its_articles():
    @carries_out(Pasal(7, 3), Pasal(7, 1))
    def signatory() -> str:
        return "mayor"

    assert signatory() == "mayor"
    assert signatory.__carries_out__ == (Pasal(7, 3), Pasal(7, 1))


def test_several_marks_add_up_in_reading_order():
    @carries_out(Pasal(14, 1))
    @carries_out(Pasal(14, 2))
    def suspension() -> None: ...

    assert suspension.__carries_out__ == (Pasal(14, 1), Pasal(14, 2))


def test_class_does_not_inherit_the_articles_of_its_parent_into_its_own():
    @carries_out(Pasal(9))
    class Right: ...

    @carries_out(Pasal(10))
    class Duty(Right): ...

    assert (Right.__carries_out__, Duty.__carries_out__) == ((Pasal(9),), (Pasal(10),))


def test_mark_without_an_article_is_refused():
    with pytest.raises(TypeError):
        carries_out()


def test_mark_without_brackets_is_refused():
    with pytest.raises(TypeError):

        @carries_out
        def rule() -> None: ...
