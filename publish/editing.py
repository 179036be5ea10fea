"""Applies what an editor wants to the selection of the coming issue."""

from dataclasses import replace

from catchup.types import Choice, Edit, ItemId, LeftOut, Reason, Selection


def edited(selection: Selection, edit: Edit) -> Selection:
    """The selection without what was dropped, with what was pinned, both in the editor's order."""
    choices = {choice.candidate.item.id: choice for choice in selection.chosen}
    for candidate, _ in selection.left_out:
        if candidate.item.id in edit.pin:
            parts = selection.ranks.get(candidate.item.id, {})
            pinned = Choice(candidate=candidate, reasons=(Reason.PINNED,), parts=parts)
            choices[candidate.item.id] = pinned
    wanted = [item for item in first_of(edit) if item in choices]
    kept = [item for item in dict.fromkeys((*wanted, *choices)) if item not in edit.drop]
    dropped = [choices[item].candidate for item in edit.drop if item in choices]
    left_out = [(c, why) for c, why in selection.left_out if c.item.id not in choices]
    return replace(
        selection,
        chosen=tuple(choices[item] for item in kept),
        left_out=(*left_out, *((candidate, LeftOut.EDITED) for candidate in dropped)),
        updates=tuple(c for c in selection.updates if c.item.id not in edit.drop),
    )


def first_of(edit: Edit) -> tuple[ItemId, ...]:
    """What comes first: the editor's order, then what is pinned besides."""
    return tuple(dict.fromkeys((*edit.order, *edit.pin)))


def unknown_to(selection: Selection, edit: Edit) -> list[ItemId]:
    """Items that an editor names, but that are no candidates of the issue."""
    known = {choice.candidate.item.id for choice in selection.chosen}
    known |= {candidate.item.id for candidate, _ in selection.left_out}
    known |= {candidate.item.id for candidate in selection.updates}
    return [item for item in (*edit.order, *edit.pin, *edit.drop) if item not in known]
