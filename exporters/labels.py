"""Labels: the words that the tool adds to a book, in the book's language where they are known, else in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from exporters.facts import FACTS as OF_REGISTERS
from teipress.book import Authority, Index, IndexEntry, Metadata, Text
from teipress.iso639 import LONG
from teipress.values import dataclass

NO_BREAK = "\u00a0"
# What a sentence may end in already.
STOPS = (".", "!", "?", "…", ":", ";", ".”", ".’", ".)", "。", "？", "！")
LANGUAGES = ("en", "fr", "de", "es", "it", "ru", "pt", "nl", "la", "pl")

# By name, in the order of LANGUAGES; codes of three letters are MARC's for roles. A brace is filled with a name, a
# number or a text.
TABLE: Mapping[str, tuple[str, ...]] = {
    "cover": ("Cover", "Couverture", "Umschlag", "Cubierta", "Copertina", "Обложка", "Capa", "Omslag", "Involucrum",
              "Okładka"),
    "title page": ("Title page", "Page de titre", "Titelseite", "Portada", "Frontespizio", "Титульный лист",
                   "Folha de rosto", "Titelpagina", "Index libri", "Strona tytułowa"),
    "about": ("About this edition", "À propos de cette édition", "Zu dieser Ausgabe", "Sobre esta edición",
              "Questa edizione", "Об этом издании", "Sobre esta edição", "Over deze uitgave", "De hac editione",
              "O tym wydaniu"),
    "contents": ("Contents", "Table des matières", "Inhalt", "Índice", "Indice", "Содержание", "Índice", "Inhoud",
                 "Index capitum", "Spis treści"),
    "illustrations": ("Illustrations", "Table des illustrations", "Abbildungen", "Ilustraciones", "Illustrazioni",
                      "Список иллюстраций", "Ilustrações", "Afbeeldingen", "Index imaginum", "Spis ilustracji"),
    "tables": ("Tables", "Liste des tableaux", "Tabellen", "Cuadros", "Tabelle", "Список таблиц", "Tabelas", "Tabellen",
               "Index tabularum", "Spis tabel"),
    "landmarks": ("Landmarks", "Repères", "Orientierung", "Puntos de referencia", "Punti di riferimento", "Ориентиры",
                  "Pontos de referência", "Oriëntatiepunten", "Loci praecipui", "Punkty orientacyjne"),
    "front": ("Front matter", "Pages liminaires", "Vorspann", "Preliminares", "Pagine preliminari", "Вступление",
              "Elementos pré-textuais", "Voorwerk", "Praemissa", "Materiały wstępne"),
    "body": ("Text", "Texte", "Text", "Texto", "Testo", "Текст", "Texto", "Tekst", "Textus", "Tekst"),
    "back": ("Back matter", "Annexes", "Anhang", "Apéndices", "Appendici", "Приложения", "Anexos", "Nawerk", "Addenda",
             "Dodatki"),
    "pages": ("Pages of the source", "Pages de la source", "Seiten der Vorlage", "Páginas de la fuente",
              "Pagine della fonte", "Страницы источника", "Páginas da fonte", "Pagina’s van de bron", "Paginae fontis",
              "Strony źródła"),
    "notes": ("Notes", "Notes", "Anmerkungen", "Notas", "Note", "Примечания", "Notas", "Noten", "Adnotationes",
              "Przypisy"),
    "note": ("Note", "Note", "Anmerkung", "Nota", "Nota", "Примечание", "Nota", "Noot", "Nota", "Przypis"),
    "back to note": ("Back to note", "Retour à la note", "Zurück zu Anmerkung", "Volver a la nota", "Torna alla nota",
                     "Назад к примечанию", "Voltar à nota", "Terug naar noot", "Ad notam", "Powrót do przypisu"),
    "note by": ("{}’s note.", "Note : {}.", "Anmerkung: {}.", "Nota: {}.", "Nota: {}.", "Примечание: {}.", "Nota: {}.",
                "Noot: {}.", "Nota: {}.", "Przypis: {}."),
    "notes by": ("Notes by others than the author say so: {}.", "Les notes d’autres que l’auteur le disent : {}.",
                 "Anmerkungen anderer als des Autors sind gekennzeichnet: {}.",
                 "Las notas ajenas al autor lo indican: {}.", "Le note non dell’autore lo dichiarano: {}.",
                 "Примечания не автора отмечены: {}.", "As notas que não são do autor indicam-no: {}.",
                 "Noten van anderen dan de auteur zijn gemerkt: {}.", "Notae aliorum signatae sunt: {}.",
                 "Przypisy, które nie pochodzą od autora, są oznaczone: {}."),
    "chronology": ("Chronology", "Chronologie", "Zeittafel", "Cronología", "Cronologia", "Хронология", "Cronologia",
                   "Chronologie", "Tabula temporum", "Kalendarium"),
    "person": ("Index of persons", "Index des personnes", "Personenregister", "Índice de personas",
               "Indice delle persone", "Указатель имён", "Índice de pessoas", "Personenregister", "Index personarum",
               "Indeks osób"),
    "place": ("Index of places", "Index des lieux", "Ortsregister", "Índice de lugares", "Indice dei luoghi",
              "Указатель географических названий", "Índice de lugares", "Plaatsenregister", "Index locorum",
              "Indeks miejsc"),
    "organisation": ("Index of organisations", "Index des organisations", "Register der Organisationen",
                     "Índice de organizaciones", "Indice delle organizzazioni", "Указатель организаций",
                     "Índice de organizações", "Register van organisaties", "Index collegiorum", "Indeks organizacji"),
    "work": ("Index of works", "Index des œuvres", "Werkregister", "Índice de obras", "Indice delle opere",
             "Указатель произведений", "Índice de obras", "Register van werken", "Index operum", "Indeks dzieł"),
    "continued": ("{}, continued", "{} (suite)", "{} (Fortsetzung)", "{} (continuación)", "{} (continua)",
                  "{} (продолжение)", "{} (continuação)", "{} (vervolg)", "{} (continuatur)", "{} (ciąg dalszy)"),
    "see": ("see", "voir", "siehe", "véase", "vedi", "см.", "ver", "zie", "vide", "zob."),
    "see also": ("See also", "Voir aussi", "Siehe auch", "Véase también", "Vedi anche", "См. также", "Ver também",
                 "Zie ook", "Vide etiam", "Zob. też"),
    "also": ("Also", "Aussi", "Auch", "También", "Anche", "Также", "Também", "Ook", "Item", "Także"),
    "mentions": ("Mentions:", "Mentions :", "Erwähnungen:", "Menciones:", "Menzioni:", "Упоминания:", "Menções:",
                 "Vermeldingen:", "Loci:", "Wzmianki:"),
    "in": ("In {}", "Dans {}", "In {}", "En {}", "In {}", "В разделах: {}", "Em {}", "In {}", "In {}", "W: {}"),
    "once": ("Mentioned once", "Une mention", "Eine Erwähnung", "Una mención", "Una menzione", "Одно упоминание",
             "Uma menção", "Eén vermelding", "Semel memoratur", "Jedna wzmianka"),
    "times": ("Mentioned {} times", "{} mentions", "{} Erwähnungen", "{} menciones", "{} menzioni", "Упоминаний: {}",
              "{} menções", "{} vermeldingen", "Memoratur {} locis", "Wzmianek: {}"),
    "coordinates": ("coordinates", "coordonnées", "Koordinaten", "coordenadas", "coordinate", "координаты",
                    "coordenadas", "coördinaten", "situs", "współrzędne"),
    "p.": ("p.", "p.", "S.", "p.", "p.", "с.", "p.", "p.", "p.", "s."),
    "pp.": ("pp.", "p.", "S.", "págs.", "pp.", "с.", "pp.", "pp.", "pp.", "s."),
    "n.": ("n.", "n.", "Anm.", "n.", "n.", "прим.", "n.", "n.", "n.", "przyp."),
    "nn.": ("nn.", "n.", "Anm.", "nn.", "nn.", "прим.", "nn.", "nn.", "nn.", "przyp."),
    "edition": ("Edition", "Édition", "Ausgabe", "Edición", "Edizione", "Издание", "Edição", "Uitgave", "Editio",
                "Wydanie"),
    "source": ("Source", "Source", "Vorlage", "Fuente", "Fonte", "Источник", "Fonte", "Bron", "Fons", "Źródło"),
    "made from": ("Made from", "D’après", "Nach", "Según", "Da", "По изданию", "Conforme", "Naar", "Ex",
                  "Na podstawie"),
    "licence": ("Licence", "Licence", "Lizenz", "Licencia", "Licenza", "Лицензия", "Licença", "Licentie", "Licentia",
                "Licencja"),
    "rights": ("Rights", "Droits", "Rechte", "Derechos", "Diritti", "Права", "Direitos", "Rechten", "Iura", "Prawa"),
    "principles": ("Editorial principles", "Principes d’édition", "Editionsgrundsätze", "Criterios de edición",
                   "Criteri di edizione", "Принципы издания", "Critérios de edição", "Editieprincipes",
                   "Rationes edendi", "Zasady wydania"),
    "identifier": ("Identifier", "Identifiant", "Kennung", "Identificador", "Identificatore", "Идентификатор",
                   "Identificador", "Kenmerk", "Signum", "Identyfikator"),
    "contributors": ("Contributors: {}", "Contributions : {}", "Mitwirkende: {}", "Colaboradores: {}",
                     "Collaboratori: {}", "Участники: {}", "Colaboradores: {}", "Medewerkers: {}", "Adiuvantibus: {}",
                     "Współpracownicy: {}"),
    "ctb": ("Text prepared by {}", "Texte préparé par {}", "Texteinrichtung {}", "Texto preparado por {}",
            "Testo preparato da {}", "Подготовка текста: {}", "Texto preparado por {}", "Tekst verzorgd door {}",
            "Textum paravit {}", "Przygotowanie tekstu: {}"),
    "and": ("and", "et", "und", "y", "e", "и", "e", "en", "et", "i"),
    "by": ("{}, by {}", "{}, par {}", "{}, von {}", "{}, por {}", "{}, di {}", "{}, {}", "{}, de {}", "{}, door {}",
           "{}, auctore {}", "{}, {}"),
    "trl": ("Translated by {}", "Traduit par {}", "Übersetzt von {}", "Traducción de {}", "Traduzione di {}",
            "Перевод: {}", "Tradução de {}", "Vertaald door {}", "Vertit {}", "Przekład: {}"),
    "edt": ("Edited by {}", "Édité par {}", "Herausgegeben von {}", "Edición de {}", "A cura di {}", "Редакция: {}",
            "Edição de {}", "Bezorgd door {}", "Edidit {}", "Opracowanie: {}"),
    "ann": ("Annotated by {}", "Annoté par {}", "Kommentiert von {}", "Notas de {}", "Note di {}", "Примечания: {}",
            "Notas de {}", "Geannoteerd door {}", "Adnotavit {}", "Komentarze: {}"),
    "win": ("With an introduction by {}", "Introduction de {}", "Mit einer Einleitung von {}", "Introducción de {}",
            "Introduzione di {}", "Предисловие: {}", "Introdução de {}", "Ingeleid door {}", "Praefatus est {}",
            "Wstęp: {}"),
    "aft": ("With an afterword by {}", "Postface de {}", "Mit einem Nachwort von {}", "Epílogo de {}",
            "Postfazione di {}", "Послесловие: {}", "Posfácio de {}", "Met een nawoord van {}", "Epilogum scripsit {}",
            "Posłowie: {}"),
    "ill": ("Illustrated by {}", "Illustré par {}", "Illustriert von {}", "Ilustraciones de {}", "Illustrazioni di {}",
            "Иллюстрации: {}", "Ilustrações de {}", "Geïllustreerd door {}", "Imaginibus ornavit {}", "Ilustracje: {}"),
    "com": ("Compiled by {}", "Réuni par {}", "Zusammengestellt von {}", "Compilación de {}", "Raccolto da {}",
            "Составитель: {}", "Compilação de {}", "Samengesteld door {}", "Collegit {}", "Wybór: {}"),
    "trc": ("Transcribed by {}", "Transcrit par {}", "Transkribiert von {}", "Transcripción de {}",
            "Trascrizione di {}", "Транскрипция: {}", "Transcrição de {}", "Getranscribeerd door {}", "Transcripsit {}",
            "Transkrypcja: {}"),
    "mrk": ("Encoded by {}", "Encodé par {}", "Kodiert von {}", "Codificación de {}", "Codifica di {}",
            "Кодирование: {}", "Codificação de {}", "Gecodeerd door {}", "Notis instruxit {}", "Kodowanie: {}"),
    "pfr": ("Proof-read by {}", "Relu par {}", "Korrektur gelesen von {}", "Corrección de {}", "Revisione di {}",
            "Корректор: {}", "Revisão de {}", "Gecorrigeerd door {}", "Emendavit {}", "Korekta: {}"),
    "readings": ("Readings", "Leçons", "Lesarten", "Lecturas", "Lezioni", "Разночтения", "Lições", "Lezingen",
                 "Lectiones", "Lekcje"),
    "correction": ("Corrections", "Corrections", "Berichtigungen", "Correcciones", "Correzioni", "Исправления",
                   "Correções", "Verbeteringen", "Correcta", "Poprawki"),
    "regularization": ("Spellings", "Graphies", "Schreibungen", "Grafías", "Grafie", "Написания", "Grafias",
                       "Spellingen", "Scripturae", "Pisownia"),
    "expansion": ("Abbreviations", "Abréviations", "Abkürzungen", "Abreviaturas", "Abbreviazioni", "Сокращения",
                  "Abreviaturas", "Afkortingen", "Compendia", "Skróty"),
    "variant": ("Variants", "Variantes", "Varianten", "Variantes", "Varianti", "Варианты", "Variantes", "Varianten",
                "Variae lectiones", "Warianty"),
    "readings say": (
        "What this edition prints stands before the bracket, the other reading after it.",
        "Devant le crochet, ce qu’imprime cette édition ; derrière, l’autre leçon.",
        "Vor der Klammer steht, was diese Ausgabe druckt, danach die andere Lesart.",
        "Antes del corchete, lo que imprime esta edición; después, la otra lectura.",
        "Prima della parentesi ciò che stampa questa edizione, dopo l’altra lezione.",
        "Перед скобкой стоит то, что печатает это издание, после неё — другое чтение.",
        "Antes do colchete, o que esta edição imprime; depois, a outra lição.",
        "Voor het haakje staat wat deze uitgave drukt, erna de andere lezing.",
        "Ante uncum stat quod haec editio praebet, post eum altera lectio.",
        "Przed nawiasem stoi to, co drukuje to wydanie, po nim druga lekcja.",
    ),
    "apparatus says": (
        "The notes with letters are the critical apparatus. Before the bracket stands what this edition prints, then "
        "the witnesses that have it; behind each semicolon stands another reading with its own witnesses. “om.” "
        "tells of a witness that has nothing there, “add.” of one that has more.",
        "Les notes à lettres forment l’apparat critique. Devant le crochet, ce qu’imprime cette édition, puis les "
        "témoins qui l’ont ; après chaque point-virgule, une autre leçon avec les siens. « om. » : le témoin n’a "
        "rien à cet endroit ; « add. » : il a davantage.",
        "Die Anmerkungen mit Buchstaben sind der kritische Apparat. Vor der Klammer steht, was diese Ausgabe druckt, "
        "danach die Zeugen, die es haben; hinter jedem Strichpunkt steht eine andere Lesart mit ihren Zeugen. „om.“ "
        "heißt, der Zeuge hat dort nichts, „add.“, er hat mehr.",
        "Las notas con letras son el aparato crítico. Antes del corchete está lo que imprime esta edición, luego los "
        "testimonios que lo traen; tras cada punto y coma, otra lectura con los suyos. «om.»: el testimonio no trae "
        "nada ahí; «add.»: trae más.",
        "Le note con lettere sono l’apparato critico. Prima della parentesi sta ciò che stampa questa edizione, poi "
        "i testimoni che lo hanno; dopo ogni punto e virgola, un’altra lezione con i suoi. «om.»: il testimone non "
        "ha nulla in quel punto; «add.»: ha di più.",
        "Примечания с буквами — критический аппарат. Перед скобкой стоит то, что печатает это издание, затем "
        "свидетели, в которых это есть; после каждой точки с запятой — другое чтение и его свидетели. «om.» — у "
        "свидетеля здесь ничего нет, «add.» — у него больше.",
        "As notas com letras são o aparato crítico. Antes do colchete está o que esta edição imprime, depois os "
        "testemunhos que o trazem; após cada ponto e vírgula, outra lição com os seus. «om.»: o testemunho nada tem "
        "ali; «add.»: tem mais.",
        "De noten met letters zijn het kritisch apparaat. Voor het haakje staat wat deze uitgave drukt, dan de "
        "getuigen die het hebben; na elke puntkomma staat een andere lezing met haar getuigen. ‘om.’: de getuige "
        "heeft daar niets; ‘add.’: hij heeft meer.",
        "Adnotationes litteris signatae apparatus criticus sunt. Ante uncum stat quod haec editio praebet, deinde "
        "testes qui id habent; post semicolon quodque alia lectio cum testibus suis. “om.”: testis ibi nihil habet; "
        "“add.”: plura habet.",
        "Przypisy z literami tworzą aparat krytyczny. Przed nawiasem stoi to, co drukuje to wydanie, potem "
        "świadkowie, którzy to mają; po każdym średniku stoi inna lekcja ze swoimi świadkami. „om.”: świadek nie ma "
        "tu nic; „add.”: ma więcej.",
    ),
    "accessibility": ("Accessibility", "Accessibilité", "Barrierefreiheit", "Accesibilidad", "Accessibilità",
                      "Доступность", "Acessibilidade", "Toegankelijkheid", "De aditu", "Dostępność"),
    "picture": ("Picture", "Image", "Bild", "Imagen", "Immagine", "Изображение", "Imagem", "Afbeelding", "Imago",
                "Ilustracja"),
    "colophon": ("Set in {}.", "Composé en {}.", "Gesetzt aus der {}.", "Compuesto en {}.", "Composto in {}.",
                 "Набрано гарнитурой {}.", "Composto em {}.", "Gezet uit de {}.", "Typis {}.", "Złożono krojem {}."),
    "made": ("Made with teipress from a text encoded in TEI.",
             "Réalisé avec teipress à partir d’un texte encodé en TEI.",
             "Mit teipress aus einem Text in TEI hergestellt.",
             "Hecho con teipress a partir de un texto codificado en TEI.",
             "Realizzato con teipress da un testo codificato in TEI.",
             "Изготовлено программой teipress из текста в формате TEI.",
             "Feito com teipress a partir de um texto codificado em TEI.", "Met teipress gemaakt van een tekst in TEI.",
             "Ope teipress ex textu TEI instructo factum.", "Wykonano programem teipress z tekstu zakodowanego w TEI."),
}  # fmt: skip

# What a register tells of an entry; of some, other words of ours say it.
FACTS: Mapping[str, tuple[str, ...]] = {**OF_REGISTERS, "edition": TABLE["edition"], "bibl": TABLE["see also"]}


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a book. *lang* is their language where it is not the book's, else empty."""

    lang: str
    column: int = 0

    def __call__(self, name: str, *parts: object) -> str:
        """A label, its braces filled; what is called `The Society` is `the Society` within an English sentence."""
        row = TABLE[name][self.column]
        if LANGUAGES[self.column] == "en" and not row.startswith("{"):
            parts = tuple(re.sub(r"^The (?=\S)", "the ", part) if isinstance(part, str) else part for part in parts)
        return row.format(*parts) if parts else row

    def joined(self, names: Iterable[str]) -> str:
        """Names as a sentence has them, each once: `A, B and C`."""
        *before, last = dict.fromkeys(filter(str.strip, names)) or [""]
        return f"{', '.join(before)} {self('and')} {last}" if before else last

    def people(self, metadata: Metadata, role: str) -> str:
        """The names of everybody of one role."""
        return self.joined(person.name for person in metadata.by(role))

    def index(self, index: Index) -> str:
        """What an index is called: a title of its own stays."""
        row = TABLE.get(index.kind, ("",))
        return row[self.column] if index.title == row[0] else index.title

    def told(self, label: str, what: str) -> str:
        """`Source: what`, with the space before a colon that French has."""
        return f"{label}{NO_BREAK * (LANGUAGES[self.column] == 'fr')}: {what}"

    def number(self, authority: Authority) -> str:
        """A number in a catalogue, or a place on the map."""
        name = self("coordinates") if authority.name == "coordinates" else authority.name
        return f"{name} {authority.number}".strip()

    def facts(self, entry: IndexEntry) -> tuple[tuple[Text], ...]:
        """What the register tells of an entry, each kind of fact a sentence: `Occupation: writer; physician`."""
        return tuple((Text(self.told(self._fact(fact.kind), fact.said)),) for fact in entry.facts)

    def _fact(self, kind: str) -> str:
        """Of what no register is known to say, its name in words: `persState` as `Pers state`."""
        row = FACTS.get(kind)
        return row[self.column] if row else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()


def labels(language: str) -> Labels:
    """The labels for a book in a language (BCP 47, or a code of three letters)."""
    first = language.replace("_", "-").partition("-")[0].strip().lower()
    first = LONG.get(first, first)
    return Labels("", LANGUAGES.index(first)) if first in LANGUAGES else Labels("en")
