"""Codes of languages: ISO 639-1, the three-letter codes that BCP 47 has no use for, and common slips."""

from __future__ import annotations

TWO = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl
    nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu iw in ji jw mo""".split()
)
LONG = dict(
    pair.split(":")
    for pair in """aar:aa abk:ab afr:af aka:ak alb:sq sqi:sq amh:am ara:ar arg:an arm:hy hye:hy asm:as ava:av aym:ay
    aze:az bak:ba bam:bm baq:eu eus:eu bel:be ben:bn bos:bs bre:br bul:bg bur:my mya:my cat:ca che:ce chi:zh zho:zh
    chu:cu chv:cv cor:kw cos:co cym:cy wel:cy cze:cs ces:cs dan:da deu:de ger:de dut:nl nld:nl ell:el gre:el eng:en
    epo:eo est:et ewe:ee fao:fo fas:fa per:fa fij:fj fin:fi fra:fr fre:fr fry:fy geo:ka kat:ka gla:gd gle:ga glg:gl
    glv:gv grn:gn guj:gu hat:ht hau:ha heb:he hin:hi hrv:hr hun:hu ibo:ig ice:is isl:is ido:io iku:iu ina:ia ind:id
    ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kaz:kk khm:km kir:ky kor:ko kur:ku lao:lo lat:la lav:lv lim:li lit:lt
    ltz:lb mac:mk mkd:mk mal:ml mao:mi mri:mi mar:mr may:ms msa:ms mlg:mg mlt:mt mon:mn nav:nv nep:ne nno:nn nob:nb
    nor:no oci:oc ori:or orm:om oss:os pan:pa pli:pi pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn rus:ru
    san:sa sin:si slk:sk slo:sk slv:sl smo:sm sna:sn snd:sd som:so spa:es srd:sc srp:sr sun:su swa:sw swe:sv tah:ty
    tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo bod:bo tir:ti ton:to tuk:tk tur:tr uig:ug ukr:uk urd:ur uzb:uz
    vie:vi vol:vo wln:wa wol:wo xho:xh yid:yi yor:yo zul:zu""".split()
)
# What is written for a language, and is none or another one.
INSTEAD = {
    "english": "en", "french": "fr", "german": "de", "latin": "la", "greek": "grc", "italian": "it", "spanish": "es",
    "russian": "ru", "dutch": "nl", "hebrew": "he", "arabic": "ar", "deutsch": "de", "français": "fr", "español": "es",
    "italiano": "it", "latein": "la", "en-uk": "en-GB", "en-en": "en", "jp": "ja", "cz": "cs", "gr": "el", "dk": "da",
    "sp": "es", "cn": "zh", "lat-x": "la",
}  # fmt: skip
# The script that a language is written in, where it is one and the other would be a transliteration.
NATIVE = {
    "ru": "Cyrl", "uk": "Cyrl", "be": "Cyrl", "bg": "Cyrl", "el": "Grek", "grc": "Grek", "he": "Hebr", "hbo": "Hebr",
    "ar": "Arab", "fa": "Arab", "ur": "Arab", "en": "Latn", "fr": "Latn", "de": "Latn", "es": "Latn", "it": "Latn",
    "la": "Latn", "pt": "Latn", "nl": "Latn", "pl": "Latn", "cs": "Latn", "sv": "Latn", "hu": "Latn",
}  # fmt: skip
