"""A brief on an article that would like to be a page."""

from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.topic import Topic
from tests.builders import NOW, draft, says

from .builders import MAKER


def brief_on(article: Article) -> Brief:
    held = Corpus.of([article])
    proposals = [says(s.text, s.number, heading="") for s in held.sentences]
    topic = Topic("<img src=x onerror=alert(1)>", ("evil",), slug_from="evil")
    return assemble(topic, held, verify(draft(*proposals), held), [], MAKER, now=NOW)
