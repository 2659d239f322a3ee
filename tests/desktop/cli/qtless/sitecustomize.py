# ruff: noqa: INP001 - python finds this file by its folder alone
"""Makes any import of Qt fail in the processes of the command line."""

import sys

sys.modules["PySide6"] = None
