"""Diagnoses of lesson 05."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
