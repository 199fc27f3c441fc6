"""`briefing templates`: which templates there are, and a copy of one to change."""

from pathlib import Path
from typing import Annotated

import typer

templates = typer.Typer(help="What a brief looks like.", no_args_is_help=True, rich_markup_mode=None)

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE")
]


@templates.command("list")
def list_templates(config: Config = None) -> None:
    """List the templates by name, and which file is used for each."""
    from briefing.cli.talk import print_product
    from briefing.make import overrides
    from briefing.render.find import listing
    from briefing.settings import load_settings

    print_product(listing("templates", overrides("templates", None, load_settings(config))))


@templates.command("copy")
def copy_template(
    name: Annotated[str, typer.Argument(help="A name that `briefing templates list` shows.")],
    to: Annotated[
        Path | None,
        typer.Option(help="A folder; default: templates/ beside your briefing.toml.", metavar="DIR"),
    ] = None,
    config: Config = None,
) -> None:
    """Copy a shipped template to change it; the copy is used from then on."""
    from briefing.cli.talk import say
    from briefing.errors import AlreadyThere
    from briefing.render.find import find
    from briefing.settings import load_settings
    from briefing.store.files import write_whole

    original = find(name, "templates")
    path = (to or load_settings(config).home / "templates") / name
    if path.exists():
        raise AlreadyThere(str(path))
    write_whole(path, original.text)
    say(f"It lies in {path}")
