"""Languages: tags that reading systems and checkers know (BCP 47)."""

from __future__ import annotations

import base64
import re
import zlib

from teipress.iso639 import LONG, TWO

# A language tag as BCP 47 has it: language, script, region, variants, private use.
FORM = re.compile(
    "[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    "(-x(-[A-Za-z0-9]{1,8})+)?"
)
# Which codes of three letters the registry of IANA knows, a bit for each from `aaa` to `zzz`: 8,000 of 17,576.
THREE = zlib.decompress(
    base64.b85decode(
        "c-o~^e{d969slm$?&Zit@-AGCbVRaA4?zohOmzZUxJ}3}5bUK*I2?N%MLLKrq^-4SIgj0N2}K>-n2OM8>GhZ3=r}O_VMiOXp#@_{m;{F;)Fdn=))"
        "X=99m#Q|$L{m{_6X&F-^{-EzTfx#^}g@({Vp|4%b?nDmRg@>O796Z@Bi_2O6jATgVH{+{qalGRFH0=xiNMLr*&QVJG*hUXom6hyQWgf@OZ+LC+QQ"
        "3z=vhmwJSMk#hy%@GD?m!uCdu*lfBa^oupaCHb%3Q8D!#$p5x%6XYHMBLo)~dsL1rC<Es|C7F0s88r1jb)x_IXHG?mHV{axpJ~z}9n?0{WnKTkKy"
        "zC(tkS^PgQn9kPSEpPn92HfN030$vXIVdu(eu_u0r)MyyyLhYEe8O7`}r?_^3kM4&Ax=EvS1IKfn@L2$lwbb-<>cVz@tb{%RfV%+qtg|MyIHvAcH"
        "Gd?*KUJS=ivs2M&O^R|9M!c!FQG07Ml_07Ot12>`)?C1lGtefOsaw2P-5paO=1Lzugq8x6fscHpoJIC(eY;Ky?^RHJF@56f-Wf-Nh7Y#%ZQ@!yHI"
        "x+ENO3E*lC0=Sm$v2DuWNIQs&iC*~jTXWEr8*UqRQuV(0Ydut7Xq0~9Akv#B57jJq(V<W4j<fY0-0aq|=NpHYO)7NzG$v8N$jXZDiI|1$_g2dw;8"
        "P8L`o*b=*S~-vMW5#L+8{|43rd7mG_R6h&*N-I1Z7=sTfZ&9sD9-W9)V3seDiDb#Du=XVaFtk@BC>uCP!$vNX>va%O%<u!0Z*U^;Q0n@p{i*si#i"
        "OL-JHm_O;iw$r1sH5AJotNB_MNtoV|9+wAXMzS{+oD6`ZDtADe4Fnl;(w?B)9TrANw!10(|6>44AFK3pYIOs(O0w+nMudzsrFw+7_9^5xaP=V|B%"
        "0QAGo7et>=hi?i=9UMk2UI88!jU{@6!W;VuShr+E6|}aa|ZYpof$d<_OMBB=V9t}Ix<68*_jPBZ|;oGMWg1ZPP-0>i)mgGO{4n{Vx`W1Kc1vNRjS"
        "MViRgTjhOW{8y*hs%)=!;^mz3nD#LxBV9qwlu`m?k}c8F&-Jb-{80-oio(RWSD`rMIn%NOeFN{(UBV|Ga*!(@C`>)D%eVSQ>w=2rMK7H-(hBGHW;"
        "C8O}W1;!jQnC``w$8lb7p1$eSq_M)o4bBt$`@=^LA@zgs_mLlvJP>Ml|Dp7{i|Dti{iG<A!xP(xORNOWX@jX@lPF-$oo)$AxXzTh^<n2eXJ{h3?q"
        "D=7Y?h(83WXZu(-HFQhqZcU&QezH&|&N56MTJ0>ZTU!?xR|jr|rR`G`tgYvU-VUA)QERMgYsI_rm-e?@=?GG4YBw(i3%43gNgD3eAj8N5nlwy5-m"
        "kw6^N8DptGPsylqH91Q-SVH_I|U6~V}bzCm{Y%ZtT5VNQTce3~qXa0A_7{uH@FM`+~f1L{g7kAe)G3=5>zbDGM`#_cKy7%z>3Yk=q2O}>nW$oz!U"
        "SdG4;&9PeYo!7GeBUv81Rw4@GD(>RyJ=RZN-COC@G-As42=#WM9p1Vh&H!AnHb41WM(ZI2}O)Zuw=7E6UB+*!q{J9uXd(0yK<l&#qU~#2IK=g9ix"
        "-iEFIC)zp^;mMZ0YTvHyUjXNFAU>#BB==_G7LO;>75Tj=%Sa9_;(=l?`snJ<B#7ku^DyyUY^fptCs{Ii@vyZU@ckdX~T>k1q1O?kHrtjU*od<%9o"
        "LNAwYsIT<Bg5pJTxm}l#D^ryat@-&|Pt~I?$!+o(vFCkk4ZzV79*UCm=>ROad15zG;()K%IfVF(wcGn>->z;qI_l(VPp3BGsox_s5l*-k*eMEdRF"
        "#^3vOlIjcIv5tRq4=HPfmMrX1KI*Q~ZY_`NguoAj=Ov>_5b@lt&_&rb9zrj}AVyvp6We(RQg46&_xG-xKnu{*E7YB1W-<l=l0lu(qy__O4A=-JrA"
        "-)SmUHyoqc@3~Tp|BV2U}7yj-VS8$R4f=VPG3$)qdoO{12dpWN7u9fUh)v>LH=edtH4S!%{<nWosm#cO2xgBpcNoPMe=U>5axOU2YvaLA?<v~Ro&"
        "I5_Gy;(z?7;6#l#)fYyBJcefFp!c02fJC^&o63&yL;~RA@TQreXI6wjVVMLI&BN)VW5Q^$YdGE%`1{We$wl5kXsoo_vOpX<^KQyQ_ki"
    )
)


def tag(text: str) -> str:
    """*text* as a tag that is one, in its shortest form; empty where it names no language."""
    first, _, rest = text.strip().replace("_", "-").partition("-")
    first = first.lower()
    language = LONG.get(first, first)  # what has a code of two letters has no other
    if not _known(language):
        return ""
    whole = f"{language}-{rest}" if rest else language
    return whole if FORM.fullmatch(whole) else language


def _known(language: str) -> bool:
    if len(language) != 3 or not (language.isascii() and language.isalpha()):
        return language in TWO
    number = 0
    for letter in language:
        number = number * 26 + ord(letter) - ord("a")
    return bool(THREE[number // 8] >> number % 8 & 1)
