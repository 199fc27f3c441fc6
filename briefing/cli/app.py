"""The commands. The product goes to stdout, talk to stderr; each command imports what it needs when it
runs.
"""

import logging
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from briefing import __version__
from briefing.cli import model, review
from briefing.cli.evaluation import evaluate
from briefing.cli.run import add_to as add_run_commands
from briefing.cli.site import publish_site
from briefing.cli.templates import templates as templates_app
from briefing.errors import BriefingError

app = typer.Typer(
    name="briefing",
    help="Cited multi-source briefs whose every sentence can be checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

model.register(app)

LESS_THAN_ASKED = 3
STOPPED = 130

Config = Annotated[
    Path | None, typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE")
]

Style = Annotated[
    str, typer.Option("--template", help="The style: brief, executive, or one of your own.", metavar="NAME")
]


def main() -> None:
    """Run the command line; an error of ours is told in a sentence with its next step."""
    from briefing.cli.talk import tell

    try:
        app()
    except BriefingError as error:
        logging.getLogger("briefing").debug("where it happened", exc_info=True)
        tell(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output has gone (`briefing show x | head`): nothing is wrong.
        sys.stderr.close()
        sys.exit(0)


def _version(asked: bool) -> None:
    if asked:
        print(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def everywhere(
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Say what is done, and show tracebacks.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    from briefing.cli.talk import start_logging

    start_logging(verbose)


@app.command()
def generate(
    topic: Annotated[
        str, typer.Option("--topic", help="A topic of briefing.toml, or any words with --source.")
    ],
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            help="File, folder or pattern of articles; may be repeated; - is standard input.",
            metavar="PATH",
        ),
    ] = None,
    engine: Annotated[
        str, typer.Option(help="auto, extractive (no key, no network) or assisted (a model).")
    ] = "auto",
    format: Annotated[
        str, typer.Option(help="What is printed, or written with --out: md, html, json, text or pdf.")
    ] = "md",
    out: Annotated[
        str | None,
        typer.Option(
            help="Write only this file; - only prints. Default: all forms under briefs/.", metavar="PATH"
        ),
    ] = None,
    words: Annotated[int | None, typer.Option(min=60, max=5000, help="Length of the summary, about.")] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Quotes for paraphrases; exit 3 when a sentence was dropped."),
    ] = False,
    prompts: Annotated[
        Path | None, typer.Option(help="A folder of prompts of your own.", metavar="DIR")
    ] = None,
    templates: Annotated[
        Path | None, typer.Option(help="A folder of templates of your own.", metavar="DIR")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Ask nobody: print the prompts, their tokens and their price.")
    ] = False,
    max_cost: Annotated[float | None, typer.Option(min=0, help="The most the model may cost.")] = None,
    max_tokens: Annotated[int | None, typer.Option(min=0, help="The most tokens, both ways.")] = None,
    deadline: Annotated[float | None, typer.Option(help="Seconds until no model is waited for.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Ask again what was answered before and kept.")
    ] = False,
    template: Style = "brief",
    config: Config = None,
) -> None:
    """Write a brief on a topic: cited, checked, with what the sources disagree about."""
    from briefing.cli.talk import print_product, say
    from briefing.endpoint import Allowed
    from briefing.errors import NoFile
    from briefing.gate import waits_for_review
    from briefing.make import Request, log_run, make, spent, write_forms
    from briefing.settings import load_settings
    from briefing.store.files import write_whole

    if format == "pdf" and out in (None, "-"):
        raise NoFile(format)
    settings = load_settings(config)
    request = Request(
        topic, tuple(source or ()), engine, words, prompts, templates, keep=out != "-", strict=strict,
        fresh=fresh, allowed=Allowed(max_cost, max_tokens, deadline), style=template, form=format,
    )  # fmt: skip
    now = datetime.now(UTC)
    if dry_run:
        from briefing.plan import plan

        print_product(plan(request, settings, now))
        return
    try:
        outcome = make(request, settings, now)
    except KeyboardInterrupt:
        say("Stopped. Answers that had come are kept; the same command goes on from there.")
        raise typer.Exit(STOPPED) from None
    if out is None:
        paths = write_forms(outcome, settings.folder)
        log_run(outcome, settings.folder, now)
    elif out != "-":
        write_whole(Path(out), outcome.product)
        paths = (Path(out),)
    else:
        paths = ()
    if out in (None, "-"):
        print_product(outcome.product)
    say(f"Written with {outcome.engine_note}.")
    if outcome.calls:
        say(spent(outcome.calls))
    for path in paths:
        say(f"It lies in {path}")
    if waits := waits_for_review(outcome.brief, topic, settings, now):
        say(waits)
    for lack in outcome.missing:
        say(f"Note: {lack}")
    if outcome.missing or (strict and outcome.brief.rejected):
        raise typer.Exit(LESS_THAN_ASKED)


@app.command()
def show(
    brief: Annotated[
        str, typer.Argument(help="A brief's JSON file, its id, the start of its id, or a topic.")
    ],
    format: Annotated[str, typer.Option(help="text, md, html, json or pdf.")] = "text",
    out: Annotated[
        Path | None, typer.Option(help="Write this file instead of printing.", metavar="FILE")
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="As its reviewers leave it: a new version with its own hash.")
    ] = False,
    templates: Annotated[
        Path | None, typer.Option(help="A folder of templates of your own.", metavar="DIR")
    ] = None,
    template: Style = "brief",
    config: Config = None,
) -> None:
    """Print a kept brief, after holding it against its articles again."""
    from briefing.cli.talk import print_product
    from briefing.errors import NoFile
    from briefing.keep import shown
    from briefing.record import shown_as_reviewed
    from briefing.settings import load_settings
    from briefing.store.files import write_whole

    if format == "pdf" and out is None:
        raise NoFile(format)
    shown_so = shown_as_reviewed if reviewed else shown
    product = shown_so(brief, format, templates, load_settings(config), template)
    if out is None:
        print_product(product)
    else:
        write_whole(out, product)


