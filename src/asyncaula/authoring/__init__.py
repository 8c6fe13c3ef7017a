"""Lessons to notebooks and back, and the questions that every exercise must answer yes to."""
