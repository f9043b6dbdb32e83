"""The few words of our own that a book block needs, in the language of the book."""

from __future__ import annotations

import re

from teipress.book import Metadata, Person

# What catalogues add to a name: dates of life, an address.
BESIDE = re.compile(r"\s*(\([^()]*\d{3}[^()]*\)|<[^<>\s]+@[^<>\s]+>|,\s*\d{3,4}\??\s*[-–]\s*(\d{3,4}\??)?)[\s.]*$")
# A surname, with what belongs before it, and forenames or their initials. Nothing else with a comma in it, as learned
# bodies and doctors have, is a name turned round; so a surname of two words has one forename.
NAME = r"[^\W\d_][\w'’]*"
PARTICLE = r"(?:[dlv][^\W\d_]{0,3}['’ ])*"
FILED = re.compile(
    rf"(?P<surname>{PARTICLE}{NAME}(?:-{NAME})?(?P<second> {NAME})?), "
    rf"(?P<forename>(?!(?:[JS]r|Esq|Bart|PhD|MD|M\.D|[IVX]+)\b){NAME}\.?"
    rf"(?(second)|(?:[ -]{NAME}\.?){{0,3}})(?: (?:de|von|van|du|da|di|d['’]))?)",
    re.IGNORECASE,
)
# A longer one is no name.
NAME_LENGTH = 80

