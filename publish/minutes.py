"""How long a text takes to read: 500 Korean characters or 220 English words a minute."""

import math
import re

CHARACTERS_A_MINUTE = 500
WORDS_A_MINUTE = 220
# What a reader may be asked for: a weekly issue, a letter, what is read in a day.
WEEKLY, LETTER, DAILY = 8, 2, 5
# Hangul, Han and kana are read character by character; everything else word by word.
CHARACTER = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")
WORD = re.compile(r"\w")
ADDRESS = re.compile(r"https?://\S+")


def reading_time(text: str) -> float:
    """Minutes that a text takes, mixed scripts and all; web addresses are seen, not read."""
    text = ADDRESS.sub(" ", text)
    words = CHARACTER.sub(" ", text).split()
    characters = len(CHARACTER.findall(text))
    spoken = sum(1 for word in words if WORD.search(word))
    return characters / CHARACTERS_A_MINUTE + spoken / WORDS_A_MINUTE


def whole_minutes(text: str) -> int:
    """Reading time as people say it: rounded up, at least one minute."""
    return max(1, math.ceil(reading_time(text)))
