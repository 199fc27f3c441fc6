"""The commands of reviewing: the page, and what is made of its decisions."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE")
]


class _OpensByDefault(TyperGroup):
    """`briefing review kursk` is `briefing review open kursk`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = args and (args[0] in self.commands or args[0] == "--help")
        return super().parse_args(ctx, args if named else ["open", *args])


app = typer.Typer(
    cls=_OpensByDefault,
    help="Review a brief in the browser: briefing review [BRIEF]. Every decision is kept.",
    rich_markup_mode=None,
    no_args_is_help=False,
)


@app.command("open")
def open_page(
    brief: Annotated[
        str,
        typer.Argument(help="A brief's JSON file, its id, the start of its id, or a topic; else the latest."),
    ] = "",
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    name: Annotated[
        list[str] | None,
        typer.Option("--as", help="A reviewer's name; once for each, each gets an address.", metavar="NAME"),
    ] = None,
    behind: Annotated[
        str, typer.Option(help="The page's address at a proxy in front of it.", metavar="URL")
    ] = "",
    name_header: Annotated[
        str,
        typer.Option(
            help="Take reviewers' names from this header of the proxy; it must send BRIEFING_REVIEW_KEY.",
            metavar="HEADER",
        ),
    ] = "",
    config: Config = None,
) -> None:
    """Open the page on which a brief is reviewed, on this machine only. Control-C ends it.

    `briefing review kursk` is short for `briefing review open kursk`.
    """
    from briefing.settings import load_settings
    from briefing.web.page import review_page

    review_page(brief, load_settings(config), tuple(name or ()), not no_open, port, behind, name_header)


@app.command()
def export(
    format: Annotated[str, typer.Option(help="jsonl or csv.")] = "jsonl",
    config: Config = None,
) -> None:
    """Print every decision there is, oldest first: who, when, what, why, on which brief."""
    from briefing.cli.talk import print_product
    from briefing.record import exported
    from briefing.settings import load_settings

    print_product(exported(format, load_settings(config)))


@app.command()
def stats(
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    config: Config = None,
) -> None:
    """Say how often which check was overruled, by engine, model and prompts."""
    from briefing.cli.talk import print_product
    from briefing.record import stats as told
    from briefing.settings import load_settings

    print_product(told(json, load_settings(config)))


@app.command()
def fixtures(config: Config = None) -> None:
    """Print what was decided as test cases for the verifier, a JSON object a line."""
    from briefing.cli.talk import print_product
    from briefing.record import fixtures as made
    from briefing.settings import load_settings

    print_product(made(load_settings(config)))


def cite(
    brief: Annotated[
        str, typer.Argument(help="A brief's JSON file, its id, the start of its id, or a topic.")
    ],
    number: Annotated[int, typer.Argument(help="The citation's number.")],
    config: Config = None,
) -> None:
    """Print one citation in context: the quote, the words around it, and what rests on it."""
    from briefing.cite import cited
    from briefing.cli.talk import print_product
    from briefing.settings import load_settings

    print_product(cited(brief, number, load_settings(config)))
