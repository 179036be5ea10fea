import pytest

from taxonomy.slips import Slips

SLIPS = Slips(["quantization", "transformer", "lora"])


@pytest.mark.parametrize(
    "slip", ["quantisation", "quantizaton", "quantizattion", "quantiaztion", "quntization"]
)
def test_one_slip_in_a_long_word_is_mended(slip: str) -> None:
    assert SLIPS.mended(slip) == "quantization"


@pytest.mark.parametrize(
    "word",
    [
        "quantization",  # nothing to mend
        "quantisatoin",  # two slips
        "transformed",  # another ending is another word
        "lorra",  # short words are too near to each other
        "",
    ],
)
def test_other_words_are_left_alone(word: str) -> None:
    assert SLIPS.mended(word) == ""
