"""nbgrader's `release_feedback`, for classes whose submissions did not all come through the exchange."""

from __future__ import annotations

import glob
import secrets
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

TIMESTAMP, SECRET = "timestamp.txt", "submission_secret.txt"


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]
    """Stock stops at the first page of an upload, which brought neither a time nor a secret along.

    The secret names the page in the exchange, where whoever submitted by it finds theirs. That of an upload is
    made up: nobody looks for it, and nobody can guess it. An upload's page is handed out of `feedback/`.
    """

    def copy_files(self) -> None:
        for page in glob.glob(str(Path(self.src_path) / "*.html")):
            complete(Path(page).parent)
        super().copy_files()


def complete(folder: Path) -> None:
    """Write what is missing beside a feedback page, and leave alone what is there."""
    for name, text in (
        (TIMESTAMP, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"),
        (SECRET, secrets.token_hex(64)),
    ):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="utf-8")
