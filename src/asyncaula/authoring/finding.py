"""What falls short in a lesson, with the file and the line where an author mends it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that falls short: file, line (0: the file as a whole), and what is asked of it."""

    path: Path
    line: int
    text: str

    def told(self, root: Path) -> str:
        """Give it as a compiler would: ``file:line: what``."""
        path = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return f"{path}:{self.line}: {self.text}" if self.line else f"{path}: {self.text}"
