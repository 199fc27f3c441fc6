"""A brief as the two parts of a mail, text and HTML, within a size that mail programs show whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import NotSent
from briefing.model.brief import Brief
from briefing.render.environment import environment, write
from briefing.render.page import Page, Section, lay_out

PREHEADER = 140  # characters that a list of mails shows beside the subject


@dataclass(frozen=True, slots=True)
class About:
    """What a mail says besides its brief. `name` is the subscription's, `when` its date in words, `late`
    why it is late, `leave` the address by which a reader leaves, `most` how many bytes its HTML may have.
    """

    name: str = ""
    when: str = ""
    late: str = ""
    leave: str = ""
    most: int = 100_000


@dataclass(frozen=True, slots=True)
class Written:
    """The two parts, and how many sentences they leave out to keep within their size."""

    text: str
    html: str
    left_out: int = 0


def letter(
    brief: Brief,
    texts: Mapping[str, str],
    about: About,
    template: str = "mail",
    overrides: Sequence[Path] = (),
) -> Written:
    """Return *brief* as a mail: from `TEMPLATE.text.j2` and `TEMPLATE.html.j2`.

    A mail that is cut off hides its sources (one large reader does so at 102 kB). So where it would be
    longer than `about.most`, it ends after fewer sentences and says how many are missing. Raises NotSent
    if nothing fits.
    """
    page = lay_out(brief, texts)
    whole = sum(len(section.sentences) for section in page.sections)
    kept = whole
    while True:
        shown = replace(page, sections=_first(page.sections, kept))
        if kept < whole:
            shown = replace(shown, omissions=(), timeline=())
        values = {
            "brief": brief,
            "page": shown,
            "mail": about,
            "missing": whole - kept,
            "preheader": _preheader(page),
        }
        written = _parts(template, values, overrides)
        if len(written.html.encode()) <= about.most:
            return replace(written, left_out=whole - kept)
        if kept == 0:
            raise NotSent(
                f"The brief {brief.id} does not fit into {about.most // 1000} kB.",
                "Raise largest_kb under [mail], or write a shorter template.",
            )
        kept = kept * 3 // 4


def notice(title: str, paragraphs: Sequence[str], about: About, overrides: Sequence[Path] = ()) -> Written:
    """Return a short mail that is no brief: nothing new, or a word to the operator."""
    values = {"title": title, "paragraphs": tuple(paragraphs), "mail": about}
    return _parts("notice", values, overrides)


def _parts(template: str, values: Mapping[str, object], overrides: Sequence[Path]) -> Written:
    made = environment("templates", overrides)
    return Written(
        write(made, f"{template}.text.j2", values), _inlined(write(made, f"{template}.html.j2", values))
    )


def _inlined(html: str) -> str:
    """Many mail programs drop the style sheet; what only it can do (dark mode, narrow screens) stays in
    it.
    """
    import css_inline

    return css_inline.inline(
        html, keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False, keep_link_tags=False
    )


def _first(sections: Sequence[Section], count: int) -> tuple[Section, ...]:
    kept = []
    for section in sections:
        sentences = section.sentences[:count]
        if sentences:
            kept.append(replace(section, sentences=sentences))
        count -= len(sentences)
    return tuple(kept)


def _preheader(page: Page) -> str:
    said = next((each.text for section in page.sections for each in section.sentences), page.tally)
    return said if len(said) <= PREHEADER else said[:PREHEADER].rsplit(" ", 1)[0] + " …"
