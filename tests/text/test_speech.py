"""Who said what."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.text.sentences import sentences
from briefing.text.span import Span
from briefing.text.speech import Attribution, attributions, speaker_at


def told(text: str) -> tuple[Attribution, ...]:
    return attributions(text, sentences(text))


def said(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of every attribution, pieces joined by " ... "."""
    return [
        (
            " ... ".join(piece.of(text) for piece in one.source),
            one.cue.of(text),
            " ... ".join(piece.of(text) for piece in one.content),
        )
        for one in told(text)
    ]


def speakers(text: str) -> list[str | None]:
    return [one.speaker for one in told(text)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("“It is over,” she said.", "she", "said", "“It is over,”"),
        ("“It is over,” said Ann Lee.", "Ann Lee", "said", "“It is over,”"),
        (
            "“It is over,” said Ann Lee, a colonel in the reserve.",
            "Ann Lee, a colonel in the reserve",
            "said",
            "“It is over,”",
        ),
        ("“It is over. We won,” said Ann Lee.", "Ann Lee", "said", "“It is over. We won,”"),
        ("“The dam,” he said, “is weak.”", "he", "said", "“The dam,” ... “is weak.”"),
        ("“The dam is weak,” he said. “It will go.”", "he", "said", "“The dam is weak,” ... “It will go.”"),
        ("“Is the dam weak?” asked Ann Lee.", "Ann Lee", "asked", "“Is the dam weak?”"),
        ("“The dam is weak,” Lee told the BBC.", "Lee", "told", "“The dam is weak,”"),
        ("Lee said: “The dam is weak.”", "Lee", "said", "“The dam is weak.”"),
        ("In an interview, Lee said, “The dam is weak.”", "Lee", "said", "“The dam is weak.”"),
        ("Lee wrote on Telegram: “The dam is weak.”", "Lee", "wrote", "“The dam is weak.”"),
        ("«The dam is weak,» said the mayor.", "the mayor", "said", "«The dam is weak,»"),
    ],
)
def test_quoted_speech_goes_to_the_subject_of_its_verb(
    text: str, source: str, cue: str, content: str
) -> None:
    assert said(text) == [(source, cue, content)]
    assert told(text)[0].quoted


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Lee said the dam was weak.", "Lee", "said", "the dam was weak"),
        ("Lee said that the dam was weak.", "Lee", "said", "that the dam was weak"),
        ("Lee said on Monday that the dam was weak.", "Lee", "said", "that the dam was weak"),
        ("On Monday Lee said the dam was weak.", "Lee", "said", "the dam was weak"),
        ("But Lee said the dam, built in 1950, was weak.", "Lee", "said", "the dam, built in 1950, was weak"),
        ("The dam was weak, Lee said.", "Lee", "said", "The dam was weak"),
        ("The dam was weak, Lee said on Tuesday.", "Lee", "said", "The dam was weak"),
        ("The dam, Lee said, was weak.", "Lee", "said", "The dam ... was weak"),
        ("Lee told reporters that the dam was weak.", "Lee", "told", "that the dam was weak"),
        (
            "A senior defense official told reporters the dam was weak.",
            "A senior defense official",
            "told",
            "the dam was weak",
        ),
        ("Lee wrote on Telegram that the dam was weak.", "Lee", "wrote", "that the dam was weak"),
        ("Lee warned that the dam was weak.", "Lee", "warned", "that the dam was weak"),
        ("Lee warned of floods.", "Lee", "warned", "floods"),
        ("Lee accused the ministry of lying.", "Lee", "accused", "the ministry of lying"),
        ("The ministry denied the report.", "The ministry", "denied", "the report"),
        ("The army confirmed that the ship had sunk.", "The army", "confirmed", "that the ship had sunk"),
        ("The Kremlin announced a ceasefire.", "The Kremlin", "announced", "a ceasefire"),
        ("Lee has claimed that the dam is weak.", "Lee", "has claimed", "that the dam is weak"),
        ("The minister asked why the dam was weak.", "The minister", "asked", "why the dam was weak"),
        ("Lee declined to comment.", "Lee", "declined", "to comment"),
        ("Lee promised to leave.", "Lee", "promised", "to leave"),
        ("The report said 40 people died.", "The report", "said", "40 people died"),
        (
            "Lee's claim that the dam was weak, made in May, was false.",
            "Lee's",
            "claim",
            "that the dam was weak",
        ),
        (
            "Two officials, speaking on condition of anonymity, said the dam was weak.",
            "Two officials",
            "said",
            "the dam was weak",
        ),
        (
            "The Institute for the Study of War said the town was lost.",
            "The Institute for the Study of War",
            "said",
            "the town was lost",
        ),
        ("According to the mayor, prices rose.", "the mayor", "According to", "prices rose"),
        ("Prices rose, according to the mayor.", "the mayor", "according to", "Prices rose"),
        ("Prices, according to the mayor, rose.", "the mayor", "according to", "Prices ... rose"),
    ],
)
def test_reported_speech_goes_to_the_subject_of_its_verb(
    text: str, source: str, cue: str, content: str
) -> None:
    assert said(text) == [(source, cue, content)]
    assert not told(text)[0].quoted


