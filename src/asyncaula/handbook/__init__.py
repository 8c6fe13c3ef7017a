"""The documentation as pages to read in a browser: built by Sphinx from `docs/`, and the pages of diagnoses from the
table."""
