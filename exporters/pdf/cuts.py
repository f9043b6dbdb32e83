"""Cuts: the fonts that a book is set in, each taken out of a variable one by HarfBuzz and made to stand beside others.

WeasyPrint takes them out of what it embeds, for every book and by means of fontTools: 2 seconds. HarfBuzz does it in a
fiftieth of one. Imported only where WeasyPrint, which loads HarfBuzz, is at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import pack_into, unpack_from

from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

# How far letters reach above and below the line that they stand on, of their size, in EB Garamond. All fonts of a book
# say the same of themselves: a line that holds letters of several is then as high as others, and stands on the grid.
ASCENT, DESCENT = 1.007, 0.298
# Where tables of OpenType say so, and how large an em is.
HEIGHTS = {b"hhea": (4, 6, 8), b"OS/2": (68, 70, 72)}
WINDOWS, EM = 74, 18

# What WeasyPrint does not ask of HarfBuzz.
ffi.cdef(
    """
    hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *user_data, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
    hb_set_t * hb_subset_input_unicode_set (hb_subset_input_t *input);
    hb_set_t * hb_set_create (void);
    void hb_set_destroy (hb_set_t *set);
    void hb_set_clear (hb_set_t *set);
    void hb_set_invert (hb_set_t *set);
    hb_bool_t hb_set_has (const hb_set_t *set, hb_codepoint_t codepoint);
    void hb_face_collect_unicodes (hb_face_t *face, hb_set_t *out);
    hb_bool_t hb_subset_input_pin_axis_location (
        hb_subset_input_t *input, hb_face_t *face, hb_tag_t axis, float value);
    """
)


def cut(data: bytes, weight: float) -> bytes:
    """One *weight* of the font *data*, all else as it commonly is; the font itself where it has but one.

    So it is where HarfBuzz is too old, too: WeasyPrint then cuts it.
    """
    axes = dict(_axes(data))
    if not axes or harfbuzz_subset is None or not harfbuzz.hb_version_atleast(6, 0, 0):
        return data
    subset, face = harfbuzz_subset, _face(data)
    wanted = ffi.gc(subset.hb_subset_input_create_or_fail(), subset.hb_subset_input_destroy)
    kept = (
        subset.HB_SUBSET_SETS_NAME_ID, subset.HB_SUBSET_SETS_NAME_LANG_ID, subset.HB_SUBSET_SETS_LAYOUT_FEATURE_TAG,
        subset.HB_SUBSET_SETS_LAYOUT_SCRIPT_TAG,
    )  # fmt: skip
    sets = [subset.hb_subset_input_set(wanted, each) for each in kept]
    for all_of_it in (subset.hb_subset_input_glyph_set(wanted), subset.hb_subset_input_unicode_set(wanted), *sets):
        harfbuzz.hb_set_clear(all_of_it)
        harfbuzz.hb_set_invert(all_of_it)
    flags = subset.HB_SUBSET_FLAGS_RETAIN_GIDS | subset.HB_SUBSET_FLAGS_NOTDEF_OUTLINE
    subset.hb_subset_input_set_flags(wanted, flags)
    for axis, value in (axes | {b"wght": weight} if b"wght" in axes else axes).items():
        if not subset.hb_subset_input_pin_axis_location(wanted, face, int.from_bytes(axis), value):
            return data
    made = subset.hb_subset_or_fail(face, wanted)
    return get_hb_object_data(ffi.gc(made, harfbuzz.hb_face_destroy)) or data if made else data


def fitted(data: bytes, scale: float) -> bytes:
    """The font *data*, its letters made so many times as large, its lines as high as all others.

    Outlines of PostScript say themselves how large they are, and stay so.
    """
    places, made = dict(_tables(data)), bytearray(data)
    (units,) = unpack_from(">H", data, places[b"head"] + EM)
    if not data.startswith(b"OTTO"):
        units = round(units / scale)
        pack_into(">H", made, places[b"head"] + EM, units)
    ascent, descent = round(ASCENT * units), round(DESCENT * units)
    for table, fields in HEIGHTS.items():
        for field, value in zip(fields, (ascent, -descent, 0), strict=True):
            pack_into(">h", made, places[table] + field, value)
    pack_into(">HH", made, places[b"OS/2"] + WINDOWS, ascent, descent)
    return bytes(made)


def had(data: bytes, letters: Iterable[str]) -> frozenset[str]:
    """Those of *letters* that the font *data* has."""
    face, signs = _face(data), ffi.gc(harfbuzz.hb_set_create(), harfbuzz.hb_set_destroy)
    harfbuzz.hb_face_collect_unicodes(face, signs)
    return frozenset(letter for letter in letters if harfbuzz.hb_set_has(signs, ord(letter)))


def _face(data: bytes) -> object:
    """The font *data* to HarfBuzz, which copies it."""
    blob = ffi.gc(harfbuzz.hb_blob_create(data, len(data), 0, ffi.NULL, ffi.NULL), harfbuzz.hb_blob_destroy)
    return ffi.gc(harfbuzz.hb_face_create(blob, 0), harfbuzz.hb_face_destroy)


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The tables of a font, and where each begins."""
    (count,) = unpack_from(">H", data, 4)
    for number in range(count):
        tag, _, offset, _ = unpack_from(">4sIII", data, 12 + 16 * number)
        yield tag, offset


def _axes(data: bytes) -> Iterator[tuple[bytes, float]]:
    """What varies in a font, and what it commonly is."""
    if (start := dict(_tables(data)).get(b"fvar")) is not None:
        first, _, count, size = unpack_from(">4H", data, start + 4)
        for number in range(count):
            tag, _, common = unpack_from(">4sii", data, start + first + number * size)
            yield tag, common / 0x10000
