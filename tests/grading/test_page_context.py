"""What a template of a page sees."""

from jinja2 import DictLoader, Environment, pass_context
from jinja2.runtime import Context

from asyncaula.grading.page_context import SharingContext

TEMPLATES = {
    "base": """{% set own = 'base' %}{% for cell in cells %}{% block cell scoped %}[{{ cell }} {{ own }}
{% block inner scoped %}{{ loop.index }}{% endblock %}]{% endblock %}{% endfor %}{{ cell is defined }}""",
    "middle": """{% extends 'base' %}{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}
{% block inner %}{% set own = 'block' %}{{ super() }}{{ twice(cell) }}{{ own }}{% endblock %}""",
    "page": """{% extends 'middle' %}{% block cell %}{{ super() }}{{ self.inner() }}{{ all() }}
{% include 'part' %}{% endblock %}""",
    "part": "{% for x in cells %}{% block cell scoped %}{{ x }}{{ cell }}{% endblock %}{% endfor %}",
}


def rendered(context_class):
    environment = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    environment.context_class = context_class
    environment.globals["all"] = pass_context(lambda c: sorted(c.get_all()))
    return [environment.get_template(name).render(cells=["a", "<b>"]) for name in ("base", "middle", "page")]


def test_pages_are_those_of_jinjas_own_context():
    assert rendered(SharingContext) == rendered(Context)
    assert "&lt;b&gt;" in rendered(SharingContext)[-1]
