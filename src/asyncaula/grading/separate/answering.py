"""In the learner's kernel: carry out an observation that the judge asks for.

The learner's code may have rewritten all of this; whatever comes back is data, and judged elsewhere.
"""

from __future__ import annotations

import json

from IPython.core.getipython import get_ipython

from asyncaula.checks.observation import MAX_ANSWER, observe_here


def answer(request: str) -> str:
    """Carry a request (JSON) out on the names of the notebook's namespace and give the result as JSON.

    A result larger than `MAX_ANSWER` is given as an empty text, which no judge takes for a result.
    """
    shell = get_ipython()
    namespace = {} if shell is None else shell.user_ns
    told = json.dumps(observe_here(json.loads(request), namespace))
    return told if len(told) <= MAX_ANSWER else ""
