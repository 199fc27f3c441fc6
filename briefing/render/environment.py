"""Where templates are rendered: what is undefined is an error, and article text is only ever a value."""

import base64
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefing.errors import TemplateError
from briefing.render.columns import fill
from briefing.render.find import Kind, differs, find
from briefing.render.markdown import md
from briefing.render.wording import in_marks
from briefing.text.show import invisible, visible

SHIPPED = "shipped/"

# What a template can do wrong while it runs: {{ page.titel }}, {{ 1 / 0 }}, {{ 3 + "a" }}, {{ [][1] }}, a
# file that includes itself, {{ "a" * 10**9 }} where memory is limited.
_FAULTS = (
    jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError,
    MemoryError,
)  # fmt: skip


def environment(kind: Kind, overrides: Sequence[Path] = ()) -> jinja2.Environment:
    """Return the environment for *kind*; `{% extends "shipped/NAME" %}` reaches the original behind a copy.

    Every printed value passes `visible`; in names that end in .html or .html.j2 it is escaped too.
    """
    return _made(kind, tuple(overrides)) if differs(kind, overrides) else _shipped(kind)


@cache
def _shipped(kind: Kind) -> jinja2.Environment:
    """The shipped templates, read and compiled once: that takes longer than to write a brief with them."""
    return _made(kind, ())


def _made(kind: Kind, overrides: tuple[Path, ...]) -> jinja2.Environment:
    made = _Sandbox(
        loader=_Loader(kind, overrides),
        undefined=jinja2.StrictUndefined,
        # Not jinja2.select_autoescape(): it is off for brief.html.j2.
        autoescape=lambda name: name is not None and name.endswith((".html", ".html.j2")),
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals.update(paper=False, home="")
    made.filters.update(md=md, visible=visible, fill=fill, csp_hash=csp_hash, in_marks=in_marks)
    return made


def write(made: jinja2.Environment, name: str, values: Mapping[str, object]) -> str:
    """Return the template *name* with *values*; a fault in it is a TemplateError that names file and line.

    A template that did not come with the program is rendered in a process of its own, within limits.
    """
    loader = made.loader
    if isinstance(loader, _Loader) and loader.overrides:
        from briefing.render.limited import write_apart

        return write_apart(loader.kind, loader.overrides, name, values)
    return write_here(made, name, values)


def write_here(made: jinja2.Environment, name: str, values: Mapping[str, object]) -> str:
    """Do as `write` does, in this process and without limits."""
    try:
        return made.get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(error.filename or name, error.lineno, f"{error.message}") from error
    except _FAULTS as error:
        path, line = _place(error.__traceback__)
        raise TemplateError(path or name, line, _told(error)) from error


def _told(error: BaseException) -> str:
    if isinstance(error, RecursionError):
        return "it includes itself, or is nested too deeply."
    if isinstance(error, MemoryError):
        return "it asks for more memory than a template may have."
    return f"{error}."


def csp_hash(text: str) -> str:
    """Return the source expression that lets a page's policy admit *text* as its style, and nothing else."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, asked once for each attribute of a type: a long brief asks it 14,000 times."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._asked: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        asked = type(obj), attr
        if asked not in self._asked:
            self._asked[asked] = super().is_safe_attribute(obj, attr, value)
        return self._asked[asked]


class _Loader(jinja2.BaseLoader):
    def __init__(self, kind: Kind, overrides: tuple[Path, ...]) -> None:
        self.kind = kind
        self.overrides = overrides

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        overrides = () if template.startswith(SHIPPED) else self.overrides
        found = find(template.removeprefix(SHIPPED), self.kind, overrides)
        return found.text, str(found.path), None


def _shown(value: object) -> object:
    """Return what is printed for *value*: a text without hidden characters, anything else as it is."""
    if not isinstance(value, str) or not invisible(value):
        return value
    if not isinstance(value, Markup):
        return visible(value)
    # Escaped already, so that a name such as <U+202E> has to be escaped by us.
    return Markup("").join(Markup(char) if visible(char) == char else escape(visible(char)) for char in value)


def _place(trace: TracebackType | None) -> tuple[str | None, int | None]:
    """Return file and line of the innermost frame that is a template's."""
    path, line = None, None
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return path, line
