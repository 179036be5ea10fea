"""Tells the language of a text by its script; the text decides, not the label of its feed."""

import re

from catchup.types import Language

HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
KANA = re.compile("[\u3040-\u30ff\uff66-\uff9d]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 20_000
# Korean engineering prose is full of English names: a quarter of Hangul letters is Korean text.
HANGUL_SHARE = 0.25
OTHER_SHARE = 0.3


def language_of(text: str, declared: Language = "und") -> Language:
    """Return "ko", "ja", "zh" or "en"; `declared` for other scripts and for no letters at all.

    Latin text is English unless the source declares another language written in Latin letters.
    """
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    if letters == 0:
        return declared
    if len(HANGUL.findall(sample)) >= HANGUL_SHARE * letters:
        return "ko"
    kana, han = len(KANA.findall(sample)), len(HAN.findall(sample))
    if kana + han >= OTHER_SHARE * letters:
        return "ja" if kana >= 0.1 * (kana + han) else "zh"
    if len(LATIN.findall(sample)) >= 0.5 * letters:
        return declared if declared not in {"und", "ko", "ja", "zh"} else "en"
    return declared
