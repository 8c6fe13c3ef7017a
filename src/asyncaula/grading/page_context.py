"""What a template of a page sees: made some hundred times for each page, so it has to be cheap."""

from __future__ import annotations

from typing import Any

from jinja2.runtime import Context
from jinja2.utils import missing


class SharingContext(Context):
    """Gives every scoped block the one table of blocks, where Jinja copies it, list by list, for each block anew.

    Nothing is added to that table once a template's first block has begun: only `extends` does, before it. So the
    pages are the same.
    """

    def derived(self, locals: dict[str, Any] | None = None) -> SharingContext:
        known = {key: value for key, value in (locals or {}).items() if value is not missing}
        context = type(self)(self.environment, {**self.parent, **self.vars, **known}, self.name, {})
        context.eval_ctx = self.eval_ctx
        context.blocks = self.blocks
        return context
