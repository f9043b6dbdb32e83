"""Seeded slips: what people write wrong in TEI, planted in documents that are right, and what is said of each.

python -m benchmarks.slips [SEED] [HOW_MANY]    prints a table in Markdown, then what was missed; of 300 slips

A slip is found if something is said at its line that was not said before. The first suggestion is right if the hint
begins with what was there before the slip, or with the place where a misplaced element was. Documents are the memoir,
with its registers, by its own schema, and those of the corpus beside the checkout that are valid by tei_all.
"""
