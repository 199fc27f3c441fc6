"""The set phrases of web pages: what a line betrays itself to be by its words."""

import re
from functools import lru_cache

from briefing.model.article import MarkKind

LONGEST = 600  # characters; a longer line is never a set phrase, and no pattern need be tried on it


@lru_cache(maxsize=4096)  # menus repeat, within a page and from page to page
def kind_by_words(line: str, words: int, ends: bool) -> MarkKind | None:
    """Return what *line* is, if its words tell: it has *words* of them, and *ends* as a sentence does or not.

    A line that reports what somebody said is none of these, whatever it begins with.

    >>> kind_by_words("Sign up for our newsletter", 5, False)
    'sign-up'
    >>> kind_by_words("“Sign up for our army,” he said.", 7, True) is None
    True
    """
    if len(line) > LONGEST or (ends and _REPORTS.search(line)):
        return None
    low = line.lower()
    if words <= 70 and _OF_CREDITS.search(low) and _CREDIT_AT_END.search(line):
        return "caption"
    asks = _OF_ASIDES.search(low) is not None
    for kind, most, sentence_too, anywhere, pattern in _PATTERNS:
        if words <= most and (sentence_too or not ends) and (asks or not anywhere) and pattern.match(line):
            return kind
    return None


_REPORTS = re.compile(r"\b(?:said|says|told|added|asked|wrote|according to|announced|warned)\b")

_AGENCY = (
    r"(?:AP|AFP|EPA|EFE|TASS|ANSA|DPA|PA|ZUMA|Reuters|Bloomberg|Getty|Shutterstock|iStock|Alamy"
    r"|Xinhua|Anadolu"
    r"|Associated Press|Agence France-Presse|NurPhoto|SOPA|Sipa|Corbis|Flickr|Wikimedia|Unsplash"
    r"|Pexels|Pixabay)"
)
_LABEL = r"(?:photo|photograph|photography|image|picture|illustration|graphic|video)s?"
_CREDIT_AT_END = re.compile(
    rf"(?:[\w.’'-] ?[/|] ?(?-i:{_AGENCY})\b[\w/|\s.,’'-]{{0,40}}|\bvia (?-i:{_AGENCY})\b[\w/ .’'-]{{0,40}}"
    rf"|\b(?:Getty|Shutterstock|iStock|AP|AFP|Zuma|Alamy|EPA) (?:images?|photos?|stock|pictures?)"
    rf"|\({_LABEL}(?: credit)?(?: by |: ?)[^()]{{1,80}}\)|\b{_LABEL}(?: credit)?(?:: ?| by )[^.!?:]{{1,60}}"
    r"|\bcredits?(?:: ?|\.{3} ?|… ?)[^.!?:]{1,60})[\s).\]|]*$",
    re.IGNORECASE,
)
# What no credit at the end and no phrase in mid-line is without: most lines need not be searched for them.
_OF_CREDITS = re.compile("[/|]|via|image|photo|stock|picture|illustration|graphic|video|credit")
_OF_ASIDES = re.compile("cookie|sign up|subscribe|register|click|tap|follow us|join us|all rights reserved")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:\d{{4}}|at\b)|\d{{1,2}}(?:st|nd|rd"
    rf"|th)? {_MONTH},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_SITE = (
    r"(?:facebook|twitter|x|instagram|whatsapp|telegram|pinterest|linkedin|reddit|youtube|tumblr"
    r"|flipboard|e-?mail"
    r"|messenger|google\+?|google news|copy link|print|link|mix|viber|rss|snapchat|tiktok|threads"
    r"|bluesky|pocket|sms)"
)
_GIFT = (
    r"(?:newsletters?|inbox|e-?mails?|alerts?|notifications?|app|headlines|updates?|subscri\w+"
    r"|account|access|offers?"
    r"|google news|facebook|twitter|instagram|telegram|whatsapp|youtube|linkedin|tiktok|patreon"
    r"|channel|podcast|free trial"
    r"|stories|news|coverage|articles?|website|e-?book|journalism|here)"
)
_SUBJECT = r"(?:article|story|content|post|page|piece)"

