"""The review page's handlers: each takes what the page asks, calls the desk, and answers in JSON."""

import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from briefing.desk import Asked, Desk
from briefing.errors import BriefingError, Conflict, ReviewError, Stale, StoreError
from briefing.model.decision import Decision, Place
from briefing.web import view
from briefing.web.door import Door, Session
from briefing.web.guard import Guard

PAGE = Path(__file__).with_name("files")
FILES = {
    "/": ("review.html", "text/html"),
    "/review.css": ("review.css", "text/css"),
    **{
        f"/{name}.js": (f"{name}.js", "text/javascript")
        for name in ("review", "desk", "dom", "pane", "editor")
    },
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
STATUS = {Conflict: 409, Stale: 410, ReviewError: 422, StoreError: 503}

Handler = Callable[[Request], Awaitable[Response]]
Answer = Callable[[Desk, Session, dict[str, Any]], Any]


class Sentence(BaseModel):
    """A sentence to be weighed: its words, and places [article, start, end] that it rests on."""

    text: str
    places: tuple[Place, ...] = ()


_ASKED = TypeAdapter(Asked)


def review_app(desk: Desk, door: Door) -> Starlette:
    """Return the application: pages and their files by GET, everything else by POST with its proof."""
    routes = [Route(path, _file(*named)) for path, named in FILES.items()]
    routes += [
        Route("/api/brief", _told(desk, _brief)),
        Route("/api/changes", _told(desk, _changes)),
        Route("/api/article/{id}", _told(desk, _article)),
        Route("/api/sentences/{id}", _told(desk, _sentences)),
        Route("/api/suggest", _told(desk, _suggested), methods=["POST"]),
        Route("/api/weigh", _told(desk, _weighed), methods=["POST"]),
        Route("/api/decide", _told(desk, _decided), methods=["POST"]),
        Route("/api/accept", _told(desk, _accepted), methods=["POST"]),
        Route("/api/undo", _told(desk, _undone), methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard, door=door)])


def _file(name: str, kind: str) -> Handler:
    content = (PAGE / name).read_bytes()

    async def handler(request: Request) -> Response:
        return Response(content, media_type=kind)

    return handler


def _told(desk: Desk, answer: Answer) -> Handler:
    """Return a handler that answers with what *answer* returns; what is refused is told with its reason."""

    async def handler(request: Request) -> Response:
        try:
            asked = {**request.path_params, **request.query_params, **await _sent(request)}
            told = await run_in_threadpool(answer, desk, request.scope["session_of"], asked)
        except (ValidationError, ValueError, KeyError, RecursionError):
            return JSONResponse({"message": "That is nothing this page asks."}, 400)
        except BriefingError as error:
            status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
            return JSONResponse({"message": error.message, "hint": error.hint}, status)
        return _Json(told)

    return handler


class _Json(JSONResponse):
    """JSON in ASCII: an article may hold half of a surrogate pair, which UTF-8 cannot."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, separators=(",", ":")).encode("ascii")


async def _sent(request: Request) -> dict[str, Any]:
    if request.method != "POST":
        return {}
    sent = json.loads(await request.body() or b"{}")
    if not isinstance(sent, dict):
        raise ValueError("no object")
    return sent


def _brief(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    told = view.whole(desk, desk.decisions(), _now())
    return {**told, "me": session.name, "proof": session.proof}


def _changes(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    after = int(asked.get("after", 0))
    rows = desk.decisions()
    return view.changes(desk, rows, after or -1, _now())


def _article(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    article = desk.articles[asked["id"]]
    known = next(a for a in desk.brief.articles if a.id == article.id)
    desk.prepare()  # the page stands: what is weighed next will not have to wait
    return {"text": article.text, "boilerplate": [[s.start, s.end] for s in known.boilerplate]}


def _sentences(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    return {"sentences": desk.sentences(asked["id"])}


def _suggested(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    return {"places": desk.suggested(Sentence(**asked).text)}


def _weighed(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    sentence = Sentence(**asked)
    return view.weighed(desk.weigh(sentence.text, sentence.places))


def _decided(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    _same_brief(desk, asked)
    wanted = _ASKED.validate_python({k: v for k, v in asked.items() if k != "after"})
    return _after(desk, desk.decide(wanted, session.name, _now()), asked)


def _accepted(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    _same_brief(desk, asked)
    return _after(desk, desk.accept_easy(session.name, _now()), asked)


def _undone(desk: Desk, session: Session, asked: dict[str, Any]) -> Any:
    _same_brief(desk, asked)
    return _after(desk, desk.undo(session.name, _now()), asked)


def _same_brief(desk: Desk, asked: dict[str, Any]) -> None:
    """A page left open from another run of the server may show another brief."""
    if asked.pop("brief", None) != desk.sha256:
        raise Stale(desk.brief.id)


def _after(desk: Desk, rows: tuple[Decision, ...], asked: dict[str, Any]) -> Any:
    """What the page has not seen yet: the new row, and those that others wrote meanwhile."""
    return view.changes(desk, rows, int(asked.get("after", 0)) or -1, _now())


def _now() -> datetime:
    return datetime.now(UTC)
