"""The commands on what is sent: run, schedule, subscriptions, outbox, send, status."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE")
]
Names = Annotated[list[str] | None, typer.Argument(help="Subscriptions; all, if none are named.")]

TROUBLE = 1
LESS_THAN_ASKED = 3


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(run)
    app.command()(send)
    app.command()(status)
    for name, group in (("schedule", schedule), ("subscriptions", subscriptions), ("outbox", outbox)):
        app.add_typer(group, name=name)


def _clock() -> datetime:
    return datetime.now(UTC)


def run(
    names: Names = None,
    due: Annotated[bool, typer.Option("--due", help="Do what is due now, once, and end.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Make the last slot's brief and write .eml files; send nothing.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but notes and trouble.")] = False,
    out: Annotated[Path, typer.Option(help="Where --dry-run writes.", metavar="DIR")] = Path("dry-run"),
    config: Config = None,
) -> None:
    """Make and send what is due: once with --due, else until it is stopped.

    Exit 1 if something failed, is blocked or is held; 3 if a brief lacks something it should have.
    """
    from briefing.cli.talk import say
    from briefing.rehearse import rehearse
    from briefing.run import run_due
    from briefing.settings import load_settings

    settings = load_settings(config)
    if not (due or dry_run):
        _until_stopped(config, tuple(names or ()))
        return
    done = rehearse(settings, _clock, out, names or ()) if dry_run else run_due(settings, _clock, names or ())
    for line in (
        *(() if quiet else done.done),
        *(f"Note: {each}" for each in done.missing),
        *(f"Trouble: {each}" for each in done.trouble),
    ):
        say(line)
    if done.trouble:
        raise typer.Exit(TROUBLE)
    if done.missing:
        raise typer.Exit(LESS_THAN_ASKED)


def _until_stopped(config: Path | None, names: tuple[str, ...]) -> None:
    """Run a pass every half minute, with the settings as they are then, until SIGTERM or Ctrl-C; a pass is
    ended.
    """
    import signal
    from threading import Event

    from briefing.cli.talk import say, tell
    from briefing.errors import BriefingError
    from briefing.run import run_due
    from briefing.settings import load_settings
    from briefing.standing import coming

    stop = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    say(coming(load_settings(config), names, 1, _clock()).rstrip() or "No subscriptions.")
    while not stop.is_set():
        try:
            done = run_due(load_settings(config), _clock, names)
        except BriefingError as error:
            tell(error)
        else:
            for line in (*done.done, *done.missing, *(f"Trouble: {each}" for each in done.trouble)):
                say(f"{_clock():%Y-%m-%d %H:%M} {line}")
        stop.wait(30)


def send(
    brief: Annotated[str, typer.Argument(help="A brief's id, the start of one, its JSON file, or a topic.")],
    to: Annotated[list[str], typer.Option("--to", help="An address; may be repeated.", metavar="ADDRESS")],
    again: Annotated[bool, typer.Option("--again", help="Even to those who have had it.")] = False,
    config: Config = None,
) -> None:
    """Send a kept brief by mail, after holding it against its articles again."""
    from briefing.cli.talk import say
    from briefing.send import send as sent
    from briefing.settings import load_settings

    outcome = sent(brief, to, again, load_settings(config), _clock)
    for each in outcome.known:
        say(f"{each} has had it; --again sends it once more.")
    for letter in outcome.letters:
        say(f"{letter.recipient}: {letter.phase}. {letter.note}".rstrip())
    if any(letter.phase != "sent" for letter in outcome.letters):
        raise typer.Exit(TROUBLE)


def status(
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False, config: Config = None
) -> None:
    """Say how things stand: last and next runs, the outbox, this month's cost. Exit 1 if something needs
    you.
    """
    from briefing.cli.talk import print_product
    from briefing.settings import load_settings
    from briefing.standing import as_json, as_text, standing

    found = standing(load_settings(config), _clock())
    print_product(as_json(found) if json else as_text(found))
    if found.needs_you:
        raise typer.Exit(TROUBLE)


schedule = typer.Typer(
    help="The timer that starts `briefing run --due`.", no_args_is_help=True, rich_markup_mode=None
)
subscriptions = typer.Typer(
    help="What is sent, when and to whom.", no_args_is_help=True, rich_markup_mode=None
)
outbox = typer.Typer(
    help="Letters on their way, and those that need you.", no_args_is_help=True, rich_markup_mode=None
)

Systemd = Annotated[bool, typer.Option("--systemd", help="A timer of your own systemd.")]
Cron = Annotated[bool, typer.Option("--cron", help="A block in your crontab.")]
TimerName = Annotated[str, typer.Option("--name", help="What the timer is called.")]
UnitFolder = Annotated[
    Path, typer.Option("--units", help="Where the units go.", metavar="DIR", show_default=False)
]
UNITS = Path("~/.config/systemd/user")


@schedule.command("install")
def install_schedule(
    systemd: Systemd = False,
    cron: Cron = False,
    every: Annotated[int, typer.Option(min=1, max=60, help="Minutes between two looks.")] = 5,
    env_file: Annotated[
        Path | None, typer.Option(help="A file of NAME=value lines with passwords and keys.", metavar="FILE")
    ] = None,
    name: TimerName = "briefing",
    units: UnitFolder = UNITS,
    print_only: Annotated[bool, typer.Option("--print", help="Only show what would be written.")] = False,
    config: Config = None,
) -> None:
    """Write the timer and start it. The settings are checked first."""
    from briefing.cli.talk import print_product
    from briefing.settings import FILE, load_settings
    from briefing.timer import Timer, block, install_cron, install_systemd
    from briefing.timer import units as units_of

    _one_of(systemd, cron)
    path = (config or Path(FILE)).absolute()
    settings = load_settings(path)
    secrets = env_file.absolute() if env_file else None
    timer = Timer(_plain(name), path.parent, path, every, secrets)
    if print_only:
        shown = "\n".join(f"# {k}\n{v}" for k, v in units_of(timer).items())
        print_product(shown if systemd else block(timer))
        return
    from briefing.run import make_known

    make_known(settings, _clock)
    _tell(install_systemd(timer, units.expanduser()) if systemd else install_cron(timer))


@schedule.command("remove")
def remove_schedule(
    systemd: Systemd = False, cron: Cron = False, name: TimerName = "briefing", units: UnitFolder = UNITS
) -> None:
    """Take the timer away; without --systemd or --cron, both."""
    from briefing.cli.talk import say
    from briefing.timer import Written, remove_cron, remove_systemd

    both = systemd == cron
    done = [remove_systemd(_plain(name), units.expanduser())] if systemd or both else []
    done += [remove_cron(_plain(name))] if cron or both else []
    _tell(Written(tuple(d for w in done for d in w.done), tuple(t for w in done for t in w.to_do)))
    if not any(each.done for each in done):
        say("There was none.")


def _one_of(systemd: bool, cron: bool) -> None:
    if systemd == cron:
        raise typer.BadParameter("Choose one of --systemd and --cron.")


def _plain(name: str) -> str:
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise typer.BadParameter("A timer's name is letters, digits, - and _.", param_hint="--name")
    return name


def _tell(written) -> None:  # type: ignore[no-untyped-def]  # its type would be imported at every start
    from briefing.cli.talk import say

    for line in (*written.done, *(f"To do: {each}" for each in written.to_do)):
        say(line)


@subscriptions.command("list")
def list_subscriptions(config: Config = None) -> None:
    """List the subscriptions: name, topic, schedule, recipients."""
    from briefing.cli.talk import print_product
    from briefing.settings import load_settings
    from briefing.standing import listed

    print_product(listed(load_settings(config), _clock()))


@subscriptions.command("check")
def check_subscriptions(names: Names = None, config: Config = None) -> None:
    """Check every subscription without sending: schedule, topic, sources, templates, the mail server's
    answer.
    """
    from briefing.checkup import checkup
    from briefing.cli.talk import print_product, say
    from briefing.settings import load_settings

    good, bad = checkup(load_settings(config), tuple(names or ()), _clock())
    print_product("".join(f"{line}\n" for line in good))
    for line in bad:
        say(f"Trouble: {line}")
    if bad:
        raise typer.Exit(2)


@subscriptions.command("next")
def next_times(
    names: Names = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many times.")] = 10,
    config: Config = None,
) -> None:
    """Say when each subscription comes next, on its own clock and in UTC."""
    from briefing.cli.talk import print_product
    from briefing.settings import load_settings
    from briefing.standing import coming

    print_product(coming(load_settings(config), tuple(names or ()), count, _clock()))


Ids = Annotated[
    list[int], typer.Argument(help="Numbers as `briefing outbox list` shows them.", metavar="ID...")
]


@outbox.command("list")
def list_outbox(
    all: Annotated[bool, typer.Option("--all", help="Those that were sent, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    config: Config = None,
) -> None:
    """List the letters that have not left: queued, held, failed."""
    from briefing.cli.talk import print_product
    from briefing.settings import load_settings
    from briefing.standing import outbox_listed

    print_product(outbox_listed(load_settings(config), all, json))


@outbox.command("retry")
def retry_letters(ids: Ids, config: Config = None) -> None:
    """Send letters that are held or failed once more, with the same Message-ID. A held one may have
    arrived.
    """
    _decide(ids, "queued", "To be tried again, as decided.", config)


@outbox.command("drop")
def drop_letters(ids: Ids, config: Config = None) -> None:
    """Do not send these letters."""
    _decide(ids, "dropped", "Dropped, as decided.", config)


def _decide(ids: list[int], phase: str, note: str, config: Path | None) -> None:
    from briefing.cli.talk import say
    from briefing.settings import load_settings
    from briefing.store import open_store
    from briefing.store.outbox import Outbox

    with open_store(load_settings(config).store) as store:
        changed = Outbox(store).decide(ids, phase, note, _clock())
    say(f"{changed} of {len(ids)} letters: {note}")
    if changed < len(ids):
        raise typer.Exit(TROUBLE)


@outbox.command("suppress")
def suppress_address(
    address: Annotated[str | None, typer.Argument(help="Who gets nothing more.")] = None,
    list: Annotated[str, typer.Option("--list", help="Only from this subscription.")] = "",
    why: Annotated[str, typer.Option(help="The reason, for your own record.")] = "asked for",
    token: Annotated[
        str | None, typer.Option(help="From an unsubscribe address; it must be this reader's for --list.")
    ] = None,
    lift: Annotated[bool, typer.Option("--lift", help="Send to them again.")] = False,
    config: Config = None,
) -> None:
    """Send nothing more to an address; without one, list who gets nothing."""
    from briefing.cli.talk import print_product, say
    from briefing.settings import load_settings
    from briefing.suppress import suppress, suppressed

    settings = load_settings(config)
    if address is None:
        print_product(suppressed(settings))
        return
    say(suppress(address, list, why, token, lift, settings, _clock()))
