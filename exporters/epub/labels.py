"""Labels: the words that the tool adds to a book, in the book's language where they are known, else in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "fr", "de", "es", "it", "ru", "pt", "nl", "la")

# By name, in the order of LANGUAGES. A brace is filled with a name, a number or a text.
TABLE: Mapping[str, tuple[str, ...]] = {
    "cover": ("Cover", "Couverture", "Umschlag", "Cubierta", "Copertina", "Обложка", "Capa", "Omslag", "Involucrum"),
    "title page": ("Title page", "Page de titre", "Titelseite", "Portada", "Frontespizio", "Титульный лист",
                   "Folha de rosto", "Titelpagina", "Index libri"),
    "about": ("About this edition", "À propos de cette édition", "Zu dieser Ausgabe", "Sobre esta edición",
              "Questa edizione", "Об этом издании", "Sobre esta edição", "Over deze uitgave", "De hac editione"),
    "contents": ("Contents", "Table des matières", "Inhalt", "Índice", "Indice", "Содержание", "Sumário", "Inhoud",
                 "Quae insunt"),
    "landmarks": ("Landmarks", "Repères", "Orientierung", "Puntos de referencia", "Punti di riferimento", "Ориентиры",
                  "Pontos de referência", "Oriëntatiepunten", "Loci praecipui"),
    "front": ("Front matter", "Pages liminaires", "Vorspann", "Preliminares", "Pagine preliminari", "Вступление",
              "Elementos pré-textuais", "Voorwerk", "Praemissa"),
    "body": ("Text", "Texte", "Text", "Texto", "Testo", "Текст", "Texto", "Tekst", "Textus"),
    "back": ("Back matter", "Annexes", "Anhang", "Apéndices", "Appendici", "Приложения", "Anexos", "Nawerk", "Addenda"),
    "pages": ("Pages of the source", "Pages de la source", "Seiten der Vorlage", "Páginas de la fuente",
              "Pagine della fonte", "Страницы источника", "Páginas da fonte", "Pagina’s van de bron", "Paginae fontis"),
    "notes": ("Notes", "Notes", "Anmerkungen", "Notas", "Note", "Примечания", "Notas", "Noten", "Adnotationes"),
    "note by": ("{}’s note.", "Note : {}.", "Anmerkung: {}.", "Nota: {}.", "Nota: {}.", "Примечание: {}.", "Nota: {}.",
                "Noot: {}.", "Nota: {}."),
    "notes by": ("Notes by others than the author say so: {}.", "Les notes d’autres que l’auteur le disent : {}.",
                 "Anmerkungen anderer als des Autors sind gekennzeichnet: {}.",
                 "Las notas ajenas al autor lo indican: {}.", "Le note non dell’autore lo dichiarano: {}.",
                 "Примечания не автора отмечены: {}.", "As notas que não são do autor indicam-no: {}.",
                 "Noten van anderen dan de auteur zijn gemerkt: {}.", "Notae aliorum signatae sunt: {}."),
    "chronology": ("Chronology", "Chronologie", "Zeittafel", "Cronología", "Cronologia", "Хронология", "Cronologia",
                   "Tijdtafel", "Tabula temporum"),
    "person": ("Index of persons", "Index des personnes", "Personenregister", "Índice de personas",
               "Indice delle persone", "Указатель имён", "Índice de pessoas", "Personenregister", "Index personarum"),
    "place": ("Index of places", "Index des lieux", "Ortsregister", "Índice de lugares", "Indice dei luoghi",
              "Указатель мест", "Índice de lugares", "Plaatsenregister", "Index locorum"),
    "organisation": ("Index of organisations", "Index des organisations", "Körperschaftsregister",
                     "Índice de organizaciones", "Indice delle organizzazioni", "Указатель организаций",
                     "Índice de organizações", "Register van organisaties", "Index societatum"),
    "work": ("Index of works", "Index des œuvres", "Werkregister", "Índice de obras", "Indice delle opere",
             "Указатель произведений", "Índice de obras", "Register van werken", "Index operum"),
    "continued": ("{}, continued", "{} (suite)", "{} (Fortsetzung)", "{} (continuación)", "{} (continua)",
                  "{} (продолжение)", "{} (continuação)", "{} (vervolg)", "{} (continuatur)"),
    "see": ("see", "voir", "siehe", "véase", "vedi", "см.", "ver", "zie", "vide"),
    "see also": ("See also", "Voir aussi", "Siehe auch", "Véase también", "Vedi anche", "См. также", "Ver também",
                 "Zie ook", "Vide etiam"),
    "also": ("Also: {}.", "Aussi : {}.", "Auch: {}.", "También: {}.", "Anche: {}.", "Также: {}.", "Também: {}.",
             "Ook: {}.", "Etiam: {}."),
    "mentions": ("Mentions:", "Mentions :", "Erwähnungen:", "Menciones:", "Menzioni:", "Упоминания:", "Menções:",
                 "Vermeldingen:", "Loci:"),
    "p.": ("p.", "p.", "S.", "p.", "p.", "с.", "p.", "p.", "p."),
    "pp.": ("pp.", "p.", "S.", "págs.", "pp.", "с.", "pp.", "pp.", "pp."),
    "n.": ("n.", "n.", "Anm.", "n.", "n.", "прим.", "n.", "n.", "adn."),
    "edition": ("Edition", "Édition", "Ausgabe", "Edición", "Edizione", "Издание", "Edição", "Uitgave", "Editio"),
    "source": ("Source", "Source", "Vorlage", "Fuente", "Fonte", "Источник", "Fonte", "Bron", "Fons"),
    "licence": ("Licence", "Licence", "Lizenz", "Licencia", "Licenza", "Лицензия", "Licença", "Licentie", "Licentia"),
    "rights": ("Rights", "Droits", "Rechte", "Derechos", "Diritti", "Права", "Direitos", "Rechten", "Iura"),
    "principles": ("Editorial principles", "Principes d’édition", "Editionsgrundsätze", "Criterios de edición",
                   "Criteri di edizione", "Принципы издания", "Critérios de edição", "Editieprincipes",
                   "Rationes edendi"),
    "identifier": ("Identifier", "Identifiant", "Kennung", "Identificador", "Identificatore", "Идентификатор",
                   "Identificador", "Identificatie", "Nota libri"),
    "contributors": ("Contributors: {}", "Contributions : {}", "Mitwirkende: {}", "Colaboradores: {}",
                     "Collaboratori: {}", "Участники: {}", "Colaboradores: {}", "Medewerkers: {}", "Adiuvantibus: {}"),
    "and": (" and ", " et ", " und ", " y ", " e ", " и ", " e ", " en ", " et "),
    "by": ("{}, by {}", "{}, par {}", "{}, von {}", "{}, por {}", "{}, di {}", "{}, {}", "{}, de {}", "{}, door {}",
           "{}, auctore {}"),
    "trl": ("Translated by {}", "Traduit par {}", "Übersetzt von {}", "Traducción de {}", "Traduzione di {}",
            "Перевод: {}", "Tradução de {}", "Vertaald door {}", "Vertit {}"),
    "edt": ("Edited by {}", "Édité par {}", "Herausgegeben von {}", "Edición de {}", "A cura di {}", "Редактор: {}",
            "Edição de {}", "Bezorgd door {}", "Edidit {}"),
    "ann": ("Annotated by {}", "Annoté par {}", "Kommentiert von {}", "Notas de {}", "Note di {}", "Примечания: {}",
            "Notas de {}", "Geannoteerd door {}", "Adnotavit {}"),
    "win": ("Introduced by {}", "Introduction de {}", "Eingeleitet von {}", "Introducción de {}", "Introduzione di {}",
            "Вступление: {}", "Introdução de {}", "Ingeleid door {}", "Praefatus est {}"),
    "ill": ("Illustrated by {}", "Illustré par {}", "Illustriert von {}", "Ilustraciones de {}", "Illustrazioni di {}",
            "Иллюстрации: {}", "Ilustrações de {}", "Geïllustreerd door {}", "Imagines fecit {}"),
    "com": ("Compiled by {}", "Réuni par {}", "Zusammengestellt von {}", "Compilación de {}", "Raccolto da {}",
            "Составитель: {}", "Compilação de {}", "Samengesteld door {}", "Collegit {}"),
    "trc": ("Transcribed by {}", "Transcrit par {}", "Transkribiert von {}", "Transcripción de {}",
            "Trascrizione di {}", "Транскрипция: {}", "Transcrição de {}", "Getranscribeerd door {}",
            "Transcripsit {}"),
    "mrk": ("Encoded by {}", "Encodé par {}", "Kodiert von {}", "Codificación de {}", "Codifica di {}",
            "Кодирование: {}", "Codificação de {}", "Gecodeerd door {}", "Notis instruxit {}"),
    "pfr": ("Proof-read by {}", "Relu par {}", "Korrektur gelesen von {}", "Corrección de {}", "Revisione di {}",
            "Корректор: {}", "Revisão de {}", "Gecorrigeerd door {}", "Emendavit {}"),
    "readings": ("Readings", "Leçons", "Lesarten", "Lecturas", "Lezioni", "Разночтения", "Lições", "Lezingen",
                 "Lectiones"),
    "correction": ("Corrections", "Corrections", "Berichtigungen", "Correcciones", "Correzioni", "Исправления",
                   "Correções", "Verbeteringen", "Correcta"),
    "regularization": ("Spellings", "Graphies", "Schreibungen", "Grafías", "Grafie", "Написания", "Grafias",
                       "Spellingen", "Scripturae"),
    "expansion": ("Abbreviations", "Abréviations", "Abkürzungen", "Abreviaturas", "Abbreviazioni", "Сокращения",
                  "Abreviaturas", "Afkortingen", "Compendia"),
    "variant": ("Variants", "Variantes", "Varianten", "Variantes", "Varianti", "Варианты", "Variantes", "Varianten",
                "Variae lectiones"),
    "readings say": (
        "What this edition prints stands before the bracket, the other reading after it.",
        "Devant le crochet, ce qu’imprime cette édition ; derrière, l’autre leçon.",
        "Vor der Klammer steht, was diese Ausgabe druckt, danach die andere Lesart.",
        "Antes del corchete, lo que imprime esta edición; después, la otra lectura.",
        "Prima della parentesi ciò che stampa questa edizione, dopo l’altra lezione.",
        "Перед скобкой стоит то, что печатает это издание, после неё — другое чтение.",
        "Antes do colchete, o que esta edição imprime; depois, a outra lição.",
        "Voor het haakje staat wat deze uitgave drukt, erna de andere lezing.",
        "Ante uncum stat quod haec editio praebet, post eum altera lectio."),
    "apparatus says": (
        "The notes with letters are the critical apparatus. Before the bracket stands what this edition prints, then "
        "the witnesses that have it; behind each semicolon stands another reading with its own witnesses. “om.” tells "
        "of a witness that has nothing there, “add.” of one that has more.",
        "Les notes à lettres forment l’apparat critique. Devant le crochet, ce qu’imprime cette édition, puis les "
        "témoins qui l’ont ; après chaque point-virgule, une autre leçon avec les siens. "
        "« om. » : le témoin n’a rien à cet endroit ; « add. » : il a davantage.",
        "Die Anmerkungen mit Buchstaben sind der kritische Apparat. Vor der Klammer steht, was diese Ausgabe druckt, "
        "danach die Zeugen, die es haben; hinter jedem Strichpunkt steht eine andere Lesart mit ihren "
        "Zeugen. „om.“ heißt, der Zeuge hat dort nichts, „add.“, er hat mehr.",
        "Las notas con letras son el aparato crítico. Antes del corchete está lo que imprime esta edición, luego los "
        "testimonios que lo traen; tras cada punto y coma, otra lectura con los suyos. «om.»: el testimonio no trae "
        "nada ahí; «add.»: trae más.",
        "Le note con lettere sono l’apparato critico. Prima della parentesi sta ciò che stampa questa edizione, poi i "
        "testimoni che lo hanno; dopo ogni punto e virgola, un’altra lezione con i suoi. «om.»: il testimone "
        "non ha nulla in quel punto; «add.»: ha di più.",
        "Примечания с буквами — критический аппарат. Перед скобкой стоит то, что печатает это издание, затем "
        "свидетели, в которых это есть; после каждой точки с запятой — другое чтение и его свидетели. «om.» — "
        "у свидетеля здесь ничего нет, «add.» — у него больше.",
        "As notas com letras são o aparato crítico. Antes do colchete está o que esta edição imprime, depois os "
        "testemunhos que o trazem; após cada ponto e vírgula, outra lição com os seus. «om.»: o testemunho nada tem "
        "ali; «add.»: tem mais.",
        "De noten met letters zijn het kritisch apparaat. Voor het haakje staat wat deze uitgave drukt, dan de "
        "getuigen die het hebben; na elke puntkomma staat een andere lezing met haar getuigen. ‘om.’: de "
        "getuige heeft daar niets; ‘add.’: hij heeft meer.",
        "Adnotationes litteris signatae apparatus criticus sunt. Ante uncum stat quod haec editio praebet, deinde "
        "testes qui id habent; post semicolon quodque alia lectio cum testibus suis. “om.”: testis ibi "
        "nihil habet; “add.”: plura habet."),
    "accessibility": ("Accessibility", "Accessibilité", "Barrierefreiheit", "Accesibilidad", "Accessibilità",
                      "Доступность", "Acessibilidade", "Toegankelijkheid", "De aditu"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a book. *lang* is their language where it is not the book's, else empty."""

    lang: str
    column: int = 0

    def __call__(self, name: str, *parts: object) -> str:
        """A label, its braces filled."""
        return TABLE[name][self.column].format(*parts) if parts else TABLE[name][self.column]


def labels(language: str) -> Labels:
    """The labels for a book in a language (BCP 47)."""
    first = language.split("-")[0].lower()
    return Labels("", LANGUAGES.index(first)) if first in LANGUAGES else Labels("en")