@pytest.mark.parametrize("text", ["Lee believes the dam is weak.", "Lee hopes that the dam is strong."])
def test_a_belief_can_be_told_from_speech(text: str) -> None:
    assert [one.belief for one in told(text)] == [True]
    assert [one.belief for one in told(text.replace("believes", "says").replace("hopes", "says"))] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "The dam was built in 1950.",
        "The proposed dam was weak.",
        "A plan proposed by the mayor failed.",
        "He is a man of few words.",
        "The Washington Post is a newspaper.",
        "The talks failed.",
    ],
)
def test_a_sentence_without_a_speaker_gives_none(text: str) -> None:
    assert said(text) == []


def test_a_headline_is_no_speech():
    assert said("Mayor says dam weak\n\nPrices rose.") == []


def test_two_clauses_keep_their_own_speakers():
    assert said("Officials said the dam was weak, but Lee said it was strong.") == [
        ("Officials", "said", "the dam was weak"),
        ("Lee", "said", "it was strong"),
    ]


def test_adding_that_takes_over_the_speaker_and_ends_the_statement_before_it():
    assert said("Lee said the dam was weak, adding that it would go.") == [
        ("Lee", "said", "the dam was weak"),
        ("Lee", "adding", "that it would go"),
    ]


def test_a_quotation_that_follows_in_the_same_paragraph_is_the_same_speakers():
    text = "Lee said the dam was weak. “It will go.” “And soon.”"
    assert said(text) == [("Lee", "said", "the dam was weak ... “It will go.” ... “And soon.”")]


def test_a_quotation_in_the_next_paragraph_is_nobodys():
    text = "“It will go,” Lee said.\n\n“It will not go.”"
    assert said(text) == [("Lee", "said", "“It will go,”")]


def test_a_quotation_over_two_paragraphs_has_one_speaker():
    text = "Lee said: “The dam is weak.\n\n“The bridge is gone.”"
    assert said(text) == [("Lee", "said", "“The dam is weak. ... “The bridge is gone.”")]


