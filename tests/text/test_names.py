"""Names are found without their titles, and grouped only where they name one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.names import COUNTRIES, country, group_names, name_keys, names, same_name


def found(text):
    return [name.text for name in names(text)]


def kinds(text):
    return {name.text: name.kind for name in names(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said Antonio Silva met Ursula von der Leyen.", ["Antonio Silva", "Ursula von der Leyen"]),
        ("We asked the Institute for the Study of Rivers.", ["Institute for the Study of Rivers"]),
        ("Kenya’s plan and Anna O’Neil’s reply", ["Kenya", "Anna O’Neil"]),
        ("a London-based group and French-led talks", ["London", "French"]),
        ("The NATO talks in the U.S. began.", ["NATO", "U.S."]),
        ("On Monday, Jan. 20, and in May they may meet.", []),
        ("We asked Theresa May.", ["Theresa May"]),
        ("He left. Antonio G. Silva stayed.", ["Antonio G. Silva"]),
        ("It was World War I, then World War II.", ["World War I", "World War II"]),
        ("The French and North Korean envoys met Irish Prime Minister Sean Walsh.", [
            *("French", "North Korean", "Irish", "Sean Walsh")
        ]),
    ],
)  # fmt: skip
def test_a_name_is_a_run_of_capitals_with_its_particles(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops left. Residents stayed.", []),
        ("Recently Silva left. Yesterday Silva came.", ["Silva", "Silva"]),
        ("Ordinary Peruvians stayed.", ["Peruvians"]),
        ("Silva left. They saw Silva again.", ["Silva", "Silva"]),
        ("Peru left early.", ["Peru"]),
        ("“Lawyers will go,” said Ana Silva", ["Ana Silva"]),
        ("Mayor Doubles Down On Harbour Tunnel Plan\nIt was Silva who did.", ["Silva"]),
    ],
)
def test_a_capital_that_the_sentence_asks_for_makes_no_name(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("He met Gen. Maria Silva there.", "Gen.", "Maria Silva"),
        ("He met President-elect Silva there.", "President-elect", "Silva"),
        ("Then outgoing Secretary of State Ann Silva spoke.", "Secretary of State", "Ann Silva"),
        ("Then president Ann Silva spoke.", "president", "Ann Silva"),
        ("Then Deputy Foreign Minister Ann Silva spoke.", "Deputy Foreign Minister", "Ann Silva"),
    ],
)
def test_titles_are_kept_beside_the_name(text, title, name):
    assert [(n.title, n.text, n.kind) for n in names(text)] == [(title, name, "person")]


def test_a_title_alone_is_no_name():
    assert found("The President met the Prime Minister.") == []


def test_kinds_come_from_the_words_around():
    assert kinds(
        "LISBON — Ana Silva of the Harbour Authority left. Silva was in Porto, by Porto’s river."
    ) == {
        "LISBON": "place",
        "Ana Silva": "person",
        "Harbour Authority": "organisation",
        "Silva": "person",
        "Porto": "place",
    }
    assert kinds("He saw Peru and the Peruvians.") == {"Peru": "place", "Peruvians": "other"}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Russian", "Russia"),
        ("Ukrainians", "Ukraine"),
        ("US", "United States"),
        ("U.S.", "United States"),
        ("Americans", "United States"),
        ("Britain’s", "United Kingdom"),
        ("South Koreans", "South Korea"),
        ("Nigeriens", "Niger"),
        ("Swiss", "Switzerland"),
        ("Korean", None),
        ("polish", None),
        ("us", None),
        ("", None),
    ],
)
def test_peoples_belong_to_countries(word, state):
    assert country(word) == state


def test_no_word_belongs_to_two_countries():
    for line in COUNTRIES:
        forms = [form.strip() for form in line.replace("=", ",").split(",")]
        assert [country(form) for form in forms] == [forms[0]] * len(forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Zelenskiy", "Volodymyr Zelensky"),
        ("Syrskyi", "Syrsky"),
        ("Bolshoye", "Bolshoe"),
        ("Kyiv", "Kiev"),
        ("Odesa", "Odessa"),
        ("Yury Petrov", "Yuri Petrov"),
        ("Khan Tsai", "Han Cai"),
        ("A. Silva", "Antonio Silva"),
        ("Antonio G. Silva", "Antonio Silva"),
        ("al-Hariri", "Hariri"),
        ("José Núñez", "Jose Nunez"),
        ("Russians", "Russia"),
        ("NATO", "NATO"),
    ],
)
def test_one_name_in_two_spellings(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George Bush", "Barbara Bush"),
        ("Martin Silva Jr.", "Martin Silva Sr."),
        ("Niger", "Nigeria"),
        ("North Korea", "South Korea"),
        ("Michael Jordan", "Jordan"),
        ("Battle of Verdun", "Verdun"),
        ("Petrov", "Petrova"),
        ("Silva", "Silver"),
        ("Коваль", "Koval"),
    ],
)
def test_two_names_that_look_alike(one, other):
    assert not same_name(one, other)


def test_keys_let_mentions_be_looked_up():
    assert set(name_keys("Volodymyr Zelenskyy")) & set(name_keys("Zelensky"))
    assert not set(name_keys("Antonio Silva")) & set(name_keys("Antonio Costa"))


def forms(*texts):
    return {group.canonical: group.forms for group in group_names(texts)}


def test_titles_and_transliterations_fall_into_one_group():
    texts = (
        "We saw Zelensky.",
        "We saw President Volodymyr Zelenskyy.",
        "It was Volodymyr Zelensky and Zelensky.",
    )

    assert list(forms(*texts).values()) == [("Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelensky")]


def test_a_surname_of_two_people_is_nobodys():
    texts = ("We met George Bush and Barbara Bush. Then Bush left, said Bush.",)

    assert forms(*texts) == {
        "George Bush": ("George Bush",),
        "Barbara Bush": ("Barbara Bush",),
        "Bush": ("Bush",),
    }


def test_initials_join_their_expansion():
    explained = "He asked the Institute for the Study of Rivers (ISR). The ISR agreed."
    spelt = "He asked the European Harbour Workers Union. Then EHWU agreed."

    mixed = "He asked the Bank of Examples (BoE). The BoE agreed."

    assert forms(mixed) == {"Bank of Examples": ("Bank of Examples", "BoE")}
    assert forms(explained) == {
        "Institute for the Study of Rivers": ("Institute for the Study of Rivers", "ISR")
    }
    assert forms(spelt) == {"European Harbour Workers Union": ("European Harbour Workers Union", "EHWU")}


def test_a_country_and_its_people_are_one_group():
    assert forms("They saw Peruvians in Peru.") == {"Peru": ("Peruvians", "Peru")}


SHREDS = "Gen.|Ann|Silva|of|the|US|Peru|’s|.|,|—|“|(|)|IT|\n|Peruvian|de|SILVA|May"
PIECES = st.lists(st.sampled_from(tuple(SHREDS.split("|"))))
ANY = st.one_of(st.text(), PIECES.map(" ".join))


@given(ANY)
def test_any_text_is_read(text):
    end = 0
    for name in names(text):
        assert name.span.of(text) == name.text
        assert name.span.start >= end
        assert name_keys(name.text)
        assert same_name(name.text, name.text)
        end = name.span.end


@given(st.lists(ANY, max_size=4))
def test_every_form_is_in_one_group_and_always_the_same(texts):
    groups = group_names(texts)
    grouped = [form for group in groups for form in group.forms]

    assert sorted(grouped) == sorted({name.text for text in texts for name in names(text)})
    assert groups == group_names(texts)


@given(st.text(), st.text())
def test_any_string_may_be_compared(one, other):
    assert same_name(one, other) == same_name(other, one)
    assert isinstance(country(one), str | None)
