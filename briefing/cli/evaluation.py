"""`briefing eval`: how an engine, a model or a folder of prompts does on gold topics."""

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    folder: Annotated[Path, typer.Argument(help="A gold topic, or a folder of them.", metavar="DIR")],
    engine: Annotated[
        str, typer.Option(help="auto, extractive (no key, no network) or assisted (a model).")
    ] = "auto",
    model: Annotated[str | None, typer.Option(help="A model in place of the settings' own.")] = None,
    prompts: Annotated[
        Path | None, typer.Option(help="A folder of prompts of your own.", metavar="DIR")
    ] = None,
    words: Annotated[
        int | None, typer.Option(min=60, max=5000, help="Length of each summary, about.")
    ] = None,
    details: Annotated[bool, typer.Option("--details", help="Each fact and dispute by name.")] = False,
    json: Annotated[bool, typer.Option("--json", help="As one JSON document, for --against.")] = False,
    against: Annotated[
        Path | None, typer.Option(help="A run of before, from --json, to compare with.", metavar="FILE")
    ] = None,
    min_coverage: Annotated[
        float | None, typer.Option(min=0, max=1, help="Exit 1 below this share of facts.", metavar="SHARE")
    ] = None,
    min_precision: Annotated[
        float | None, typer.Option(min=0, max=1, help="The same for citations.", metavar="SHARE")
    ] = None,
    min_disputes: Annotated[
        float | None, typer.Option(min=0, max=1, help="The same for disputes.", metavar="SHARE")
    ] = None,
    max_false: Annotated[int | None, typer.Option(min=0, help="Exit 1 above so many false claims.")] = None,
    sources_right: Annotated[
        bool, typer.Option("--sources-right", help="Exit 1 where independent sources are miscounted.")
    ] = False,
    no_worse: Annotated[
        bool, typer.Option("--no-worse", help="Exit 1 where anything of --against is lost.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option("--config", help="Settings file instead of ./briefing.toml.", metavar="FILE"),
    ] = None,
) -> None:
    """Try an engine, a model or prompts on gold topics: what they hold, get wrong and cost."""
    from datetime import UTC, datetime

    from briefing.cli.talk import print_product, say
    from briefing.evaluate import Asked, evaluate, read_run, run_to_json
    from briefing.gold.gates import Gates, failures
    from briefing.gold.told import told, told_against
    from briefing.settings import load_settings

    before = read_run(against) if against else None
    if no_worse and before is None:
        raise typer.BadParameter("--no-worse needs a run to compare with: --against FILE.")
    if model and engine == "extractive":
        raise typer.BadParameter("--model is for the assisted engine; the extractive one has none.")
    run = evaluate(folder, Asked(engine, model, prompts, words), load_settings(config), datetime.now(UTC))
    print_product(run_to_json(run) if json else told(run, details))
    if before:
        say(told_against(run, before)) if json else print_product("\n" + told_against(run, before))
    gates = Gates(min_coverage, min_precision, min_disputes, max_false, sources_right, no_worse)
    failed = failures(run, gates, before)
    for failure in failed:
        say(failure)
    if failed:
        raise typer.Exit(1)
    if any(topic.missing for topic in run.topics):
        raise typer.Exit(3)
