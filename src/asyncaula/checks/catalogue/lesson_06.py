"""Diagnoses of lesson 06."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
