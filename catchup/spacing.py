"""White space: one space between words, and nothing else."""


def one_line(text: str) -> str:
    """The words of a text with one space between them, as `" ".join(text.split())`.

    Most texts are spaced so already, or but for their paragraphs; to see that takes a quarter of
    the time of cutting them into words.
    """
    line = text.replace("\n\n", " ").replace("\n", " ").strip()
    # Of all white space only the space is printable.
    return line if "  " not in line and line.isprintable() else " ".join(line.split())
