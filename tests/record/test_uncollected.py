"""Leaving out the search for cycles: for a block only, however it ends, and without turning on what a program has turned off."""

import gc

import pytest

from comity.record.uncollected import uncollected


def test_the_search_is_left_out_for_the_block_only():
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_turns_it_on_again():
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_a_program_turned_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
