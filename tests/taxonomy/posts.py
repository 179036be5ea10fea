"""Posts of blogs that speak of one thing, or of nothing in common."""

import random
from dataclasses import replace

from taxonomy.clustering import Unmapped


def an_item(number: int, title: str, text: str = "", **changes: object) -> Unmapped:
    item = Unmapped(
        item=number,
        title=title,
        text=text or f"Notes of an LLM team, number {number}.",
        language="en",
        source=f"blog-{number}",
        site=f"blog-{number}.example",
    )
    return replace(item, **changes)  # type: ignore[arg-type]  # any field


def noise(start: int, number: int, dice: random.Random) -> list[Unmapped]:
    """Items about nothing in common, in words that exist nowhere else."""

    def words(count: int) -> str:
        return " ".join("".join(dice.sample("abdegiklmnorstuv", 7)) for _ in range(count))

    return [an_item(start + n, words(5).title(), words(30)) for n in range(number)]


def about(name: str, start: int, number: int = 3, **changes: object) -> list[Unmapped]:
    """Items of as many blogs about one thing."""
    frames = (
        "{} in production",
        "Why we moved to {}",
        "{}: six months later",
        "A field report on {}",
        "Debugging {}",
    )
    return [
        an_item(
            start + n,
            frames[n % len(frames)].format(name),
            f"Our agents use {name} every day. {name} keeps the LLM on its rails.",
            **changes,
        )
        for n in range(number)
    ]
