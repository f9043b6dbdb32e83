"""A book that has every kind of node once, for every exporter."""

from teipress.book import (
    Alternate,
    Anchor,
    Asset,
    Book,
    Cell,
    Figure,
    Group,
    Heading,
    Image,
    Item,
    Line,
    LineBreak,
    Link,
    Listing,
    Metadata,
    Opaque,
    Paragraph,
    Person,
    Quotation,
    Section,
    Separator,
    Span,
    Speech,
    Stage,
    Table,
    Text,
    Variant,
    Verse,
)  # fmt: skip
from tests.texts import i, inlines, note, p, page, t

EVERYTHING = Book(
    slug="everything",
    metadata=Metadata(
        title="The Siege of Petrograd",
        subtitle="Letters, Minutes and a Ballad, 1919",
        identifier="urn:example:siege",
        language="en",
        date="2026-11-23",
        people=(
            Person("Victor Serge", "Serge, Victor", "aut"),
            Person("Ralph Manheim", "Manheim, Ralph", "trl"),
            Person("Ida Olsen", "Olsen, Ida", "edt"),
            Person("Per Olsen", "Olsen, Per", "edt"),
            Person("The Example Editors", "Example Editors", "mrk"),
        ),
        publisher="The Example Press",
        place="Bergen",
        licence="Creative Commons Attribution 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        rights=("The text is in the public domain; the encoding may be used under the licence named at the end.",),
        source="Victor Serge, The Siege of Petrograd. New York: Pioneer Publishers, 1937.",
        extent="57 printed pages",
        edition="First TEI edition",
        subjects=("Russian Revolution", "Memoirs"),
        description="Every kind of block and every kind of inline that a book can hold, each at least once.",
        principles=(
            "Misreadings of the scan are corrected without a sign; misprints of the book are corrected, and recorded.",
            "Spelling is as printed, period and transliterated forms included.",
        ),
    ),
    timestamp=0,
    assets={"plate.jpg": Asset(b"", "image/jpeg")},
    front=(
        page("5"),
        Group(
            "epigraph", (Verse((Line(t("What is to be done?")), Line(t("Everything.")))), Paragraph(t("An old song")))
        ),
        Section(
            "note",
            "preface",
            (Heading(t("A Note on the Text")),),
            (
                p(
                    "He contributed to the ",
                    i("Temps Nouveaux"),
                    ", ",
                    i("Libertaire"),
                    " and ",
                    i("Guerre Sociale"),
                    ".",
                ),
                page("6"),
            ),
        ),
    ),
    body=(
        page("7"),
        Heading(t("From the Archive"), "super"),
        Heading(t("The Siege")),
        Section(
            "one",
            "chapter",
            (
                Heading(t("OCTOBER 1919"), "super"),
                Heading(inlines("THE HEADLESS CITY", note(1, p("The chapter was written in 1936.")))),
                Heading(t("In which nobody commands"), "sub"),
            ),
            (
                Group(
                    "opener", (Group("dateline", (p("Petrograd, October 17"),)), Group("salute", (p("Dear friend,"),)))
                ),
                p(
                    "The entire first phase of the siege seems to me today to have been domi",
                    page("8"),
                    "nated by honesty. . . . It was this that attracted all of us",
                    note(
                        2,
                        p("All of us: the author and his friends", note(3, p("Few of them lived.")), "."),
                        p("A second paragraph of the same note, which hangs below the first one as it should hang."),
                    ),
                    " to it, regardless of our nationality, our viewpoint—or our reading of ",
                    i("Pravda"),
                    "’s leaders. ",
                    Alternate("correction", t("It occurred"), t("It occured")),
                    " at Smolny",
                    Anchor("here"),
                    ", ",
                    Link("#here", t("as said above")),
                    ", and is told ",
                    Link("https://example.org/siege", t("elsewhere")),
                    " too. The area was ",
                    Opaque("MathML", "<math/>", "πr²"),
                    " versts; the pic",
                    Image("seal.png", "A round seal with a star"),
                    "ture of the seal is bad.",
                ),
                p("Trotsky signed this order:"),
                Quotation(
                    (
                        p(
                            "I serve notice that if a unit gives ground, the political commissar will first be shot. "
                            "Then the commander.",
                            note(4, p("Actually 5700 were killed. (Tr.)"), by="Translator"),
                        ),
                        p("Courageous soldiers will be rewarded in accordance with their merits."),
                    ),
                    t("Order No. 83"),
                ),
                Paragraph(t("It was read aloud on the Nevsky."), continued=True),
                Section(
                    "one-a",
                    "section",
                    (Heading(t("The Ration")),),
                    (
                        Table(
                            (Heading(t("Rations in October")),),
                            (
                                (
                                    Cell((p("Article"),), True),
                                    Cell((p("First category"),), True),
                                    Cell((p("Second"),), True),
                                ),
                                (Cell((p("Bread, in grams"),)), Cell((p("400"),)), Cell((p("50"),))),
                                (Cell((p("Sugar"),)), Cell((p("1,200"),)), Cell(())),
                                (Cell((p("No herring has been seen in the city since June."),), columns=3),),
                            ),
                        ),
                        page("9"),
                        p("The programme of the Opposition was short:"),
                        Listing(
                            "labelled",
                            (),
                            (
                                Item(
                                    t("(1)"),
                                    (
                                        p(
                                            "To restore democracy in the party, so that the influence of workers "
                                            "might be felt; to ventilate the State bureaus."
                                        ),
                                    ),
                                ),
                                Item(t("(2)"), (p("To adopt a plan for industrialization."),)),
                            ),
                        ),
                        Listing("ordered", (), tuple(Item((), (p(word),)) for word in ("bread", "peace", "land"))),
                        Listing(
                            "bulleted",
                            (Heading(t("What was missing")),),
                            (
                                Item(
                                    (),
                                    (
                                        p("Everything that burns:"),
                                        Listing("plain", (), (Item((), (p("wood"),)), Item((), (p("coal"),)))),
                                    ),
                                ),
                                Item((), (p("Everything else."),)),
                            ),
                        ),
                        Listing(
                            "labelled",
                            (Heading(t("Glossary")),),
                            (
                                Item(t("Soviet"), (p("A council of deputies."),)),
                                Item(t("Narodnaya Volya (the People’s Will)"), (p("A party of the eighties."),)),
                            ),
                        ),
                        Section(
                            "deep", "section", (Heading(t("The Queue")),), (p("It formed at four in the morning."),)
                        ),
                    ),
                ),
            ),
        ),
        page("10"),
        Section(
            "two",
            "chapter",
            (Heading(t("THE CITY FINDS ITS VOICE IN THE SESSIONS OF THE COUNCIL AND ON THE BRIDGES OF THE NEVA")),),
            (
                Stage(t("[The noise increases more and more.]")),
                Speech(
                    t("Trotsky:"),
                    (
                        p(
                            "Through the present apparatus the proletarian vanguard undergoes the pressure ",
                            Span("stage", t("[Tumult, whistling]"), ("italic",)),
                            " of the upstart bureaucrats.",
                        ),
                        p("I have said it before."),
                    ),
                ),
                page("11"),
                Speech(t("A Voice"), (p("Down with him!"),)),
                Speech(
                    (), (p("The chairman rings his bell; nothing can be heard. Comrade Trotsky continues to read."),)
                ),
                Speech(
                    t("The Singer:"), (Verse((Line(t("O Neva, grey and wide,")), Line(t("where do you go?"), "", 1))),)
                ),
                Separator(),
                Verse(
                    (
                        Heading(t("The Ballad of the Aurora")),
                        Verse(
                            (
                                Line(
                                    (
                                        Text("The sailors stood upon the deck"),
                                        Variant("v1", 1, t("deck] A; quay B")),
                                        Text(","),
                                    ),
                                    "1",
                                ),
                                Line(t("the ice was in the stream,"), "2", 1),
                                Line(t("and every man that turned his neck"), "3"),
                                Line(t("was walking in a dream,"), "4", 1),
                                Line(
                                    t("was walking, was walking, was walking all the way in a long and winding dream."),
                                    "5",
                                ),
                            )
                        ),
                        page("12"),
                        Verse(
                            (
                                Line(t("The gun spoke once. The gun was dumb."), "6"),
                                Line(t("We waited. No one came."), "7"),
                            )
                        ),
                    )
                ),
                Figure(
                    "fig-1",
                    (Image("plate.jpg", "Trotsky at a lectern, his right hand raised"),),
                    (p("Trotsky addressing the ", i("Fourth Congress"), " of the Communist International."),),
                ),
                Figure("fig-2", (), (p("Above is a conversation between Trotsky, Lenin and Kamenev."),)),
                Figure("fig-3", (Image("lost.jpg", ""),), ()),
                Opaque("SVG", "<svg/>", "A map of the city, with the bridges open"),
                p("The letter ended there.", LineBreak(), "Nothing was added."),
                Group("closer", (Group("signed", (p("V. S."),)), Group("postscript", (p("P.S. Burn this."),)))),
                Group("trailer", (p("The End of the Siege"),)),
            ),
        ),
    ),
    back=(
        Section(
            "wide",
            "appendix",
            (Heading(t("Appendix")),),
            (
                Table(
                    (),
                    (
                        tuple(Cell((p(word),), True) for word in ("Date", "Place", "What was said", "Who said it")),
                        (
                            Cell((p("October 17"),)),
                            Cell((p("The Tauride Palace"),)),
                            Cell((p("that the city would be held, street by street and house by house"),)),
                            Cell((p("a sailor whom no one took the trouble to identify"),)),
                        ),
                        (
                            Cell((p("October 21"),)),
                            Cell((p("Pulkovo"),)),
                            Cell((p("that it was held"),)),
                            Cell((p("the same"),)),
                        ),
                    ),
                ),
                Table(
                    (),
                    (
                        (Cell((p("Order of the day"),)), Cell((Listing("bulleted", (), (Item((), (p("bread"),)),)),))),
                        (Cell((p("Any other business"),)), Cell((p("none"),))),
                    ),
                ),
                Table((), (tuple(Cell((p(f"column{n}"),)) for n in range(1, 14)),)),
            ),
        ),
    ),
)
