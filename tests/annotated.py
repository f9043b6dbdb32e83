"""A register, and what is proposed for a text beside it."""

from teipress.annotate import Proposal, proposals, written
from tests.editions import NAMESPACE, edition

REGISTER = """<standOff>
<listPerson>
  <person xml:id="nansen"><persName><forename>Fridtjof</forename> <surname>Nansen</surname></persName></person>
  <person xml:id="johansen"><persName><forename>Hjalmar</forename> <surname>Johansen</surname></persName></person>
  <person xml:id="juell"><persName>Juell, Adolf</persName></person>
  <person xml:id="smirnov-ivan"><persName>Smirnov, Ivan Nikitich</persName></person>
  <person xml:id="smirnov-vladimir"><persName>Smirnov, Vladimir</persName></person>
  <person xml:id="roy"><persName>Roy, Manabendra Nath</persName></person>
  <person xml:id="blessing"><persName type="preferred">Blessing, Henrik</persName>
    <persName type="form">the doctor</persName></person>
  <person xml:id="galen-bluecher"><persName>Galen-Blücher</persName></person>
</listPerson>
<listPlace>
  <place xml:id="tours"><placeName>Tours</placeName></place>
  <place xml:id="vardo"><placeName>Vardø</placeName><placeName>Vardö</placeName><country>Norway</country></place>
  <place xml:id="york"><placeName>York</placeName></place>
  <place xml:id="hungary"><placeName>Hungary</placeName></place>
  <place xml:id="bergen"><placeName>Bergen, Norway</placeName></place>
</listPlace>
<listOrg>
  <org xml:id="society"><orgName>Royal Geographical Society (R.G.S.)</orgName><orgName>R.G.S.</orgName>
    <orgName>Society</orgName></org>
  <org xml:id="storting"><orgName>Storting</orgName></org>
  <org xml:id="antiquaries"><orgName>Society of Antiquaries</orgName></org>
</listOrg>
<listBibl>
  <bibl xml:id="farthest"><title level="m">Farthest North</title><author ref="#nansen">Nansen</author></bibl>
  <bibl xml:id="life"><title level="m">The Life of Nansen: A Memoir</title></bibl>
</listBibl>
</standOff>"""


def book(body: str, header: str = "", lang: str = "en", namespace: str = NAMESPACE) -> str:
    return (
        f"<TEI {namespace}><teiHeader><fileDesc><titleStmt><title>Nansen in 1896</title></titleStmt></fileDesc>{header}"
        f"</teiHeader>{REGISTER}<text xml:lang='{lang}'><body>{body}</body></text></TEI>"
    )


def in_body(source: str) -> str:
    return source.partition("<body>")[2].partition("</body>")[0]


def proposed(body: str, header: str = "", lang: str = "en") -> list[Proposal]:
    return proposals(edition(book(body, header, lang)))


def marked(body: str, header: str = "", lang: str = "en") -> str:
    """The body with the certain tags in it."""
    made = edition(book(body, header, lang))
    files = written(made, proposals(made))
    return in_body(files["snippet.xml"].decode()) if files else body


def doubts(body: str, header: str = "", lang: str = "en") -> dict[str, str]:
    return {p.text: p.reason for p in proposed(body, header, lang) if not p.certain}
