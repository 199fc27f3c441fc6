"""Prompts and templates, found file by file: your copy first, else the shipped one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.errors import TemplateError, nearest
from briefing.model.article import digest
from briefing.text.show import one_line

Kind = Literal["prompts", "templates"]

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Found:
    """A prompt or a template. `sha256` is that of `text`, whose lines end in a bare newline everywhere."""

    name: str
    path: Path
    text: str
    sha256: str


def find(name: str, kind: Kind, overrides: Sequence[Path] = ()) -> Found:
    """Return the file *name* from the first of *overrides* that has it, else the shipped one.

    Only plain file names are looked for, and a link that leads out of its folder is refused: a template must
    not be a way to print any file of this machine. A folder that does not exist has no files.
    """
    if name != Path(name).name or "\\" in name or "\0" in name:
        raise TemplateError(name, None, "a template is named by its plain file name, without folders.")
    folders = (*overrides, shipped(kind))
    for folder in folders:
        path = folder / name
        if path.is_file():
            return _read(name, path, folder)
    known = sorted({each.name for folder in folders if folder.is_dir() for each in folder.iterdir()})
    raise TemplateError(name, None, f"there is no such file among the {kind}. {nearest(name, known)}")


def differs(kind: Kind, overrides: Sequence[Path]) -> bool:
    """Say whether *overrides* hold a template that did not come with the program, byte for byte."""
    return any(
        _is_own(path, kind)
        for folder in overrides
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix == ".j2"
    )


def names(kind: Kind, overrides: Sequence[Path] = ()) -> tuple[str, ...]:
    """Return the names of all templates there are, in order."""
    folders = (*overrides, shipped(kind))
    found = {
        each.name
        for folder in folders
        if folder.is_dir()
        for each in folder.iterdir()
        if each.suffix == ".j2"
    }
    return tuple(sorted(found))


def listing(kind: Kind, overrides: Sequence[Path] = ()) -> str:
    """Return a line for each template: its name, and the file that is used for it if it is not the shipped
    one.
    """
    known = names(kind, overrides)
    width = max(map(len, known))
    return "".join(f"{name:{width}}  {_whose(name, kind, overrides)}\n" for name in known)


def _whose(name: str, kind: Kind, overrides: Sequence[Path]) -> str:
    path = find(name, kind, overrides).path
    return "shipped" if path.parent.resolve() == shipped(kind).resolve() else one_line(str(path))


def _is_own(path: Path, kind: Kind) -> bool:
    original = shipped(kind) / path.name
    try:
        # The size first: what is no copy may be too long to read.
        return (
            not original.is_file()
            or path.stat().st_size != original.stat().st_size
            or path.read_bytes() != original.read_bytes()
        )
    except OSError:
        return True


def shipped(kind: Kind) -> Path:
    """Return the folder that came with the program: in the package in a wheel, beside it in a checkout."""
    # The wheel's folder is asked for first: beside an installed package may stand another's `templates/`.
    inside = _PACKAGE / "shipped" / kind
    return inside if inside.is_dir() else _PACKAGE.parent / kind


def _read(name: str, path: Path, folder: Path) -> Found:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise TemplateError(str(path), None, "it is a link that leads out of its folder.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(str(path), None, f"it is not UTF-8 text (byte {error.start}).") from error
    except OSError as error:
        raise TemplateError(str(path), None, f"it cannot be read: {error.strerror}.") from error
    text = text.replace("\r\n", "\n")
    return Found(name, path, text, digest(text))
