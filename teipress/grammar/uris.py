"""URIs: what jing takes for an anyURI. See RFC 2396, RFC 2732 and XSD part 2, 3.2.17.

jing escapes what a URI may not hold as such (spaces, `<`, `"`, letters with accents), and asks Java's parser then. What
that refuses is little: a `%` without two hexadecimal digits, a second `#`, brackets in a path, a colon in the first
step without a well-formed scheme before it, a scheme with nothing behind it, `//` with nothing behind it.
"""

from __future__ import annotations

from teipress.grammar.regex import pattern

_ESCAPED = "([^%]|%[0-9A-Fa-f]{2})*"
_IN_SCHEME = str.maketrans("", "", "+-.")
_LAST_PORT = 2**31 - 1


def is_uri(text: str) -> bool:
    """Whether *text*, its white space collapsed, is a URI or a relative reference."""
    before, number, fragment = text.partition("#")
    scheme, colon, after = before.partition(":")
    if "#" in fragment:
        return False
    if not colon or "/" in scheme or "?" in scheme:
        after = before
    elif not _is_scheme(scheme):
        return False
    elif after[:1] != "/":
        # Anything of its own scheme: urn:isbn:0-395-36341-1
        return after != "" and _is_escaped(text)
    path, mark, _ = after.partition("?")
    if path[:2] == "//":
        authority, slash, path = path[2:].partition("/")
        if "[" in authority or "]" in authority:
            # The address of a network may hold a % of its own.
            return _is_server(authority) and "[" not in path and "]" not in path and _is_escaped(text[text.find("]") :])
        if not (authority or slash or mark or number):
            return False
    return "[" not in path and "]" not in path and _is_escaped(text)


def _is_scheme(text: str) -> bool:
    return text.isascii() and text[:1].isalpha() and text.translate(_IN_SCHEME).isalnum()


def _is_escaped(text: str) -> bool:
    """Whether two hexadecimal digits stand behind each %."""
    return "%" not in text or pattern(_ESCAPED).matches(text)


def _is_server(text: str) -> bool:
    """Whether an authority is an address of IPv6, with or without a user and a port: `me@[::1]:8080`."""
    user, _, server = text.rpartition("@")
    address, bracket, port = server.partition("]")
    return (
        address[:1] == "["
        and bracket == "]"
        and not any(character in user for character in "[]@")
        and _is_escaped(user)
        and pattern(":[0-9]*|").matches(port)
        and int(port[1:].lstrip("0")[:11] or "0") <= _LAST_PORT
        and _is_address(address[1:])
    )


def _is_address(text: str) -> bool:
    """Whether it is an address of IPv6, with or without the name of a network: `fe80::1%eth0`."""
    text, named, network = text.partition("%")
    if named and not pattern("[A-Za-z0-9_.]+").matches(network):
        return False
    first, gap, second = text.partition("::")
    head = _bytes(first, gap == "") if first else 0
    tail = _bytes(second, True) if second else 0
    if head is None or tail is None:
        return False
    return head + tail < 16 if gap else head + tail == 16


def _bytes(text: str, last: bool) -> int | None:
    """How many bytes of an address the groups make; None if they are none. An address of IPv4 may be *last*."""
    groups = text.split(":")
    found = 0
    if last and "." in groups[-1]:
        numbers = groups.pop().split(".")
        if len(numbers) != 4 or not all(map(pattern("0*([0-9]{1,2}|1[0-9]{2}|2[0-4][0-9]|25[0-5])").matches, numbers)):
            return None
        found = 4
    return found + 2 * len(groups) if all(map(pattern("[0-9A-Fa-f]{1,4}").matches, groups)) else None
