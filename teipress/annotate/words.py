"""Words: what may stand beside a name without being part of it, and names that are words as well."""

from __future__ import annotations

# Before a person's name: rank, office and address. They are no part of it.
TITLES = frozenset(
    """comrade comrades citizen citizens citizeness mr mrs ms miss messrs dr prof professor doctor sir lord lady dame
    master madame mme monsieur m mlle mademoiselle herr frau signor signora señor señora don doña pan pani
    tovarishch king queen prince princess emperor empress tsar tsarina czar kaiser sultan shah pope duke duchess
    count countess earl baron baroness marquis marquess viscount archduke archduchess president premier minister
    chancellor ambassador consul senator deputy governor mayor secretary commissar people’s people's chairman
    chief director delegate citizen-general general colonel major captain lieutenant sergeant corporal private
    marshal admiral commodore commander field-marshal lieutenant-colonel major-general brigadier ensign cornet
    father mother brother sister uncle aunt cousin reverend rev saint st abbé abbe bishop archbishop cardinal
    rabbi judge justice inspector officer agent engineer worker gen col maj capt lt sgt adm hon gov
    sen rep pres""".split()
)
# What a sentence may begin with before a name, written small elsewhere: no part of the name either.
OPENERS = frozenset(
    """a an the this that these those my your his her its our their some any no every each all both i you he she it we
    they who whom whose which what when where why how while whilst and or but nor yet so for if as because
    although though since until unless whether after before then thus hence therefore however moreover meanwhile
    besides still even only also already now here there once again soon later finally first second third next
    last perhaps indeed yes not never always often in on at by to from of with without within into onto upon
    under over between among against about above below near through throughout during toward towards behind
    beyond beside like unlike except despite concerning was were is are be been being had has have did does do
    would could should will shall may might must can cannot let see cf compare according thanks poor old young
    great dear said says asked replied answered cried enter exit exeunt chez avec de du des et sur pour contre
    vers sous dans par selon von und mit der die das dem den bei für y con del e il lo la le les""".split()
)
# Before the name of a place: they make another place of it.
PARTS_OF_PLACES = frozenset(
    """new old upper lower great greater little north south east west northern southern eastern western central saint
    st mount lake cape port fort san santa los las el la le northwest southwest northeast southeast""".split()
)
# Names that are words as well, so that where any word has a capital they tell nothing.
WORDS = frozenset(
    """bath cork reading nice tours split sale lens nancy mobile worms cologne rugby hull deal chard rye ham wells
    march orange essen halle baden hof ulm bergen bell bishop carpenter cook cooper fisher fox hunter mason miller page
    parker potter price sharp short small smith taylor walker ward west north east south winter summer spring day may
    june april august young king brown white black green gray grey bush hill wood woods stone field fields rivers
    waters brook banks major earl duke prince baron pope abbot monk priest noble rich wise strong swift hardy bold long
    love best good moody savage wild blunt bright crane drake finch hawk heron jay kite lark nightingale partridge
    peacock pike rook salmon sparrow starling swan wren lamb bull hogg stag wolf cement truth spark voice time times
    nation people worker workers press mirror life light dawn opposition directory convention assembly entente
    notes letters memoirs poems works""".split()
)
# Family names that are first names as well: alone they may be somebody else's.
FIRST_NAMES = frozenset(
    """adam alan albert alexander alfred allan allen andrew anthony archibald arnold arthur austin barry basil bernard
    bruce carl cecil charles christopher clark claude clive colin craig dale daniel david dean dennis donald douglas
    drew duncan edgar edward ernest eugene felix francis frank franklin frederick geoffrey george gerald gilbert gordon
    grace grant gregory guy harold harry harvey henry herbert howard hugh isaac ivan jack jacob james jerome joel john
    jonathan jordan joseph joyce julian karl keith kelly kenneth kurt laurence lawrence lee leo leon leonard leslie
    lewis lionel louis lucas luke malcolm marcel marcus mark marshall martin matthew maurice max maxwell michael miles
    mitchell morgan morris neil nelson nicholas noel norman oliver oscar otto owen patrick paul percy peter philip ralph
    raymond rene richard robert robin roger roland ronald rose ross roy rudolf rupert russell samuel scott sidney simon
    spencer stanley stephen stewart stuart terry theodore thomas tony vernon victor vincent walter warren wayne william
    alice anna barbara beatrice carol caroline catherine charlotte clara dorothy eleanor elizabeth ellen emma eva
    florence frances gertrude helen irene jane jean jessie joan judith julia katherine laura lilian lily lucy margaret
    maria marie marion martha mary maud nora olga rachel rosa ruth sarah sophie susan sylvia vera virginia""".split()
)
# English has them for what is counted, so that a number before them is no year.
COUNTED = frozenset(
    """men women people children persons souls head dead wounded killed prisoners troops soldiers sailors officers
    workers peasants delegates members votes voters copies pages lines verses words volumes books letters
    dollars roubles rubles francs marks pounds shillings pence livres lire pesetas crowns florins guineas cents
    kopecks miles kilometres kilometers metres meters yards feet inches acres hectares leagues versts arshins
    tons tonnes poods kilograms grams ounces gallons litres bushels barrels sheep cattle horses oxen guns rifles
    cannon shells ships planes tanks houses huts families households inhabitants students pupils hours minutes
    seconds days weeks months years percent degrees volts watts calories horsepower cubic square million
    thousand hundred times lb lbs oz cwt kg km cm mm ft yd yds hp sq""".split()
)
# Before a number that is no year: a page, a shelf mark, an article, a price.
NUMBERED = frozenset(
    """p pp page pages no nos number numbers n nr vol vols volume volumes art article articles § ch chap chapter para
    paragraph line lines l ll v vv verse verses f ff fol fols folio folios col cols column columns fig figs
    figure table plate pl item items doc document documents file box folder shelf shelfmark ms mss cod codex inv
    lot room order decree section sec division regiment battalion brigade army unit rs usd""".split()
)
# Before a number that may be a year, and may be so many of something.
COUNTING = frozenset(
    "about over than nearly almost some only approximately least most another exactly additional further".split()
)
