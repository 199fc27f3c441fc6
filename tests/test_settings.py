"""The settings file, and how a mistake in it is told."""

from pathlib import Path

import pytest

from briefing.errors import BadSettings, UnknownTopic
from briefing.settings import load_settings, topic_named


def settings(folder: Path, text: str, **environ: str):
    path = folder / "briefing.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, environ)


def test_a_topic_is_found_by_its_name_in_any_case(tmp_path):
    loaded = settings(tmp_path, '[topics.Kursk]\nquery = "Kursk offensive"\nsources = ["a/*.txt"]\n')

    topic, sources = topic_named("kursk", (), loaded)

    assert topic.queries == ("Kursk offensive",)
    assert topic.slug == "kursk"
    assert sources == (str(tmp_path / "a/*.txt"),)


def test_any_words_are_a_topic_when_sources_are_given(tmp_path):
    topic, sources = topic_named("dock strike", ("b.txt",), settings(tmp_path, ""))

    assert (topic.title, topic.queries, sources) == ("dock strike", ("dock strike",), ("b.txt",))


def test_an_unknown_topic_names_the_nearest(tmp_path):
    loaded = settings(tmp_path, '[topics.kursk]\nquery = "Kursk"\nsources = ["a.txt"]\n')

    with pytest.raises(UnknownTopic) as caught:
        topic_named("krusk", (), loaded)

    assert "Did you mean 'kursk'?" in caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("store = [\n", "not valid TOML"),
        ('[topics.kursk]\nquery = "x"\nalias = ["y"]\n', "line 3, key 'topics.kursk.alias'"),
        ('[topics.a]\nquery = "x"\n\n[topics.b]\nquery = 3\n', "line 5, key 'topics.b.query'"),
        ("[topics.kursk]\nsources = []\n", "key 'topics.kursk.query'"),
        ('[endpoint]\ntimeout = "long"\n', "line 2, key 'endpoint.timeout'"),
        ('[endpoint]\nstructured = "xml"\n', "line 2, key 'endpoint.structured'"),
        ("[brief]\nwords = 5\n", "line 2, key 'brief.words'"),
        ("[endpoint]\nat_once = 0\n", "line 2, key 'endpoint.at_once'"),
        ('[endpoint]\nparameters = { model = "x" }\n', "key 'endpoint.parameters'"),
        ('[prices."m"]\ninput = -1.0\noutput = 1.0\n', "line 2, key 'prices.m.input'"),
        ("[limits]\nmax_costs = 1.0\n", "line 2, key 'limits.max_costs'"),
        ('stroe = "x.db"\n', "line 1, key 'stroe'"),
        ('[[article]]\nsource = "a.txt"\npublished = "soon"\n', "line 3, key 'article.published'"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path, text, told):
    with pytest.raises(BadSettings) as caught:
        settings(tmp_path, text)

    assert told in caught.value.message
    assert "briefing.toml" in caught.value.message


def test_a_misspelt_key_names_the_nearest(tmp_path):
    with pytest.raises(BadSettings) as caught:
        settings(tmp_path, '[topics.kursk]\nquery = "x"\nalias = ["y"]\n')

    assert caught.value.hint == "Did you mean 'aliases'?"


def test_a_settings_file_that_is_asked_for_must_exist(tmp_path):
    with pytest.raises(BadSettings) as caught:
        load_settings(tmp_path / "none.toml", {})

    assert "there is no such file" in caught.value.message


def test_an_endpoint_is_set_by_key_or_address(tmp_path):
    assert settings(tmp_path, "").endpoint is None
    assert settings(tmp_path, "", OPENAI_API_KEY="k").endpoint.base_url is None
    assert settings(tmp_path, "", OPENAI_BASE_URL="http://127.0.0.1:1/v1").endpoint.key == "none"


def test_a_key_is_not_shown(tmp_path):
    loaded = settings(tmp_path, "", OPENAI_API_KEY="sk-secret")

    assert "sk-secret" not in repr(loaded)


def test_what_an_endpoint_supports_may_stand_in_the_environment(tmp_path):
    loaded = settings(
        tmp_path, '[endpoint]\nstructured = "json_schema"\nheaders = { "X-A" = "$MINE", "X-B" = "b" }\n',
        OPENAI_API_KEY="k", BRIEFING_STRUCTURED="text", BRIEFING_MODEL="other", MINE="sk-mine",
        BRIEFING_HEADERS="X-B: c:d\nX-C: e",
    )  # fmt: skip

    assert (loaded.endpoint.structured, loaded.endpoint.model) == ("text", "other")
    assert loaded.endpoint.headers == {"X-A": "sk-mine", "X-B": "c:d", "X-C": "e"}
    assert "sk-mine" not in repr(loaded)


def test_a_variable_that_a_header_needs_is_missed_only_where_somebody_is_to_be_asked(tmp_path):
    text = '[endpoint]\nheaders = { "X-A" = "$MINE" }\n'

    assert settings(tmp_path, text).endpoint is None
    with pytest.raises(BadSettings) as caught:
        settings(tmp_path, text, OPENAI_API_KEY="k")
    assert "the variable MINE is not set" in caught.value.message


@pytest.mark.parametrize("wrong", [{"BRIEFING_STRUCTURED": "xml"}, {"BRIEFING_HEADERS": "no colon"}])
def test_a_mistake_in_the_environment_is_told_by_the_variables_name(tmp_path, wrong):
    with pytest.raises(BadSettings) as caught:
        settings(tmp_path, "", OPENAI_API_KEY="k", **wrong)

    assert next(iter(wrong)) in caught.value.message
