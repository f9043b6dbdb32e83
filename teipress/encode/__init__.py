"""Encode: plain OCR text to a TEI draft, with what an editor must look at. Scripts draft, people decide.

The stages stand in modules of their own, in this order: `source` (rows), `sheets`, `margins` and `numbering` (pages),
`measure`, `foot` and `anchors` (notes), `labels` and `blocks` (paragraphs, headings, verse), `sizes`, `speeches`,
`letters`, `quotations` and `divisions` (the tree), `markup` and `header` (TEI), `proof` (nothing lost), `misreads`.
"""

from teipress.encode.decisions import Decision
from teipress.encode.draft import Draft, encode
from teipress.encode.misreads import Misread, table
from teipress.encode.source import text_of
from teipress.encode.vocabulary import Vocabulary

__all__ = ["Decision", "Draft", "Misread", "Vocabulary", "encode", "table", "text_of"]