# By MARC relator code, how a title page or an imprint names what somebody did; by kind, what an index is called, where
# that is not as the book has it. What is heard but not seen: *spoken*, *back* and *picture*.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "contents": "Contents", "trl": "Translated by", "edt": "Edited by", "ill": "Illustrated by",
        "win": "With an introduction by", "ann": "Annotated by", "ctb": "Text prepared by", "source": "Source",
        "licence": "Licence", "identifier": "Identifier", "colophon": "Set in EB Garamond.", "and": "and",
        "illustrations": "Illustrations", "tables": "Tables", "chronology": "Chronology", "see": "see",
        "see also": "see also", "also": "Also", "note": "n.", "notes": "nn.", "page": "p.",
        "spoken": "Note", "back": "Back to note", "picture": "Picture",
    },
    "de": {
        "contents": "Inhalt", "trl": "Übersetzt von", "edt": "Herausgegeben von", "ill": "Illustriert von",
        "win": "Mit einer Einleitung von", "ann": "Kommentiert von", "ctb": "Texteinrichtung", "source": "Quelle",
        "licence": "Lizenz", "identifier": "Kennung", "colophon": "Gesetzt aus der EB Garamond.", "and": "und",
        "illustrations": "Abbildungen", "tables": "Tabellen", "chronology": "Zeittafel", "see": "siehe",
        "see also": "siehe auch", "also": "Auch", "note": "Anm.", "notes": "Anm.", "page": "S.",
        "person": "Personenregister", "place": "Ortsregister", "organisation": "Register der Organisationen",
        "work": "Werkregister",
        "spoken": "Anmerkung", "back": "Zurück zu Anmerkung", "picture": "Bild",
    },
    "fr": {
        "contents": "Table des matières", "trl": "Traduit par", "edt": "Édité par", "ill": "Illustré par",
        "win": "Introduction de", "ann": "Annoté par", "ctb": "Texte préparé par", "source": "Source",
        "licence": "Licence", "identifier": "Identifiant", "colophon": "Composé en EB Garamond.", "and": "et",
        "illustrations": "Table des illustrations", "tables": "Liste des tableaux",
        "chronology": "Chronologie", "see": "voir", "see also": "voir aussi", "also": "Aussi", "note": "n.",
        "notes": "n.", "page": "p.",
        "person": "Index des personnes", "place": "Index des lieux", "organisation": "Index des organisations",
        "work": "Index des œuvres",
        "spoken": "Note", "back": "Retour à la note", "picture": "Image",
    },
    "es": {
        "contents": "Índice", "trl": "Traducción de", "edt": "Edición de", "ill": "Ilustraciones de",
        "win": "Introducción de", "ann": "Notas de", "ctb": "Texto preparado por", "source": "Fuente",
        "licence": "Licencia", "identifier": "Identificador", "colophon": "Compuesto en EB Garamond.", "and": "y",
        "illustrations": "Ilustraciones", "tables": "Cuadros", "chronology": "Cronología", "see": "véase",
        "see also": "véase también", "also": "También", "note": "n.", "notes": "nn.", "page": "p.",
        "person": "Índice de personas", "place": "Índice de lugares", "organisation": "Índice de organizaciones",
        "work": "Índice de obras",
        "spoken": "Nota", "back": "Volver a la nota", "picture": "Imagen",
    },
    "it": {
        "contents": "Indice", "trl": "Traduzione di", "edt": "A cura di", "ill": "Illustrazioni di",
        "win": "Introduzione di", "ann": "Note di", "ctb": "Testo preparato da", "source": "Fonte",
        "licence": "Licenza", "identifier": "Identificativo", "colophon": "Composto in EB Garamond.", "and": "e",
        "illustrations": "Illustrazioni", "tables": "Tabelle", "chronology": "Cronologia", "see": "vedi",
        "see also": "vedi anche", "also": "Anche", "note": "n.", "notes": "nn.", "page": "p.",
        "person": "Indice delle persone", "place": "Indice dei luoghi", "organisation": "Indice delle organizzazioni",
        "work": "Indice delle opere",
        "spoken": "Nota", "back": "Torna alla nota", "picture": "Immagine",
    },
    "la": {
        "contents": "Index capitum", "trl": "Vertit", "edt": "Edidit", "ill": "Imaginibus ornavit",
        "win": "Praefatus est", "ann": "Adnotavit", "ctb": "Textum paravit", "source": "Fons", "licence": "Licentia",
        "identifier": "Signum", "colophon": "Typis EB Garamond.", "and": "et",
        "illustrations": "Index imaginum", "tables": "Index tabularum", "chronology": "Tabula temporum", "see": "vide",
        "see also": "vide etiam", "also": "Item", "note": "n.", "notes": "nn.", "page": "p.",
        "person": "Index personarum", "place": "Index locorum", "organisation": "Index collegiorum",
        "work": "Index operum",
        "spoken": "Nota", "back": "Ad notam", "picture": "Imago",
    },
    "nl": {
        "contents": "Inhoud", "trl": "Vertaald door", "edt": "Bezorgd door", "ill": "Geïllustreerd door",
        "win": "Ingeleid door", "ann": "Geannoteerd door", "ctb": "Tekst verzorgd door", "source": "Bron",
        "licence": "Licentie", "identifier": "Kenmerk", "colophon": "Gezet uit de EB Garamond.", "and": "en",
        "illustrations": "Afbeeldingen", "tables": "Tabellen", "chronology": "Chronologie", "see": "zie",
        "see also": "zie ook", "also": "Ook", "note": "n.", "notes": "nn.", "page": "p.",
        "person": "Register van personen", "place": "Register van plaatsen",
        "organisation": "Register van organisaties", "work": "Register van werken",
        "spoken": "Noot", "back": "Terug naar noot", "picture": "Afbeelding",
    },
    "pl": {
        "contents": "Spis treści", "trl": "Przekład:", "edt": "Opracowanie:", "ill": "Ilustracje:", "win": "Wstęp:",
        "ann": "Komentarze:", "ctb": "Przygotowanie tekstu:", "source": "Źródło", "licence": "Licencja",
        "identifier": "Identyfikator", "colophon": "Złożono krojem EB Garamond.", "and": "i",
        "illustrations": "Spis ilustracji", "tables": "Spis tabel", "chronology": "Kalendarium", "see": "zob.",
        "see also": "zob. też", "also": "Także", "note": "przyp.", "notes": "przyp.", "page": "s.",
        "person": "Indeks osób", "place": "Indeks miejsc", "organisation": "Indeks organizacji",
        "work": "Indeks dzieł",
        "spoken": "Przypis", "back": "Powrót do przypisu", "picture": "Ilustracja",
    },
    "pt": {
        "contents": "Índice", "trl": "Tradução de", "edt": "Edição de", "ill": "Ilustrações de",
        "win": "Introdução de", "ann": "Notas de", "ctb": "Texto preparado por", "source": "Fonte",
        "licence": "Licença", "identifier": "Identificador", "colophon": "Composto em EB Garamond.", "and": "e",
        "illustrations": "Ilustrações", "tables": "Tabelas", "chronology": "Cronologia", "see": "ver",
        "see also": "ver também", "also": "Também", "note": "n.", "notes": "nn.", "page": "p.",
        "person": "Índice de pessoas", "place": "Índice de lugares", "organisation": "Índice de organizações",
        "work": "Índice de obras",
        "spoken": "Nota", "back": "Voltar à nota", "picture": "Imagem",
    },
    "ru": {
        "contents": "Содержание", "trl": "Перевод:", "edt": "Редакция:", "ill": "Иллюстрации:", "win": "Предисловие:",
        "ann": "Примечания:", "ctb": "Подготовка текста:", "source": "Источник", "licence": "Лицензия",
        "identifier": "Идентификатор", "colophon": "Набрано гарнитурой EB Garamond.", "and": "и",
        "illustrations": "Список иллюстраций", "tables": "Список таблиц", "chronology": "Хронология", "see": "см.",
        "see also": "см. также", "also": "Также", "note": "прим.", "notes": "прим.", "page": "с.",
        "person": "Указатель имён", "place": "Указатель географических названий",
        "organisation": "Указатель организаций", "work": "Указатель произведений",
        "spoken": "Примечание", "back": "Назад к примечанию", "picture": "Изображение",
    },
}  # fmt: skip


def words(language: str) -> dict[str, str]:
    """The words in *language* (a BCP 47 tag), or in English."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])


def people(metadata: Metadata, role: str) -> str:
    """The names of everybody of one *role*, once each, as a sentence lists them."""
    names = list(dict.fromkeys(map(as_read, metadata.by(role))))
    joined = f" {words(metadata.language)['and']} ".join(names[-2:])
    return ", ".join((*names[:-2], joined)) if names else ""


def as_read(person: Person) -> str:
    """The name of *person* as a title page has it, where a header files it: `Serge, Victor (1890-1947)`."""
    if len(person.name) > NAME_LENGTH:
        return person.name
    name = BESIDE.sub("", person.name).strip() or person.name
    filed = FILED.fullmatch(name)
    return f"{filed['forename']} {filed['surname']}" if filed and person.name == person.sort else name
