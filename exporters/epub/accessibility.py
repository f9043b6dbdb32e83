"""Accessibility: what a book offers to readers who cannot see or turn a page, computed from what is in it.

See EPUB Accessibility 1.1 and the Schema.org accessibility vocabulary. It is told three times: as metadata, as a
summary in words, and on a page of the book.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporters.epub.document import typed, words
from exporters.labels import Labels
from exporters.xhtml import Element
from teipress.values import dataclass

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
EVALUATOR = "teipress (automatic checks)"

# The sentences of the summary, in the languages of the labels; where one is missing, English stands in.
SENTENCES: dict[str, tuple[str, ...]] = {
    "flow": (
        "The text flows and takes the reader’s own fonts, sizes and colours; it has headings, contents and landmarks.",
        "Le texte se recompose et prend les polices, tailles et couleurs du lecteur ; il a titres, table et repères.",
        "Der Text fließt und nimmt Schrift, Größe und Farben der Leser an; er hat Überschriften, Inhalt und Marken.",
        "El texto fluye y toma fuentes, tamaños y colores del lector; tiene títulos, índice y puntos de referencia.",
        "Il testo scorre e prende caratteri, corpi e colori del lettore; ha titoli, indice e punti di riferimento.",
        "Текст подстраивается под шрифты, размеры и цвета читателя; есть заголовки, содержание и ориентиры.",
        "O texto flui e toma as fontes, os tamanhos e as cores do leitor; tem títulos, sumário e pontos de referência.",
        "De tekst vloeit en neemt letters, groottes en kleuren van de lezer aan; hij heeft koppen, inhoud en bakens.",
    ),
    "pages": (
        "The page numbers of the source are marked and can be navigated to.",
        "Les numéros de page de la source sont marqués et permettent de naviguer.",
        "Die Seitenzahlen der Vorlage sind markiert und lassen sich ansteuern.",
        "Los números de página de la fuente están marcados y permiten navegar.",
        "I numeri di pagina della fonte sono segnati e permettono di navigare.",
        "Номера страниц источника отмечены, по ним можно перейти.",
        "Os números de página da fonte estão marcados e permitem navegar.",
        "De paginanummers van de bron zijn gemerkt en aanspreekbaar.",
    ),
    "index": (
        "Indexes link to every place in the text that names their entries.",
        "Les index renvoient à chaque endroit du texte qui nomme leurs entrées.",
        "Register führen zu jeder Stelle des Textes, die ihre Einträge nennt.",
        "Los índices enlazan cada lugar del texto que nombra sus entradas.",
        "Gli indici rinviano a ogni luogo del testo che nomina le loro voci.",
        "Указатели ведут к каждому месту текста, где названо упомянутое в них.",
        "Os índices remetem a cada lugar do texto que nomeia as suas entradas.",
        "Registers verwijzen naar elke plaats in de tekst die hun ingangen noemt.",
    ),
    "notes": (
        "Notes are linked with their place in the text, both ways.",
        "Les notes sont liées à leur place dans le texte, dans les deux sens.",
        "Anmerkungen und ihre Stellen im Text sind wechselseitig verlinkt.",
        "Las notas y su lugar en el texto se enlazan en ambos sentidos.",
        "Le note e il loro luogo nel testo sono collegati nei due sensi.",
        "Примечания и их места в тексте связаны ссылками в обе стороны.",
        "As notas e o seu lugar no texto ligam-se nos dois sentidos.",
        "Noten en hun plaats in de tekst zijn over en weer verbonden.",
    ),
    "described": (
        "Every picture has a text alternative.", "Chaque image a un texte de remplacement.",
        "Jedes Bild hat einen Alternativtext.", "Cada imagen tiene un texto alternativo.",
        "Ogni immagine ha un testo alternativo.", "У каждого изображения есть текстовая замена.",
        "Cada imagem tem um texto alternativo.", "Elke afbeelding heeft een tekstalternatief.",
    ),
    "undescribed": (
        "Some pictures have no text alternative.", "Certaines images n’ont pas de texte de remplacement.",
        "Manche Bilder haben keinen Alternativtext.", "Algunas imágenes no tienen texto alternativo.",
        "Alcune immagini non hanno testo alternativo.", "У некоторых изображений нет текстовой замены.",
        "Algumas imagens não têm texto alternativo.", "Sommige afbeeldingen hebben geen tekstalternatief.",
    ),
    "no pictures": (
        "There are no pictures but the cover.", "Il n’y a pas d’images hors la couverture.",
        "Außer dem Umschlag gibt es keine Bilder.", "No hay imágenes salvo la cubierta.",
        "Non ci sono immagini oltre alla copertina.", "Изображений, кроме обложки, нет.",
        "Não há imagens além da capa.", "Er zijn geen afbeeldingen behalve het omslag.",
    ),
    "formulas": (
        "Formulas are marked up as MathML, and can be read aloud and enlarged.",
        "Les formules sont en MathML : on peut les agrandir et les faire lire à voix haute.",
        "Formeln stehen als MathML da: sie lassen sich vorlesen und vergrößern.",
        "Las fórmulas están en MathML: pueden leerse en voz alta y ampliarse.",
        "Le formule sono in MathML: si possono ascoltare e ingrandire.",
        "Формулы размечены в MathML: их можно прослушать и увеличить.",
        "As fórmulas estão em MathML: podem ser lidas em voz alta e ampliadas.",
        "Formules zijn in MathML gezet: ze kunnen worden voorgelezen en vergroot.",
    ),
    "as text": (
        "Formulas and drawings stand as their text alone.", "Formules et dessins ne figurent que par leur texte.",
        "Formeln und Zeichnungen stehen nur als ihr Text da.", "Fórmulas y dibujos figuran solo por su texto.",
        "Formule e disegni figurano solo col loro testo.", "Формулы и рисунки представлены только текстом.",
        "Fórmulas e desenhos figuram apenas pelo seu texto.", "Formules en tekeningen staan er alleen als hun tekst.",
    ),
    "claim": (
        f"By automatic checks it conforms to {STANDARD}; no person has evaluated it.",
        f"D’après des contrôles automatiques, il est conforme à {STANDARD} ; personne ne l’a évalué.",
        f"Nach automatischen Prüfungen entspricht das Buch {STANDARD}; kein Mensch hat es begutachtet.",
        f"Según comprobaciones automáticas cumple {STANDARD}; ninguna persona lo ha evaluado.",
        f"Secondo controlli automatici è conforme a {STANDARD}; nessuna persona l’ha valutato.",
        f"По автоматическим проверкам соответствует {STANDARD}; человек не проводил оценку.",
        f"Segundo verificações automáticas cumpre {STANDARD}; nenhuma pessoa o avaliou.",
        f"Volgens automatische controles voldoet het aan {STANDARD}; niemand heeft het beoordeeld.",
    ),
    "no claim": (
        "No claim is made that it conforms to a standard.", "Aucune conformité à une norme n’est affirmée.",
        "Es wird nicht behauptet, dass das Buch einer Norm entspricht.", "No se afirma que cumpla ninguna norma.",
        "Non si dichiara la conformità a una norma.", "О соответствии какому-либо стандарту не заявляется.",
        "Não se afirma que cumpra uma norma.", "Er wordt niet beweerd dat het aan een norm voldoet.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a book.

    Has it *pages* of a source, *notes*, *pictures*, an *index*? Are all pictures *described*, may some be *moving*? Are
    there *formulas* in MathML? Formulas or drawings *as_text* alone? Is its language *spoken*, that is, known by a tag?
    """

    pages: bool
    notes: bool
    pictures: bool
    described: bool
    moving: bool
    index: bool = False
    as_text: bool = False
    formulas: bool = False
    spoken: bool = True

    @property
    def conforms(self) -> bool:
        """Whether nothing is known that stands against the standard."""
        return self.described and self.spoken and not self.moving and not self.as_text


