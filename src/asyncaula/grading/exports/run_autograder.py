#!/usr/bin/env python3
"""Gradescope's autograder for work that is graded elsewhere: gives who has uploaded the result that is there.

Runs where Gradescope runs it, in /autograder, or in the folder that is its one argument. Exits with 1, and
leaves no result, where there is none: Gradescope then shows no score, which is not a 0.
"""

import json
import pathlib
import shutil
import sys

base = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")
source = base / "source"
students = json.loads((source / "students.json").read_text(encoding="utf-8"))
uploaded = json.loads((base / "submission_metadata.json").read_text(encoding="utf-8"))
addresses = [user["email"].strip().casefold() for user in uploaded["users"]]
found = [students[address] for address in addresses if address in students]
if not found:
    sys.exit("no result for {}".format(", ".join(addresses)))
(base / "results").mkdir(exist_ok=True)
shutil.copyfile(source / found[0], base / "results" / "results.json")