def test_a_quotation_over_two_paragraphs_finds_its_speaker_at_the_end():
    text = "“The dam is weak.\n\n“The bridge is gone,” Lee said."
    assert said(text) == [("Lee", "said", "“The dam is weak. ... “The bridge is gone,”")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senator Ann Lee, a nurse, said the dam was weak.", ["Ann Lee"]),
        ("The minister, Boris Petrov, spoke. Petrov said the dam was weak.", ["Boris Petrov"]),
        ("“No,” said the minister, Boris Petrov.", [None]),
        ("Secretary of State Ann Lee said the dam was weak.", ["Ann Lee"]),
        ("The Kremlin denied that the dam was weak.", ["Kremlin"]),
        ("Russian bloggers said the dam was weak.", ["Russian bloggers"]),
        ("A senior official said the dam was weak.", ["A senior official"]),
        ("The official said the dam was weak.", [None]),
        ("Many Ukrainians said the dam was weak.", ["Many Ukrainians"]),
        ("A fellow at the Smith Institution said the dam was weak.", ["A fellow at the Smith Institution"]),
        ("The Institute for the Study of War on Monday said no.", ["Institute for the Study of War"]),
        ("Democrat Ann Lee said the dam was weak.", ["Ann Lee"]),
        ("KYIV - Ann Lee said the dam was weak.", ["Ann Lee"]),
        ("Shares of Ford Motor fell. Ford said the dam was weak.", ["Ford"]),
        ("He said the dam was weak.", [None]),
        ("Ann Lee met Boris Petrov, who said the dam was weak.", ["Boris Petrov"]),
    ],
)
def test_a_speaker_is_named_as_far_as_the_words_name_one(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected


def test_a_surname_stands_for_the_full_name_told_before():
    assert speakers("Ann Lee came on Monday.\n\nLee said it was late.") == ["Ann Lee"]


def test_two_people_of_one_surname_are_not_told_apart():
    assert speakers("Bill Carter met Hilda Carter. Carter said it was late.") == [None]


def test_a_pronoun_stands_for_the_only_speaker_before_it():
    assert speakers("Ann Lee warned of floods. She said the dam was weak.") == ["Ann Lee", "Ann Lee"]


def test_a_pronoun_after_somebody_else_was_named_is_nobody():
    text = "Ann Lee warned of floods. The warning surprised Carla Diaz. She said the dam was weak."
    assert speakers(text) == ["Ann Lee", None]


def test_a_pronoun_after_two_speakers_is_nobody():
    text = "Ann Lee warned of floods. Carla Diaz said they were over. She said the dam was weak."
    assert speakers(text) == ["Ann Lee", "Carla Diaz", None]


def test_he_and_she_are_not_the_same_person():
    text = "Ann Lee warned of floods. She said the dam was weak. He said it was not."
    assert speakers(text) == ["Ann Lee", "Ann Lee", None]


def test_a_pronoun_two_paragraphs_on_is_nobody():
    text = "Ann Lee warned of floods.\n\nThe rain fell.\n\nShe said the dam was weak."
    assert speakers(text) == ["Ann Lee", None]


@pytest.mark.parametrize(
    "text",
    [
        "According to ISW, Russian bloggers said the town was lost.",
        "Russian bloggers said the town was lost, according to ISW.",
    ],
)
def test_a_chain_keeps_who_relays_it(text: str) -> None:
    inner = speaker_at(Span(text.index("the town"), text.index(" was")), told(text))

    assert inner is not None
    assert (inner.speaker, inner.via) == ("Russian bloggers", "ISW")


def test_speaker_at_prefers_the_content_that_covers_most():
    text = "Lee said the dam was weak, but Diaz said the bridge was strong."
    found = told(text)
    bridge = Span(text.index("the bridge"), len(text))

    assert speaker_at(bridge, found) == found[1]
    assert speaker_at(Span(0, 3), found) is None


def test_nested_and_unclosed_quotations_invent_no_speaker():
    text = (
        "The guard said: “The driver told me ‘I saw “six” cars’ but I was not sure.” "
        "«Not six,» said the clerk, „four“. An unclosed “quotation ends here."
    )
    assert said(text) == [
        ("The guard", "said", "“The driver told me ‘I saw “six” cars’ but I was not sure.”"),
        ("the clerk", "said", "«Not six,» ... „four“"),
    ]
    assert speakers(text) == [None, None]


_PIECES = """
said says told according to the mayor Lee Ann Mr. who that , . “ ” " ( ) — : ; and but he she claim by
adding 's in Kyiv was of on Monday ‘ ’ called asked reporters a
"""
_NEWS = st.lists(st.sampled_from([*_PIECES.split(), "\n\n"]), max_size=40).map(" ".join)


@given(st.one_of(st.text(), _NEWS))
@example("-sAID A,)")  # a bracket left nothing between it and the comma
def test_any_text_gives_spans_within_it(text: str) -> None:
    for one in told(text):
        assert one.content
        for span in (*one.content, *one.source, one.cue):
            assert 0 <= span.start < span.end <= len(text)
