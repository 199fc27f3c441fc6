"""The prompts in use: which they are, where each is from, and a copy to change."""

from dataclasses import dataclass
from pathlib import Path

from briefing.engines.questions import PROMPTS
from briefing.errors import AlreadyThere
from briefing.render.find import find, shipped
from briefing.settings import Settings
from briefing.store.files import write_whole


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt in use. `place` is its file where it is an override, None where it is the shipped one."""

    name: str
    sha256: str
    place: Path | None


def listed(settings: Settings, given: Path | None = None) -> tuple[Prompt, ...]:
    """Return every prompt as a run would find it."""
    folders = _folders(settings, given)
    found = [find(name, "prompts", folders) for name in PROMPTS]
    home = shipped("prompts").resolve()
    return tuple(Prompt(f.name, f.sha256, None if f.path.resolve().parent == home else f.path) for f in found)


def copied(name: str, settings: Settings) -> Path:
    """Copy a shipped prompt to `prompts/` beside the settings, from where it is used instead.

    `summary` is short for `summary.md.j2`. Raises AlreadyThere rather than write over a copy,
    TemplateError when there is no such prompt.
    """
    full = name if name.endswith(".j2") else f"{name}.md.j2"
    original = find(full, "prompts")
    path = settings.home / "prompts" / original.name
    if path.exists():
        raise AlreadyThere(str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, original.text)
    return path


def _folders(settings: Settings, given: Path | None) -> tuple[Path, ...]:
    return (*([given] if given else []), *(folder / "prompts" for folder in settings.overrides))
