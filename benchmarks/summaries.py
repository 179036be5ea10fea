"""CPU seconds of extracts: 1,000 abstracts; long Korean posts beside LexRank where sumy is there.

`python benchmarks/summaries.py [FILE]`: rows {title, text, lang} as JSON lines; the shared
development set where it lies beside the checkout. LexRank gets the same sentences and words.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from catchup.cli.predict import brief_of
from summarize.extractive import Extractive
from summarize.sentences import split
from summarize.words import words

ROWS = Path(__file__).resolve().parents[1] / "../shared/corpus/summaries/dev.jsonl"
ABSTRACTS, POSTS = 1_000, 20
Row = dict[str, Any]


def ours(row: Row) -> None:
    """Three sentences of a document."""
    Extractive().write(brief_of(row))


def lexrank() -> Callable[[Row], None]:
    """Raises ImportError where sumy or numpy is not installed."""
    import numpy  # noqa: F401, PLC0415
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415
    from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: PLC0415

    tokenizer = type("Words", (), {"to_words": staticmethod(words)})
    rank = LexRankSummarizer()

    def summary(row: Row) -> None:
        nodes = [Sentence(sentence.text, tokenizer) for sentence in split(row["text"])]
        rank(ObjectDocumentModel([Paragraph(nodes)]), 3)

    return summary


def seconds(write: Callable[[Row], None], rows: Sequence[Row]) -> float:
    """CPU seconds over all rows."""
    began = time.process_time()
    for row in rows:
        write(row)
    return time.process_time() - began


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if sys.argv[1:] else ROWS
    if not path.is_file():
        print(f"\nExtracts: no rows at {path}")
        return
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    abstracts = list(islice(cycle([r for r in rows if r["lang"] == "en"]), ABSTRACTS))
    posts = [r for r in rows if r["lang"] == "ko"][:POSTS]
    print(f"\nExtracts of {path.name}")
    print(f"  {ABSTRACTS} abstracts: {seconds(ours, abstracts):.2f} CPU s")
    mean = seconds(ours, posts) / len(posts)
    print(f"  a Korean post: {mean * 1000:.1f} ms")
    try:
        peer = seconds(lexrank(), posts) / len(posts)
    except ImportError:
        return
    print(f"  LexRank on the same posts: {peer * 1000:.1f} ms, x{peer / mean:.1f}")


if __name__ == "__main__":
    main()
