"""Vocables: how TEI elements take part in running text, as the survey sees them. See TEI P5, chapter 1.3.

What is in none of these lists is a block: it is read by itself, and what stands around it goes on behind it.
"""

from __future__ import annotations

# Words among others: what they hold is read on with what stands around them.
INLINE = frozenset(
    """abbr add addName am att author bibl biblScope c cit cl corr country damage date depth dim distinct district
    docAuthor docDate edition editor email emph ex expan foreign forename genName geogFeat geogName gi gloss height
    hi ident idno lang lem locus m material measure mentioned mod name nameLink num objectName objectType offset orgName
    orig origDate origPlace pc persName phr placeName pubPlace publisher q quote rb redo ref reg region restore
    retrace roleName rs ruby s said secl seg settlement sic soCalled supplied surname surplus term time title titlePart
    unclear undo unit val w watermark width writing""".split()
)
BREAKS = frozenset("lb pb cb gb milestone".split())
LINES = frozenset("l line".split())
# Several forms of one text, and which of them a reader sees.
ALTERNATIVES = {
    "choice": ("corr", "reg", "expan", "ex", "supplied", "unclear"),
    "app": ("lem", "rdg", "rdgGrp"),
    "subst": ("add",),
}
# Something stands here that has no words, or need not have.
OBJECTS = frozenset("gap graphic media space ptr g formula caesura metamark binaryObject lacunaStart lacunaEnd".split())
# Nothing is seen of these.
TRANSPARENT = frozenset(
    """anchor index interp interpGrp span spanGrp link linkGrp addSpan delSpan damageSpan certainty precision respons
    handShift alt altGrp join joinGrp substJoin listTranspose fs when timeline shift pause""".split()
)
# Their characters are no text: examples, code.
OPAQUE = frozenset("eg egXML code tag formula notatedMusic xenoData".split())
