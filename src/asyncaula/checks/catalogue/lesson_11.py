"""Diagnoses of lesson 11."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
