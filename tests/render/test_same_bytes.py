"""The same brief in every form, byte for byte, whatever the process's hash seed, time zone and language."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from briefing.make import ALL_FORMS, form_of

from .builders import bare, dam

HOME = Path(__file__).parents[2]
RUNS = 20 if int(os.environ.get("BRIEFING_FUZZ", "0")) > 1000 else 3
ZONES = ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Asia/Kolkata", "Pacific/Pago_Pago")
LANGUAGES = ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8")


def digest() -> str:
    """One hash over two briefs in all forms and styles."""
    whole = sha256()
    for made in (dam, bare):
        for style in ("brief", "executive"):
            for form in ALL_FORMS:
                product = form_of(*made(), form, (), style)
                whole.update(product if isinstance(product, bytes) else product.encode())
    return whole.hexdigest()


def test_all_forms_are_the_same_bytes_in_every_process():
    found = {digest()}
    for run in range(RUNS):
        place = {
            "PYTHONHASHSEED": str(run * 7919 + 1), "TZ": ZONES[run % 5], "LANG": LANGUAGES[run % 5],
            "LC_ALL": LANGUAGES[run % 5], "PATH": os.environ["PATH"],
        }  # fmt: skip
        told = subprocess.run(
            [sys.executable, "-c", "from tests.render.test_same_bytes import digest; print(digest())"],
            cwd=HOME, env=place, capture_output=True, text=True, check=True,
        )  # fmt: skip
        found.add(told.stdout.strip())

    assert len(found) == 1
