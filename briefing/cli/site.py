"""`briefing site`: the archive as a folder of pages."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE")
]


def publish_site(
    folder: Annotated[Path, typer.Argument(help="Where the pages go; made if need be.", metavar="DIR")],
    templates: Annotated[
        Path | None, typer.Option(help="A folder of templates of your own.", metavar="DIR")
    ] = None,
    config: Config = None,
) -> None:
    """Write all kept briefs as pages, by topic and date, with an index; each is checked again first."""
    from briefing.cli.talk import say
    from briefing.settings import load_settings
    from briefing.site import INDEX, publish

    done = publish(folder, templates, load_settings(config))
    say(f"{done.pages} briefs; {done.written} files written, {done.removed} removed.")
    say(f"It begins at {folder / INDEX}")
    for each in done.withheld:
        say(f"Not published: {each.id}: {each.reason}")
    if done.withheld:
        raise typer.Exit(3)
