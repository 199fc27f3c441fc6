"""How each command is run by the test that nothing leaves the machine. A new command needs a row here.

Each row runs in a folder of its own with the five sample articles, the sample settings, the gold topic
`gold/strike`, and a brief on the topic `kursk` that is kept. `{brief}` stands for its id, `{endpoint}` for
the address of a model's endpoint on loopback.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Invocation:
    """One run: the words after `briefing`, and how it ends.

    With *endpoint* an endpoint is named in the environment, which must be spoken to and may be the only one;
    it answers something, and exit code 3, that the answer did not do, is as good as 0. *settings* is put at
    the end of `briefing.toml`; *files* are written before. *starts* are programs that it may start, by
    their name. A command that goes on until it is stopped gives *until*, words of what it prints once it is
    ready; then it is interrupted, and any exit code will do.
    """

    words: str
    code: int = 0
    endpoint: bool = False
    stdin: str = ""
    settings: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    starts: tuple[str, ...] = ()
    until: str = ""


SOURCE = "seeds/003_c6bab78f9bfa36da.txt"
FOLDER = '[subscriptions.morning]\ntopic = "kursk"\nat = "every minute"\nfolder = "out"\n'

INVOCATIONS: Mapping[str, tuple[Invocation, ...]] = {
    "generate": (
        Invocation("generate --topic kursk"),
        Invocation("generate --topic kursk --format html --out page.html"),
        Invocation("generate --topic kursk --strict", endpoint=True),
        Invocation("generate --topic kursk --dry-run"),
    ),
    "show": (
        Invocation("show kursk"),
        Invocation("show {brief} --format html"),
        # ctypes asks these where the system's Pango lies
        Invocation("show kursk --format pdf --out kursk.pdf", starts=("ldconfig", "gcc", "ld")),
        # a template of one's own is rendered by a Python of its own
        Invocation(
            "show kursk --format md --templates .", files={"brief.md.j2": "Ours."}, starts=("python",)
        ),
    ),
    "site": (Invocation("site pages"),),
    "templates list": (Invocation("templates list"),),
    "templates copy": (Invocation("templates copy page.css.j2"),),
    "verify": (Invocation("verify kursk"),),
    "check": (Invocation(f'check "Ukraine launched a minor offensive on Sunday." --quote-from {SOURCE}'),),
    "copies": (Invocation("copies --source seeds"),),
    "eval": (
        Invocation("eval gold"),
        Invocation("eval gold --engine assisted --json", endpoint=True, settings="[verify]\nask = true\n"),
    ),
    "doctor": (Invocation("doctor"), Invocation("doctor --ask", code=1, endpoint=True)),
    "prompts list": (Invocation("prompts list"),),
    "prompts copy": (Invocation("prompts copy summary"),),
    "replies": (Invocation("replies"),),
    "replies clear": (Invocation("replies clear"),),
    "articles": (Invocation("articles"),),
    "articles list": (Invocation("articles list --json"),),
    "articles add": (
        Invocation("articles add -", stdin="Dockers in Varnhaven walked out on Monday over pay.\n"),
    ),
    "articles show": (Invocation(f"articles show {SOURCE} --marks"),),
    "articles remove": (Invocation(f"articles remove {SOURCE}"),),
    "cite": (Invocation("cite kursk 1"),),
    "review open": (Invocation("review open kursk --no-open", until="Each address works once"),),
    "review export": (Invocation("review export --format csv"),),
    "review stats": (Invocation("review stats"),),
    "review fixtures": (Invocation("review fixtures"),),
    "run": (
        Invocation("run --due", settings=FOLDER),
        Invocation("run --dry-run", settings=FOLDER),
        Invocation("run", settings=FOLDER, until="morning: every minute"),
    ),
    "send": (Invocation("send kursk --to ann@example.org", code=2),),
    "status": (Invocation("status --json", settings=FOLDER),),
    "schedule install": (
        Invocation("schedule install --cron --print"),
        Invocation("schedule install --systemd --print"),
    ),
    "schedule remove": (Invocation("schedule remove --systemd --units units"),),
    "subscriptions check": (Invocation("subscriptions check", settings=FOLDER),),
    "subscriptions list": (Invocation("subscriptions list", settings=FOLDER),),
    "subscriptions next": (Invocation("subscriptions next", settings=FOLDER),),
    "outbox list": (Invocation("outbox list --all"),),
    "outbox retry": (Invocation("outbox retry 1", code=1),),
    "outbox drop": (Invocation("outbox drop 1", code=1),),
    "outbox suppress": (Invocation("outbox suppress ann@example.org"),),
}
