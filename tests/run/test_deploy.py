"""docs/deploy.md says what is so: its settings load, its commands exist, its tables name every key."""

import re
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from briefing.cli.app import app
from briefing.settings import File
from briefing.subscription import MailTable, NoticesTable, SubscriptionTable

HOME = Path(__file__).parents[2]
DEPLOY = (HOME / "docs" / "deploy.md").read_text(encoding="utf-8")
README = (HOME / "README.md").read_text(encoding="utf-8")


def test_its_settings_are_settings():
    blocks = re.findall(r"```toml\n(.*?)```", DEPLOY, re.DOTALL)
    mail = next(each for each in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if "[mail]" in each)

    assert blocks
    for block in (*blocks, mail):
        File.model_validate(tomllib.loads(block))


def test_its_commands_and_options_are_there():
    commands = re.findall(
        r"(?:~/|`| )briefing ((?:run|schedule|subscriptions|outbox|send|status)[^\n`#&|]*)", DEPLOY
    )
    assert len(commands) > 15
    for command in commands:
        words = command.split()
        verb = words[:2] if words[0] in ("schedule", "subscriptions", "outbox") else words[:1]
        told = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*verb, "--help"])
        assert told.exit_code == 0, command
        assert all(option in told.stdout for option in words if option.startswith("--")), command


def test_its_tables_name_every_key():
    for table in (SubscriptionTable, MailTable, NoticesTable):
        for name, field in table.model_fields.items():
            assert f"`{field.alias or name}`" in DEPLOY, name
