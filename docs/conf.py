"""Settings of Sphinx; `python3 course.py docs` builds the pages."""

from importlib.metadata import version as version_of

project = "asyncaula"
author = "asyncaula"
project_copyright = "asyncaula; text CC BY 4.0, code MIT"
version = release = version_of("asyncaula")

extensions = ["myst_parser", "sphinx.ext.autodoc", "asyncaula.handbook.sphinx_extension"]
exclude_patterns = ["_build"]

myst_heading_anchors = 3
myst_enable_extensions = ["deflist"]
smartquotes = False  # `--only` stays what is typed

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
default_role = "literal"  # a docstring's `name` is code

html_theme = "furo"
html_title = "asyncaula"
html_copy_source = False
html_show_sourcelink = False
html_domain_indices = False
