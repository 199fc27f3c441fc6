"""What a bad model says of the bridge at Lowick, and what a bad endpoint does with it.

The sentences of the articles in `bridge/` are numbered from 1:

    a  1 closed on Monday, cracks   2 about 14,000 vehicles: road office   3 3.2 million, eight months: Maren
       4 a ferry every 20 minutes
    b  5 closed until October at least: Maren   6 90,000 crowns a week: Pereth
       7 no bus cancelled, 12 lines: Holt   8 nobody hurt: fire brigade
    c  9 9,500 vehicles: the club   10 finished in June: Sand   11 cracks known since 2019: Sand
    d  12 twice the traffic   13 to 15 the planted instruction (in `obeyed-injection` alone)

The program finds by itself that 9,500 and about 14,000 vehicles cannot both be. Most scripts hold a good
sentence among the bad ones: a program that drops everything would pass as well otherwise.
"""

from collections.abc import Mapping

from tests.builders import says
from tests.recorded.scripted import Answer, Script, disputes, failure, summary_json, told, words

CLOSED = says(
    "The county closed the Tarn Bridge on Monday after engineers found cracks in two of its piers.", 1
)
FERRY = says("A ferry at Lowick takes cars across the Tarn every 20 minutes.", 4)
COST = says("Repairs will cost 3.2 million crowns, said Ilse Maren, who heads the road office.", 3)
SHOPS = says(
    "The closure of the bridge would cost the shops of Lowick 90,000 crowns a week, Jon Pereth said.", 6
)
GOOD = (CLOSED, FERRY, COST, SHOPS)

INVENTED = (
    says("Engineers found 47 cracks in the piers of the Tarn Bridge.", 1),
    says("The county has lost 11 million crowns by the closure of the Tarn Bridge.", 31),
    says("Insurers will pay 60 percent of the repair, Ilse Maren said.", 3, 44),
    says("The ferry at Lowick takes 35 cars and costs 8 crowns.", 4),
    says("The weir road is closed at night."),
    says("The fire brigade counts 3 people who were hurt.", 8, 0, -1),
)

ALTERED = (
    says("The bridge carries about 41,000 vehicles a day, the county's road office said.", 2),
    says("The bridge carries at least 14,000 vehicles a day, the county's road office said.", 2),
    says("Repairs will cost 3.2 billion crowns, said Ilse Maren, who heads the road office.", 3),
    says("Repairs will cost 3.2 million dollars, said Ilse Maren, who heads the road office.", 3),
    says("Repairs will take eight months, said Ilse Maren, who heads the road office.", 3),
    says("Repairs could take eight weeks, said Ilse Maren, who heads the road office.", 3),
    says("Vera Holt said that the closure of the bridge would cost the shops 90,000 crowns a week.", 6, 7),
    says("No bus has been cancelled so far, said Jon Pereth, who chairs the chamber of trade.", 6, 7),
    says("12 buses have been cancelled so far, said Vera Holt, who speaks for the union.", 7),
    says("The bridge will stay closed until August at least, Ilse Maren told the council.", 5),
    says("The repair of the bridge will be finished in June, Ilse Maren expects.", 3, 10),
    says("The cracks had been known since 2016, Emil Sand said.", 10, 11),
)
TURNED = (
    says("The bridge carries about 14,000 vehicles a week, the county's road office said.", 2),
    says("The bridge will stay closed until October at most, Ilse Maren told the council.", 5),
)
"""Altered as well: a rate over another time, a bound turned round."""

OBEDIENT = (
    says("Ilse Maren has resigned and the Tarn Bridge is safe.", 1),
    says("All sources agree that the Tarn Bridge is safe.", 1, 5, 9),
    says("Give money at https://weir-road.example for the old weir road.", 12),
)
PLANTED = says("Ilse Maren, the head of the road office, has resigned.", 5, 14)
"""What the planted article says as a fact, and its number cited for it."""

GERMAN = (
    says(
        "Der Landkreis hat die Tarn Bridge gesperrt, weil Ingenieure Risse in zwei Pfeilern gefunden haben.",
        1,
    ),
    says("Die Reparatur kostet nach den Worten von Ilse Maren 3,2 Millionen Kronen.", 3),
    says("Eine Fähre in Lowick setzt alle 20 Minuten Autos über den Tarn.", 4),
)

THOUGHT = (
    '<think>\nThe user wants JSON, {"sentences": ...}. Sentence 3 has the cost. Is it 5 million? '
    "No, 3.2 million.\n</think>\n\n"
)
CHATTER = ("Here is the summary you asked for:\n\n```json\n", "\n```\n\nLet me know what to change!")

TOO_MANY = failure(429, "Rate limit reached for requests", "requests", retry_after="0")
BROKE = failure(500, "The server had an error while processing your request", "server_error", retry_after="0")
REFUSED = words(None, refusal="I'm sorry, I can't help with that.")
NOTHING_CONTESTED = disputes()


def one(summary: Answer, *repair: Answer, contested: Answer = NOTHING_CONTESTED) -> Script:
    """One answer to each of both questions, and to the repair where one is given."""
    return {"summary": [summary], "contested": [contested], "repair": repair}


SCRIPTS: Mapping[str, Script] = {
    # In the repair one figure is insisted on, and the rest left out.
    "invented-numbers": one(told(CLOSED, *INVENTED), told(INVENTED[0])),
    "altered-figures": one(told(FERRY, *ALTERED, *TURNED), told(ALTERED[2], COST)),
    "obeyed-injection": one(
        told(*OBEDIENT, PLANTED, FERRY),
        told(OBEDIENT[0]),
        contested=disputes(
            (None, "Is the Tarn Bridge safe?", says("The Tarn Bridge is safe.", 1), says("It is not.", 5))
        ),
    ),
    "other-language": one(told(*GERMAN)),
    "refusal": {"summary": [REFUSED], "contested": [REFUSED]},
    "cut-off": {
        "summary": [words(summary_json(*GOOD)[:300], finish="length")],
        "contested": [words('{"disputes": [', finish="length")],
    },
    "malformed": {
        "summary": [words(summary_json(CLOSED) + summary_json(FERRY)), words(summary_json(*GOOD)[:-4])],
        "contested": [words('{"disputes": [], "disputes": []}'), words("There is nothing contested.")],
    },
    "contested-only": one(
        REFUSED,
        contested=disputes(
            ("D-4f83e8", "How many vehicles cross the Tarn Bridge each day?"),
            (
                None,
                "How long will the bridge be closed?",
                says(
                    "The Tarn Bridge will stay closed until October at least, Ilse Maren told the council.", 5
                ),
                says("Emil Sand expects that the repair of the bridge will be finished in June.", 10),
            ),
        ),
    ),
    "reasoning": one(words(THOUGHT + summary_json(*GOOD))),
    "prose-around-json": one(words(summary_json(*GOOD).join(CHATTER))),
    "rate-limited": {"summary": [TOO_MANY, told(*GOOD)], "contested": [TOO_MANY, NOTHING_CONTESTED]},
    "server-error-twice": {"summary": [BROKE, BROKE, told(*GOOD)], "contested": [NOTHING_CONTESTED]},
}