@app.command()
def verify(
    brief: Annotated[str, typer.Argument(help="A brief's JSON file, its id, or a topic.")],
    config: Config = None,
) -> None:
    """Check a kept brief again: hashes, quotes, every sentence. Exit 1 if one byte has changed."""
    from briefing.cli.talk import print_product, say
    from briefing.keep import verified
    from briefing.settings import load_settings

    checked, problems = verified(brief, load_settings(config))
    for problem in problems:
        say(f"{checked.id}: {problem}")
    if problems:
        raise typer.Exit(1)
    counts = [
        f"{len(checked.summary)} sentences", f"{len(checked.citations)} quotes",
        f"{len(checked.articles)} articles",
    ]  # fmt: skip
    if checked.review.overruled:
        counts.append(f"{len(checked.review.overruled)} kept by a reviewer against a check")
    print_product(f"{checked.id} holds: {', '.join(counts)}.")


@app.command()
def check(
    sentence: Annotated[str, typer.Argument(help="A sentence.")],
    quote_from: Annotated[list[str], typer.Option("--quote-from", help="An article.", metavar="PATH")],
    citing: Annotated[
        list[int] | None, typer.Option(help="The sentence number it rests on; may be repeated.")
    ] = None,
    config: Config = None,
) -> None:
    """Hold one sentence against an article by hand, and print what every check says."""
    from briefing.cli.talk import print_product
    from briefing.keep import checked_by_hand
    from briefing.settings import load_settings

    report, holds = checked_by_hand(sentence, quote_from, citing or [], load_settings(config))
    print_product(report)
    if not holds:
        raise typer.Exit(1)


@app.command()
def copies(
    source: Annotated[
        list[str] | None, typer.Option("--source", help="Articles; else those kept.", metavar="PATH")
    ] = None,
    explain: Annotated[
        tuple[str, str] | None, typer.Option("--explain", help="Two articles side by side.", metavar="A B")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="As one JSON document.")] = False,
    config: Config = None,
) -> None:
    """Say which articles are copies of one another, and what the copies changed."""
    from briefing.cli.talk import print_product
    from briefing.kinship import copies as told
    from briefing.settings import load_settings

    print_product(told(source or [], explain, json, load_settings(config)))


app.command("eval")(evaluate)
app.command("site")(publish_site)
app.add_typer(templates_app, name="templates")
app.add_typer(review.app, name="review")
app.command()(review.cite)
add_run_commands(app)

articles = typer.Typer(help="The articles that are kept.", invoke_without_command=True, rich_markup_mode=None)
app.add_typer(articles, name="articles")

Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@articles.callback()
def articles_without_a_verb(context: typer.Context, json: Json = False, config: Config = None) -> None:
    """The articles that are kept; without a command, list them."""
    if context.invoked_subcommand is None:
        list_articles(json, config)


@articles.command("list")
def list_articles(json: Json = False, config: Config = None) -> None:
    """List the articles that are kept: id, published, name, source."""
    from briefing.cli.talk import print_product
    from briefing.keep import listed
    from briefing.settings import load_settings

    print_product(listed(load_settings(config), json))


@articles.command("add")
def add_articles(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or patterns; - is standard input.")],
    config: Config = None,
) -> None:
    """Read articles and keep them."""
    from briefing.cli.talk import say
    from briefing.keep import add
    from briefing.settings import load_settings

    added = add(sources, load_settings(config), datetime.now(UTC))
    say(f"{added.new} new, {added.known} known, {added.skipped} skipped.")
    if added.skipped:
        raise typer.Exit(LESS_THAN_ASKED)


@articles.command("show")
def show_article(
    article: Annotated[str, typer.Argument(help="An id, the start of one, or a source.")],
    marks: Annotated[bool, typer.Option("--marks", help="Show what the program saw on it.")] = False,
    config: Config = None,
) -> None:
    """Print a kept article's text."""
    from briefing.cli.talk import print_product
    from briefing.keep import article_text
    from briefing.settings import load_settings

    print_product(article_text(article, marks, sys.stdout.isatty(), load_settings(config)))


@articles.command("remove")
def remove_articles(
    wanted: Annotated[
        list[str], typer.Argument(help="Ids, starts of ids, or sources.", metavar="ARTICLE...")
    ],
    config: Config = None,
) -> None:
    """Forget articles. Briefs made from them can no longer be shown: their quotes cannot be held against
    anything.
    """
    from briefing.cli.talk import say
    from briefing.keep import remove
    from briefing.settings import load_settings

    for source in remove(wanted, load_settings(config)):
        say(f"Forgotten: {source}")
