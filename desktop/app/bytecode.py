"""Keeps the bytecode of PySide6's Python part, which is compiled anew at each start otherwise.

PySide6 carries a dozen modules as text inside its library and hands them to `compile` whenever it
is imported, which takes a fifth of the time of a bare window. Python keeps the bytecode of every
other module in `__pycache__`, and here the same is done for these: what is kept counts for the
very same text under the very same Python. Where nothing can be kept, all goes on as without it.
"""

from __future__ import annotations

import builtins
import contextlib
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

_PART = "shibokensupport/"
# Writes stubs for editors. Nothing asks for it at run time, and its patterns take long to compile.
_NOT_NEEDED = "shibokensupport/signature/lib/pyi_generator.py"
# Explains wrong calls and takes 3 ms to compile a pattern for that: it may do so when one is made.
_AT_ONCE = b"arglistParser = ArglistParser()\n"
_LATER = b"arglistParser = SimpleNamespace(parse=lambda text: ArglistParser().parse(text))\n"


def place() -> Path:
    """The file in which it is kept: among the bytecode of our own modules."""
    beside = Path(cache_from_source(__file__)).parent
    return beside / f"pyside6.{sys.implementation.cache_tag}.bin"


def prepare() -> None:
    """Keep the bytecode now, in a process that has not imported PySide6, for the starts to come."""
    place().parent.mkdir(parents=True, exist_ok=True)
    with kept(place(), write=True):
        from PySide6 import QtCore  # noqa: F401


@contextlib.contextmanager
def kept(file: Path, *, write: bool | None = None) -> Iterator[None]:
    """Import PySide6 in here; what it compiles is written down unless Python shall write nothing.

    Before any other thread is at work that compiles, for `compile` is another one meanwhile.
    """
    known, used = _read(file), dict[bytes, CodeType]()
    plain = builtins.compile
    builtins.compile = _remembering(plain, known, used)
    try:
        yield
    finally:
        builtins.compile = plain
    if used.keys() != known.keys() and (not sys.dont_write_bytecode if write is None else write):
        _write(file, used)


def _remembering(
    plain: Callable[..., Any], known: dict[bytes, CodeType], used: dict[bytes, CodeType]
) -> Callable[..., Any]:
    def remembered(source: Any, filename: Any, mode: str, *rest: Any, **more: Any) -> Any:
        named = isinstance(filename, str) and filename.startswith(_PART)
        if not (named and isinstance(source, bytes)) or rest or more:
            return plain(source, filename, mode, *rest, **more)
        text = b"" if filename == _NOT_NEEDED else source.replace(_AT_ONCE, _LATER)
        key = source_hash(text) + filename.encode()
        used[key] = known.get(key) or plain(text, filename, mode, dont_inherit=True)
        return used[key]

    return remembered


def _read(file: Path) -> dict[bytes, CodeType]:
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        data = file.read_bytes()
        if data.startswith(MAGIC_NUMBER):
            # As trustworthy as the bytecode beside it, which Python loads in the same way.
            found = marshal.loads(data[len(MAGIC_NUMBER) :])  # noqa: S302
            return dict(found)
    return {}


def _write(file: Path, known: dict[bytes, CodeType]) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        beside.write_bytes(MAGIC_NUMBER + marshal.dumps(known))
        beside.replace(file)


if __name__ == "__main__":
    with contextlib.suppress(ImportError):  # the window says what is missing, and what to do
        prepare()
