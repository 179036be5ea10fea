"""Finds the long word that a misspelt one was meant to be: one letter wrong, missing or added."""

from collections.abc import Iterable, Iterator

_LONG = 8


class Slips:
    """Known long Latin words by what is left when one letter is taken out of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word for word in words if len(word) >= _LONG and word.isascii()}
        self._left: dict[str, str] = {}
        for word in sorted(self._words):
            for rest in _shortened(word):
                self._left.setdefault(rest, word)

    def mended(self, word: str) -> str:
        """The known word one slip away that begins and ends alike; "" if there is none."""
        if len(word) < _LONG or word in self._words or not word.isascii():
            return ""
        for rest in (word, *_shortened(word)):
            found = self._left.get(rest, rest if rest in self._words else "")
            if found and found[0] == word[0] and found[-1] == word[-1] and _near(word, found):
                return found
        return ""


def _shortened(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(1, len(word) - 1))


def _near(one: str, other: str) -> bool:
    """Whether at most one letter differs, is added, missing, or changed places with the next."""
    if abs(len(one) - len(other)) > 1:
        return False
    head = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    if len(one) == len(other):
        swapped = one[head : head + 2] == other[head : head + 2][::-1]
        return one[head + 1 :] == other[head + 1 :] or (
            swapped and one[head + 2 :] == other[head + 2 :]
        )
    long, short = sorted((one, other), key=len, reverse=True)
    return long[head + 1 :] == short[head:]
