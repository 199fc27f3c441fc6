"""Any text as inline Markdown that shows the same characters and starts nothing.

Holds for GitHub and Pandoc alike. What Pandoc's `smart` extension does to straight quotation marks is the
reader's own wish (`-f markdown-smart` turns it off): escaped apostrophes are no pleasure to read.
"""

import re

from briefing.text.show import visible

_SPACE = re.compile(r"[ \t\n\r\f\v]+")

# What a reader links or replaces by itself is set as code. A backslash would not do: GitHub looks for mail
# addresses, and for emoji, only after it has taken the backslashes away. Every part is bounded: linear.
_BY_ITSELF = re.compile(
    r"""(?: [a-z][a-z0-9+.-]{1,30}:// | www\. ) [^\s`|]+ (?<![.,;:!?)'"’”])
      | [\w.+-]{1,64} @ [\w-]{1,255} (?: \.[\w-]{1,255} ){1,9}
      | :[a-z][a-z0-9_+-]{0,40}:""",
    re.IGNORECASE | re.VERBOSE,
)
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$^#{}=@]|&(?=#?\w{1,40};)|-(?=-)")
_STARTS = re.compile(
    r"""(?: \d{1,9} | [A-Za-z] | [ivxlcdmIVXLCDM]{1,9} ) (?=[.)])   # 1.  a)  iv.
      | (?: Table | ) (?=:)
      | (?=[-+(])""",
    re.VERBOSE,
)


def md(value: object) -> str:
    r"""Return *value* as one line of Markdown that shows its characters and is no markup, wherever it stands.

    Runs of white space become one space, as they would when shown; hidden characters are named.

    >>> print(md("1. *Not* a [link](https://a.test/x), nor $5 | 6"))
    1\. \*Not\* a \[link\](`https://a.test/x`), nor \$5 \| 6
    """
    text = _SPACE.sub(" ", visible(str(value))).strip(" ") or _named(str(value))
    done, pieces = 0, []
    for found in _BY_ITSELF.finditer(text):
        pieces += [_escaped(text[done : found.start()]), f"`{found[0]}`"]
        done = found.end()
    pieces.append(_escaped(text[done:]))
    return _not_a_block("".join(pieces))


def _named(text: str) -> str:
    """Return the names of characters none of which can be seen: an empty title would be other markup."""
    return "".join(f"<U+{ord(char):04X}>" for char in text.strip()[:3])


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _not_a_block(line: str) -> str:
    """Return *line* so that its first characters begin no list, rule, definition or caption."""
    found = _STARTS.match(line)
    return f"{found[0]}\\{line[found.end() :]}" if found else line
