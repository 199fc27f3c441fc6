"""Cited multi-source briefs whose every sentence can be checked: the engine proposes, the program
verifies.

    from briefing import generate
    print(generate("port strike", [Path("articles/")]).markdown())

What is public is imported when it is first asked for: `import briefing` alone reads nothing else.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from briefing.engines.chat import Chat as Chat
    from briefing.engines.chat import Message as Message
    from briefing.engines.chat import Reply as Reply
    from briefing.errors import BadReply as BadReply
    from briefing.errors import BriefingError as BriefingError
    from briefing.errors import EndpointError as EndpointError
    from briefing.library import Written as Written
    from briefing.library import article as article
    from briefing.library import generate as generate
    from briefing.model.article import Article as Article
    from briefing.model.brief import Brief as Brief

_PUBLIC = {
    "Article": "briefing.model.article",
    "BadReply": "briefing.errors",
    "Brief": "briefing.model.brief",
    "BriefingError": "briefing.errors",
    "Chat": "briefing.engines.chat",
    "EndpointError": "briefing.errors",
    "Message": "briefing.engines.chat",
    "Reply": "briefing.engines.chat",
    "Written": "briefing.library",
    "article": "briefing.library",
    "generate": "briefing.library",
}
# No module may have one of these names: importing `briefing.x` puts the module in its place.

__all__ = [*_PUBLIC, "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'briefing' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
