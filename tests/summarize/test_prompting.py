"""Every question begins with the same rules."""

from catchup.types import Brief, ItemKind, Reading
from summarize.prompting import messages
from summarize.terms import glossary


def test_a_hundred_questions_share_all_of_their_rules() -> None:
    asked = []
    for n in range(100):
        brief = Brief(
            title=f"{n} notes",
            text=f"Note {n} of a hundred says what the others do not.",
            language="en",
            kind=ItemKind.POST,
            reading=Reading.FULL,
            item=n,
        )
        asked.append(messages(brief, brief.text, f"{n:016x}"))
    assert len({rules["content"] for rules, _ in asked}) == 1
    assert len({document["content"] for _, document in asked}) == len(asked)


def test_the_rules_name_every_term_in_its_one_form() -> None:
    brief = Brief(
        title="T", text="X", language="en", kind=ItemKind.POST, reading=Reading.FULL, item=1
    )
    rules = messages(brief, brief.text, "0")[0]["content"]
    assert all(f"{term.ko}({term.en})" in rules for term in glossary())


def test_a_question_says_what_of_the_work_it_holds() -> None:
    def asked(reading: Reading) -> str:
        brief = Brief(
            title="T", text="Some text.", language="en", kind=ItemKind.PAPER, reading=reading
        )
        return messages(brief, brief.text, "f" * 16)[1]["content"]

    notes = Brief(
        title="T", text="A long text.", language="en", kind=ItemKind.POST, reading=Reading.FULL
    )
    assert "never say that the text lacks" in messages(notes, "A note.", "f" * 16)[1]["content"]
    assert "the abstract, not the paper" in asked(Reading.ABSTRACT)
    assert len({asked(reading) for reading in Reading}) == len(Reading)
