"""Diagnoses of lesson 04."""

from __future__ import annotations

from .entry import Entry

ENTRIES: tuple[Entry, ...] = ()
