"""What a child interpreter does in place of a `program`: run it as the main file, under a start method."""

from __future__ import annotations

import runpy
import sys

from .start_method import default_to


def main() -> None:
    """Run the file that the first argument names under the method that the second names."""
    path, method = sys.argv[1:3]
    default_to(method)
    sys.argv[:] = [path]
    runpy.run_path(path, run_name="__main__")


if __name__ == "__main__":
    main()