def properties(facts: Facts) -> Iterator[tuple[str, str]]:
    """The metadata, apart from the summary: name and value."""
    for mode in ["textual", "visual"] if facts.pictures else ["textual"]:
        yield "schema:accessMode", mode
    yield "schema:accessModeSufficient", "textual" if facts.described and not facts.as_text else "textual,visual"
    features = {
        "tableOfContents": True, "structuralNavigation": True, "readingOrder": True, "displayTransformability": True,
        "ARIA": True, "pageBreakMarkers": facts.pages, "pageNavigation": facts.pages, "index": facts.index,
        "alternativeText": facts.described and facts.pictures, "MathML": facts.formulas,
    }  # fmt: skip
    for feature in (name for name, offered in features.items() if offered):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityHazard", "unknown" if facts.moving else "none"
    if facts.conforms:
        yield "dcterms:conformsTo", STANDARD
        yield "a11y:certifiedBy", EVALUATOR


def summary(facts: Facts, say: Labels) -> tuple[str, list[str]]:
    """The language of the summary, where it is not the book's, and its sentences."""
    told = {
        "flow": True, "pages": facts.pages, "index": facts.index, "notes": facts.notes,
        "described": facts.pictures and facts.described, "undescribed": not facts.described,
        "no pictures": not facts.pictures, "formulas": facts.formulas, "as text": facts.as_text,
        "claim": facts.conforms, "no claim": not facts.conforms,
    }  # fmt: skip
    column = say.column if say.column < len(SENTENCES["flow"]) else 0
    lang = "en" if column != say.column or say.lang else ""
    return lang, [SENTENCES[name][column] for name, holds in told.items() if holds]


def page(facts: Facts, say: Labels) -> list[Element]:
    """The page about it."""
    lang, sentences = summary(facts, say)
    made = typed("section", "", "imprint")
    made.append(words("h1", say("accessibility"), lang=say.lang))
    made.extend(words("p", sentence, lang=lang) for sentence in sentences)
    return [made]