# kind, most words the line may have, whether it may end as a sentence does, how it begins (case is ignored)
_BEGINNINGS: tuple[tuple[MarkKind, int, bool, str], ...] = (
    # bars, buttons, players
    ("navigation", 5, True, rf"(?:{_SITE}\W+)*{_SITE}\W*$"),
    (
        "navigation", 12, True,
        rf"(?:share|tweet|pin|post|follow|send|print|save|like|find us)(?: (?:this|it|us|on|via|to"
        rf"|by|with|in|the|and|or|{_SUBJECT}"
        rf"|{_SITE})\b\W*)*(?:$|[.!] ?share\b)",
    ),
    ("navigation", 6, True, r"(?:\d[\d.,k]* )?(?:shares?|views?|likes?|retweets?|min(?:ute)?s? read"
        r"|photos?|reads)\W*$"),
    (
        "navigation", 6, True,
        r"(?:home|menu|search|close|next|prev|previous|back|play|pause|mute|loading|sections"
        r"|advert\w*|ads?|sponsored|promoted"
        r"|supported by|expand|hide|show|iklan|anzeige|publicidad)(?: (?:next|previous|prev|article"
        r"|post|menu|for|here|below|links?"
        r"|content|story|more|less|all|by|message))*\W*$",
    ),
    (
        "navigation", 14, True,
        r"(?:skip to|jump to|back to (?:top|gallery|home)|scroll (?:down|up|to)|(?:story"
        r"|article) continues|continue reading|tap to"
        r"|visit (?:the )?(?:web ?)?site|view (?:the )?(?:original|full|gallery|photos|slideshow)"
        r"|show (?:caption|more|less)"
        r"|see (?:full )?gallery|hide caption|load(?:ing)? more|image \d+ of|photo \d+ of"
        r"|you are here|listen to this"
        r"|this (?:slideshow|site|video|feature) (?:requires|uses|is not)|\d+ ?(?:/|of) ?\d+$"
        r"|(?:please )?enable javascript)",
    ),
    (
        "navigation", 60, True,
        r".{0,300}?\b(?:(?:accept|reject|uses?|using|our|manage|consent to|allow) (?:all |of |our "
        r"|third-party |the )*cookies"
        r"|cookie (?:policy|settings|consent|notice))",
    ),
    ("navigation", 14, True, r"(?:privacy (?:policy|notice|settings)|terms (?:of (?:use|service"
        r"|sale)|&)|do not sell|accept all|reject all)\b"),
    ("navigation", 14, False, r"[\w’' ]{2,25}(?: (?:\||»|›|>|::) [\w’' ]{2,25}){2,}$"),
    # asking for the reader's address, money or attention
    (
        "sign-up", 70, True,
        r"(?:please )?(?:subscribe|unsubscribe|sign (?:up|in)|stay (?:up to date|informed|connected"
        r"|in touch)|log[ -]?in|register|create (?:an|your) (?:free )?account|already (?:a|an|have a) "
        r"(?:member|subscriber|account)|become a (?:member|subscriber|patron)|not a (?:member"
        r"|subscriber)|donate|no spam|newsletter)\b",
    ),
    (
        "sign-up", 60, True,
        r"(?:please |or )?(?:get|receive|download|join|support|follow|check|enter|stay|like|send"
        r"|want|help|click|never|don['’]t miss|read|keep up"
        rf"|for (?:the latest|more|full|unlimited|all|breaking|daily)|to (?:read|continue|access"
        rf"|unlock)|visit)\b.{{0,80}}?\b{_GIFT}\b.{{0,60}}$",
    ),
    ("sign-up", 60, True, r".{0,250}?\b(?:sign up|subscribe|register|click|tap|follow us"
        r"|join us) (?:here|now|today|below|for free|on)\b"),
    ("sign-up", 40, True, rf"(?:this {_SUBJECT} is (?:only |exclusively )?(?:for|available to)"
        rf"|to (?:read|continue|unlock)\b.{{0,40}}\b(?:story|full|reading))"),
    # doors to other articles
    (
        "related", 30, True,
        r"(?:read(?: \w+)?|see(?: \w+)?|also(?: \w+)?|related(?: \w+)?|more(?: \w+){0,4}"
        r"|recommended(?: \w+)?|watch(?: \w+)?|listen(?: \w+)?|tags?|topics?"
        r"|filed under|categor(?:y|ies)|keywords|labels|posted in|up next|don['’]t miss|go deeper"
        r"|next|previous|further reading|recent \w+) ?:",
    ),
    (
        "related", 16, False,
        r"(?:read (?:more|also|next|the full|on)|see also|also (?:read|see)|related\b|more (?:from"
        r"|on|in|stories|news|coverage|like|about)\b|recommended\b"
        r"|you (?:may|might)(?: also)? (?:like|enjoy|be interested)|watch (?:now|live|more|next)"
        r"|(?:the )?most (?:read|popular|viewed|shared|recent)\b"
        r"|trending\b|popular\b|latest\b|top (?:stories|news|picks|videos)"
        r"|editors?['’]?s? (?:picks?|choice)|must[- ]reads?|up next|(?:next|previous) (?:article"
        r"|post|story)"
        r"|tags?\b|topics\b|filed under|categories|recent (?:posts|articles|stories|comments)"
        r"|further reading|in this (?:article|story)|explore\b"
        r"|don['’]t miss|in other news|around the web|from the web|sponsored|promoted)",
    ),
    ("related", 12, True, r"(?:.{0,30}you (?:may|might)(?: also)? (?:like|enjoy|be interested in)"
        r"|(?:the )?most (?:read|popular|viewed))[\w ]*\W*$"),
    # what readers wrote
    ("comment", 8, False, r"(?:\(?\d+\)? )?(?:comments?|replies|responses)(?: \(?\d+\)?| on| policy"
        r"| section|:|\W*$)"),
    (
        "comment", 14, True,
        r"(?:leave (?:a|your) (?:comment|reply)|(?:add|post|write|view|show|load|join|hide|see"
        r"|read)(?: \w+){0,3} (?:comments?|discussion|conversation)\b"
        r"|be the first to|have your say|your e-?mail address will not|cancel reply|required fields"
        r"|comments? (?:are|is) closed|no comments\W*$)",
    ),
    # who made it, when
    (
        "credit", 16, True,
        rf"(?:(?:translated|adapted|edited|reported|compiled|photographed|illustrated"
        rf"|additional reporting|reporting|editing|written|writing|posted|published|{_LABEL}|words)"
        r"(?:,? (?:and |& )?\w+){0,2} by\b)(?!.*\b(?:is|was|were|are|has|had)\b)",
    ),
    ("credit", 16, False, r"(?:by|from) (?-i:[A-Z])[\w.’'-]+(?: [\w.’'&|,@/-]+){0,12}$"),
    ("credit", 20, True, r"(?:first |last |originally )?(?:published|updated|posted|modified"
        r"|last reviewed)\b.{0,50}\d"),
    ("credit", 12, False, rf"(?:\w+day,? )?{_DATE}"),
    ("credit", 14, False, rf"(?-i:[A-Z])[\w.’'-]+(?: [\w.’'@,/|•·-]+){{0,6}} {_DATE}"),
    ("credit", 60, True, r"(?:©|\(c\) ?\d|copyright\b)"),
    ("credit", 60, True, r".{0,120}\ball rights reserved"),
    ("credit", 40, True, r"(?:the )?(?:views?|opinions?)(?: and \w+)? expressed (?:in|by|here)"
        r"|originally published"),
    # labels over and under
    ("title", 4, True, r"(?:analysis|opinion|commentary|editorial|exclusive|breaking(?: news)?"
        r"|explainer|interview|live|feature|news|report)\W*$"),
    ("caption", 70, True, rf"(?:file |stock |handout )?(?:{_LABEL}|pictured|caption)(?: (?:by"
        rf"|credit|courtesy|source)(?: of)?| illustration)?\s?[:|/]|image (?:copyright|caption|credit)\b"),
)  # fmt: skip
_PATTERNS = tuple(
    (
        kind,
        most,
        sentence_too,
        beginning.startswith(".{0,"),  # anywhere in the line
        re.compile(r"[\W_]{0,8}?(?:" + beginning + ")", re.IGNORECASE),
    )
    for kind, most, sentence_too, beginning in _BEGINNINGS
)
