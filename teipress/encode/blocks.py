"""Blocks: the lines of a text as headings, verse, paragraphs; paragraphs cut by a page or a blank line joined again.

What parts paragraphs differs from book to book: blank lines, a first line set in, or no more than a last line that is
short. All three are heeded; where a sentence runs on, none of them counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from teipress.encode import headings, letters, signs, speeches, verse
from teipress.encode.labels import Labels
from teipress.encode.measure import Measure
from teipress.encode.model import (
    Heading,
    Line,
    Listing,
    Page,
    Paragraph,
    Plain,
    Size,
    Spans,
    Verse,
    whole,
)  # fmt: skip
from teipress.encode.printing import Place

Block = Paragraph | Heading | Verse | Plain | Listing


def blocks(texts: Sequence[Sequence[Line]], pages: Sequence[Page], measure: Measure, labels: Labels) -> list[Block]:
    """The blocks of a text in order. *texts* holds the lines of each page without margins and notes."""
    made: list[Block] = []
    numbers = _numbers(texts)
    for page, lines in zip(pages, texts, strict=True):
        if page.plate:
            made.append(Plain("plate", whole(list(lines))))
            continue
        for group in _groups(lines, measure, labels):
            made.extend(_read(group, lines, measure, labels, made[-1] if made else None, numbers))
    return _joined(made, measure, labels)


def _groups(lines: Sequence[Line], measure: Measure, labels: Labels) -> Iterator[list[Line]]:
    """The groups of a page: parted by blank lines, by labels, by headings, and by the left edge."""
    group: list[Line] = []
    for index, line in enumerate(lines):
        if group and (line.gap or _parts(group, line, lines, index, measure, labels)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _parts(
    group: Sequence[Line], line: Line, lines: Sequence[Line], index: int, measure: Measure, labels: Labels
) -> bool:
    """Whether a new group begins at a line although no blank line stands before it."""
    before = group[-1]
    if line.place in labels:
        return True
    following = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].gap else None
    # An entry of a table of contents may begin as a heading does.
    is_head = headings.strong(line, measure) and not (following and headings.entry(following.text))
    was_head = headings.strong(before, measure) and not headings.entry(line.text)
    if is_head or was_head:
        # The title under a label (CHAPTER II. / THE KING) is in capitals too.
        return is_head or signs.capitals(line.text) < 0.8
    if signs.ornament(line.text) != signs.ornament(before.text):
        return True
    if letters.opens(line, measure) != letters.opens(before, measure) or letters.closes(line, measure):
        return True
    if labels and (speeches.directs(line) or speeches.directs(before)):
        return True
    if group[0].place in labels or not measure.indented:
        return False
    set_in = all(other.indent >= 2 for other in group)
    if set_in and len(group) > 1:
        return line.indent < 2
    return bool(line.indent >= 2 and before.indent < 2 and following is not None and following.indent >= 2)


def _read(
    group: list[Line], page: Sequence[Line], measure: Measure, labels: Labels, last: Block | None, numbers: set[Place]
) -> Iterator[Block]:
    """What a group is; *last* is the block before it, *numbers* are the lines that number sections."""
    whole_group = _whole(group, page, measure, labels, last, numbers)
    if whole_group is not None:
        yield whole_group
        return
    for paragraph in _paragraphs(group, measure):
        yield Paragraph(whole(paragraph), measure.size(paragraph)[0])


def _whole(
    group: list[Line], page: Sequence[Line], measure: Measure, labels: Labels, last: Block | None, numbers: set[Place]
) -> Block | None:
    """What all of a group is, if it is no prose."""
    first = group[0]
    if all(signs.ornament(line.text) for line in group):
        return Plain("ornament", whole(group))
    if first.place in labels:
        return Paragraph(whole(group), measure.size(group)[0])
    if labels and len(group) < 4 and all(speeches.directs(line) for line in group):
        return Plain("stage", whole(group))
    if len(group) == 1 and first.place in numbers:
        return Heading(tuple(group), "number", True)
    if contents := _contents(group, last):
        return contents
    if part := letters.part(group, measure):
        return Plain(part, whole(group))
    if len(group) == 1 and headings.ENDS.fullmatch(first.text):
        return Plain("trailer", whole(group))
    at = next(i for i, line in enumerate(page) if line is group[-1])
    free = at + 1 == len(page) or page[at + 1].gap > 0 or headings.strong(group[-1], measure)
    centred = all(measure.centred(line) for line in group)
    if first.indent > 20 and letters.signed(group, measure) and not centred:
        return Plain("signature", whole(group))
    if found := headings.heading(group, measure, first.first, free, centred, isinstance(last, Heading) and last.label):
        return found
    if verse.verse(group, measure, isinstance(last, Verse)):
        return Verse((whole(group),), measure.size(group)[0])
    return Plain("signature", whole(group)) if letters.signed(group, measure) else None


def _contents(group: Sequence[Line], last: Block | None) -> Listing | None:
    """The lines of a table of contents as a list; an entry of several lines ends with the one that has the number."""
    entries = [headings.entry(line.text) for line in group]
    if (
        sum(entries) < 0.5 * len(group)
        or not (len(group) > 1 or isinstance(last, Listing | Heading))
        or not any(entries)
    ):
        return None
    items: list[list[Line]] = [[]]
    for line, is_entry in zip(group, entries, strict=True):
        items[-1].append(line)
        if is_entry:
            items.append([])
    return Listing(tuple(((), whole(item)) for item in items if item))


def _numbers(texts: Sequence[Sequence[Line]]) -> set[Place]:
    """The lines that hold nothing but 1, then 2, then 3: they number sections."""
    alone = [
        line
        for lines in texts
        for line, following in zip(lines, [*lines[1:], None], strict=False)
        if line.gap and (following is None or following.gap) and re.fullmatch(r"[0-9]{1,3}\.?", line.text)
    ]
    made: set[Place] = set()
    run: list[Line] = []
    for line in alone:
        value = int(line.text.rstrip("."))
        run = [*run, line] if value == len(run) + 1 else [line] if value == 1 else []
        if len(run) > 1:
            made |= {other.place for other in run}
    return made


def _paragraphs(group: Sequence[Line], measure: Measure) -> Iterator[list[Line]]:
    """The paragraphs of a group: each begins with a line set in, or after a line that was ended on purpose."""
    if measure.reflowed:
        for line in group:
            yield [line]
        return
    edge = min(line.indent for line in group[1:]) if len(group) > 1 else 0
    width = measure.width(group)
    made = [group[0]]
    for before, line in pairwise(group):
        set_in = line.indent >= edge + 1 and before.indent <= edge + 1 and signs.ends_sentence(before.text)
        set_in = set_in and not signs.starts_lower(line.text) and line.indent - edge < 12
        ended = (
            measure.ended(before, line, width)
            and (signs.ends_sentence(before.text) or before.text[-1] == ":")
            and not signs.starts_lower(line.text)
        )
        if set_in or ended:
            yield made
            made = []
        made.append(line)
    yield made


# --- joined by sense --------------------------------------------------------------------------------------------------


def _joined(found: Sequence[Block], measure: Measure, labels: Labels) -> list[Block]:
    """The blocks, with each paragraph whole that a page, a plate or a stray blank line had cut."""
    made: list[Block] = []
    for block in found:
        if isinstance(block, Paragraph):
            plates: list[Plain] = []
            while made and isinstance(plate := made[-1], Plain) and plate.kind == "plate":
                plates.insert(0, plate)
                made.pop()
            last = made[-1] if made else None
            if isinstance(last, Paragraph) and _same(last, block, measure, labels):
                after = last.spans[-1].line
                held = tuple((after, tuple(span.line for span in plate.spans)) for plate in plates)
                spans = (*last.spans, *block.spans)
                size = (
                    measure.size([span.line for span in spans])[0]
                    if Size.UNSURE in (last.size, block.size)
                    else last.size
                )
                made[-1] = Paragraph(spans, size, (*last.plates, *held, *block.plates))
                continue
            made.extend(plates)
        if isinstance(block, Verse) and made and isinstance(made[-1], Verse):
            made[-1] = replace(made[-1], stanzas=_stanzas(made[-1], block, measure))
            continue
        if isinstance(block, Listing) and made and isinstance(made[-1], Listing):
            made[-1] = Listing((*made[-1].items, *block.items))
            continue
        made.append(block)
    return made


def _stanzas(last: Verse, block: Verse, measure: Measure) -> tuple[Spans, ...]:
    """The stanzas of two pieces of verse; one that a page cut in two is whole again."""
    before, after = last.stanzas[-1], block.stanzas[0]
    lengths = [len(stanza) for stanza in (*last.stanzas[:-1], *block.stanzas[1:])]
    whole_length = max(lengths, default=0)
    over_page = before[-1].line.page != after[0].line.page
    cut = over_page and (
        not signs.ends_sentence(before[-1].text) or (whole_length and len(before) + len(after) <= whole_length)
    )
    if cut:
        return (*last.stanzas[:-1], (*before, *after), *block.stanzas[1:])
    return (*last.stanzas, *block.stanzas)


def _same(a: Paragraph, b: Paragraph, measure: Measure, labels: Labels) -> bool:
    """Whether two pieces of prose are one paragraph."""
    end, start = a.spans[-1].line, b.spans[0].line
    if start.place in labels or (measure.reflowed and end.page == start.page):
        return False
    before, after = end.text, start.text
    hyphen = signs.hyphenated(before)
    lower = signs.starts_lower(after)
    if {a.size, b.size} == {Size.BODY, Size.APART} and not (hyphen and lower):
        return False
    if hyphen:
        return lower or end.page != start.page
    if end.page == start.page:
        opened = signs.ends_open(before) and signs.bare_end(before)[-1] not in "—–"
        return opened and lower and start.indent < 2 and not _signs_off(a, measure)
    if signs.ends_open(before):
        return lower or (start.indent == 0 and not _signs_off(a, measure))
    if lower:
        return True
    if measure.indented:
        return start.indent == 0
    width = measure.width([span.line for span in (b if a.size is Size.UNSURE else a).spans])
    return signs.ends_sentence(before) and not measure.ended(end, start, width)


def _signs_off(paragraph: Paragraph, measure: Measure) -> bool:
    """Whether a paragraph is no more than a short line, such as a signature or an address."""
    return len(paragraph.spans) == 1 and measure.short(paragraph.spans[0].line)
