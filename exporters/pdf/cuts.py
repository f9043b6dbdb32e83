"""Cuts: the weights that books are set in, each taken out of a variable font by HarfBuzz.

WeasyPrint takes them out of what it embeds, for every book and by means of fontTools: 2 seconds. HarfBuzz does it in a
fiftieth of one. Imported only where WeasyPrint, which loads HarfBuzz, is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data

VARIABLE = re.compile(r"(.+)\[wght\]\.ttf")
# Those that style.css names.
WEIGHTS = (400, 600)
WEIGHT = int.from_bytes(b"wght")

# What WeasyPrint does not ask of HarfBuzz.
ffi.cdef(
    """
    hb_blob_t * hb_blob_create (const char *data, unsigned int length, int mode, void *user_data, void *destroy);
    hb_face_t * hb_face_create (hb_blob_t *blob, unsigned int index);
    hb_set_t * hb_subset_input_unicode_set (hb_subset_input_t *input);
    void hb_set_clear (hb_set_t *set);
    void hb_set_invert (hb_set_t *set);
    hb_bool_t hb_subset_input_pin_axis_location (
        hb_subset_input_t *input, hb_face_t *face, hb_tag_t axis, float value);
    """
)


def cuts(fonts: Mapping[str, bytes]) -> dict[str, bytes]:
    """*fonts*, by file name; in place of `X[wght].ttf` its weights, `X-400.ttf` and so on."""
    return dict(_cuts(fonts))


def _cuts(fonts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, data in fonts.items():
        if found := VARIABLE.fullmatch(name):
            yield from ((f"{found[1]}-{weight}.ttf", _cut(data, weight)) for weight in WEIGHTS)
        else:
            yield name, data


def _cut(data: bytes, weight: float) -> bytes:
    """One *weight* of the variable font *data*; the font as it is where HarfBuzz is too old, for WeasyPrint to cut."""
    if harfbuzz_subset is None or not harfbuzz.hb_version_atleast(6, 0, 0):
        return data
    subset = harfbuzz_subset
    blob = ffi.gc(harfbuzz.hb_blob_create(data, len(data), 0, ffi.NULL, ffi.NULL), harfbuzz.hb_blob_destroy)
    face = ffi.gc(harfbuzz.hb_face_create(blob, 0), harfbuzz.hb_face_destroy)
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
    if not subset.hb_subset_input_pin_axis_location(wanted, face, WEIGHT, weight):
        return data
    made = subset.hb_subset_or_fail(face, wanted)
    return get_hb_object_data(ffi.gc(made, harfbuzz.hb_face_destroy)) or data if made else data
