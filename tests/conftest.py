"""What every test has: no environment of the developer's own, and in CI no skip."""

import os
import signal
from collections.abc import Iterator

import hypothesis
import pytest

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in the background by a shell: what the tests start would not hear a Ctrl-C either.
    signal.signal(signal.SIGINT, signal.default_int_handler)

OURS = (
    "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "BRIEFING_MODEL", "BRIEFING_STRUCTURED",
    "BRIEFING_HEADERS",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _a_clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not os.environ.get("BRIEFING_RECORD"):
        for name in OURS:
            monkeypatch.delenv(name, raising=False)
    return


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """A skip is a failure where everything has been installed: what nobody runs proves nothing."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("BRIEFING_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped where skips are forbidden: {report.longrepr}"
    return report
