"""`python -m asyncaula`."""

from .cli import main

main()
