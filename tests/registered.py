"""A text with registers and dates, from which indexes and a chronology are made."""

from teipress.book import (
    Inline,
    Node,
    Text,
    notes,
    walk,
)
from tests.editions import NAMESPACE

HEADER = """
<teiHeader><fileDesc><titleStmt>
  <title>A Memoir</title><author>Victor Serge</author><editor xml:id="tr" role="translator">Ralph Manheim</editor>
  <respStmt xml:id="ed"><resp>notes</resp><name>A. Editor</name></respStmt>
</titleStmt></fileDesc>
<profileDesc><calendarDesc><calendar xml:id="os"><p>Julian calendar, old style.</p></calendar></calendarDesc></profileDesc>
</teiHeader>"""
REGISTERS = """
<standOff>
<listPerson><head>Persons</head>
  <person xml:id="lenin"><persName type="preferred">Lenin, Vladimir Ilyich</persName>
    <persName type="form">Lenin</persName><persName type="form">Vladimir Ilyich</persName>
    <persName type="form">V. I. Ulianov</persName>
    <birth when="1870-04-22"/><death when="1924-01-21"/><note type="who">Leader of the <title>Pravda</title> group.</note>
    <idno type="Wikidata">Q1394</idno></person>
  <person xml:id="smirnov-i"><persName type="preferred">Smirnov, Ivan</persName><persName type="form">Smirnov</persName>
    <birth notBefore="1880" notAfter="1881" cert="low"/><death when="1936"/>
    <note type="who">Metal worker</note><note type="distinct">Not <ref target="#smirnov-v">Vladimir Smirnov</ref>.</note></person>
  <person xml:id="smirnov-v"><persName type="preferred">Smirnov, Vladimir</persName><occupation>economist</occupation>
    <residence>Moscow</residence><residence>Ural</residence></person>
  <person xml:id="nobody"><persName>Nobody</persName></person>
</listPerson>
<listPlace>
  <place xml:id="petrograd"><placeName type="preferred">Saint Petersburg</placeName><placeName>Petrograd</placeName>
    <placeName>Petersburg</placeName><country>Russia</country><location><geo>59.94 30.31</geo></location></place>
  <place xml:id="riga"><placeName>Riga</placeName></place>
</listPlace>
<listBibl>
  <bibl xml:id="cement"><title level="m" xml:lang="en">The Cement</title><author>Gladkov</author><date when="1925"/></bibl>
</listBibl>
</standOff>"""
BODY = """
<div><head><pb n="1"/><persName ref="#lenin">Lenin</persName> in <placeName ref="#riga">Riga</placeName></head>
<p>In <placeName ref="#petrograd">Petro<lb break="no"/>grad</placeName> <persName ref="#lenin">Vladimir <pb n="2"/>Ilyich</persName>
spoke.<note place="bottom" resp="#ed"><p>So says <persName ref="#smirnov-i">Smirnov</persName>, and so <pb n="3"/> does
<persName ref="#lenin">Lenin</persName>.</p></note> He read <title ref="#cement">The Cement</title> and
<title>To <persName ref="#lenin">Lenin</persName></title>.</p>
<p><said who="#smirnov-v">I am no mention.</said> <choice><sic><persName ref="#riga">Rga</persName></sic><corr>Riga</corr></choice>
See <ref target="#smirnov-v">the other</ref>.</p></div>"""


def document(body: str = BODY, registers: str = REGISTERS, header: str = HEADER) -> str:
    return f"<TEI {NAMESPACE}>{header}{registers}<text><body>{body}</body></text></TEI>"


def t(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def everything(nodes: tuple[Node, ...]) -> list[Node]:
    return [node for part in (nodes, *(note.content for note in notes(nodes))) for node in walk(part)]


DATES = """
<div><head>The year <date when="1916">1916</date></head><pb n="5"/>
<p>Mr. V. I. Lenin came back, as all agree, with the train of <date when="1917-04-16" when-custom="1917-04-03"
calendar="#os">April 3rd</date> from Zürich. He left again, and for good, in <date notBefore="1918-06-01" notAfter="1918-08-31" cert="low">the
summer of 1918</date>.<note><bibl>Sadoul, <date when="1919">1919</date></bibl>: begun in <date when="1917">1917</date>.</note></p>
<p>It ended in <title>Prav<lb break="no"/>da</title> of <date from="1917-11-07" to="1917-11-08">November 7 and 8</date>;
<date when="1917-11-07">the 7th</date> was <date from="1917-11-07" to="1917-11-08">its height</date>. The year
<date when="1917">1917</date> was over before anybody had known that it was to be the one.</p></div>"""
