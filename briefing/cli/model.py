"""Commands about the model: its prompts, its kept replies, and whether it can be asked."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]

prompts = typer.Typer(help="What a model is told.", no_args_is_help=True, rich_markup_mode=None)
replies = typer.Typer(
    help="Replies that are kept and not paid for again.", invoke_without_command=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(prompts, name="prompts")
    app.add_typer(replies, name="replies")
    app.command()(doctor)


@prompts.command("list")
def list_prompts(
    folder: Annotated[
        Path | None, typer.Option("--prompts", help="A folder of prompts of your own.", metavar="DIR")
    ] = None,
    json: Json = False,
    config: Config = None,
) -> None:
    """List the prompts in use: hash, name, and where each is from."""
    from json import dumps

    from briefing.cli.talk import print_product
    from briefing.prompting import listed
    from briefing.settings import load_settings

    rows = listed(load_settings(config), folder)
    if json:
        facts = [{"name": p.name, "sha256": p.sha256, "from": str(p.place or "shipped")} for p in rows]
        print_product("\n".join(map(dumps, facts)))
    else:
        print_product("\n".join(f"{p.sha256[:12]}  {p.name:18}  {p.place or 'shipped'}" for p in rows))


@prompts.command("copy")
def copy_prompt(
    name: Annotated[str, typer.Argument(help="A prompt's name, as `prompts list` has it.")],
    config: Config = None,
) -> None:
    """Copy a prompt to prompts/ beside your settings, where you can change it."""
    from briefing.cli.talk import say
    from briefing.prompting import copied
    from briefing.settings import load_settings

    say(f"Change it in {copied(name, load_settings(config))}: it is used from now on.")


@replies.callback()
def replies_without_a_verb(context: typer.Context, config: Config = None) -> None:
    """Say how many replies are kept."""
    if context.invoked_subcommand is not None:
        return
    from briefing.cli.talk import print_product
    from briefing.replies import kept
    from briefing.settings import load_settings

    found = kept(load_settings(config))
    since = f", the oldest of {found.since:%Y-%m-%d}" if found.since else ""
    print_product(f"{found.replies} replies, {found.characters:,} characters{since}")


@replies.command("clear")
def clear_replies(config: Config = None) -> None:
    """Forget every reply that is kept: the next briefs ask anew."""
    from briefing.cli.talk import say
    from briefing.replies import clear
    from briefing.settings import load_settings

    say(f"Forgotten: {clear(load_settings(config))} replies")


def doctor(
    ask: Annotated[
        bool, typer.Option("--ask", help="Ask the endpoint one tiny question in each form it may know.")
    ] = False,
    config: Config = None,
) -> None:
    """Say what is set up and, with --ask, whether the endpoint answers and in which forms."""
    from briefing.cli.talk import print_product
    from briefing.doctor import examine
    from briefing.settings import load_settings

    report, sound = examine(load_settings(config), ask)
    print_product(report)
    if not sound:
        raise typer.Exit(1)
