"""The outcome of a run as one JSON document; `docs/grading.md` has its schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..records import SCHEMA, Record


def document(records: Sequence[Record], *, seed: int | None, skipped: int = 0) -> dict[str, Any]:
    """Give the document: schema, the run's seed, counts, and every submission's record."""
    graded = sum(record.reason is None for record in records)
    return {
        "schema": SCHEMA,
        "seed": seed,
        "graded": graded,
        "not_gradable": len(records) - graded,
        "unchanged": skipped,
        "submissions": [record.to_data() for record in records],
    }
