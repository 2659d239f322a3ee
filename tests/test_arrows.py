"""The arrows between folders: who may import whom, checked on the code as it stands."""

from __future__ import annotations

import ast
import json
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Folder (or top module) -> the folders of ours that it may import, beside itself.
ALLOWED = {
    "sync": set(),
    "desktop.core": set(),
    "desktop.domain": {"desktop.core"},
    "desktop.store": {"desktop.core", "desktop.domain", "sync"},
    "desktop.account": {"desktop.core", "desktop.store", "sync"},
    "desktop.media": {"desktop.core", "desktop.store"},
    "desktop.services": {
        "desktop.core", "desktop.domain", "desktop.store", "desktop.account", "desktop.media",
        "sync",
    },
    "desktop.headless": {
        "desktop.core", "desktop.domain", "desktop.store", "desktop.account",
        "desktop.services", "sync",
    },
    "desktop.demo": {
        "desktop.core", "desktop.domain", "desktop.store", "desktop.services",
        "desktop.account", "desktop.headless",
    },
    "desktop.commands": {
        "desktop.core", "desktop.domain", "desktop.headless", "desktop.services", "sync",
    },
    "desktop.cli": {
        "desktop.core", "desktop.commands", "desktop.demo", "desktop.headless", "sync",
    },
    "desktop.language": {"desktop.core"},
    "desktop.theme": {"desktop.core"},
    "desktop.widgets": {"desktop.core", "desktop.domain", "desktop.language", "desktop.theme"},
    "desktop.qt": {
        "desktop.core", "desktop.domain", "desktop.language", "desktop.services", "sync",
    },
    "desktop.views": {
        "desktop.core", "desktop.domain", "desktop.language", "desktop.services", "desktop.qt",
        "desktop.theme", "desktop.widgets", "sync",
    },
    "desktop.app": {
        "desktop.core", "desktop.demo", "desktop.domain", "desktop.headless", "desktop.language",
        "desktop.services", "desktop.qt", "desktop.theme", "desktop.views", "desktop.widgets",
    },
    "desktop.__main__": {"desktop.core", "desktop.app", "desktop.cli", "desktop.demo"},
}  # fmt: skip

# Which modules of sync a folder may see: values everywhere below, the engine in headless alone.
SYNC_SEEN = {
    "desktop.store": {"sync.spec", "sync.values", "sync.protocols", "sync.merging.text"},
    "desktop.account": {"sync.errors", "sync.protocols"},
    "desktop.services": {
        "sync.report", "sync.errors", "sync.protocols", "sync.spec", "sync.values",
        "sync.merging.rows", "sync.merging.text",
    },
    "desktop.commands": {"sync.report", "sync.errors", "sync.cancel", "sync.values"},
    "desktop.cli": {"sync.report", "sync.errors"},
    "desktop.qt": {"sync.report", "sync.errors", "sync.cancel"},
    "desktop.views": {"sync.report", "sync.errors"},
}  # fmt: skip

# The one folder that may import each of these packages (beside the tests).
ONLY_IN = {
    "PySide6": {
        "desktop.language",
        "desktop.qt",
        "desktop.theme",
        "desktop.widgets",
        "desktop.views",
        "desktop.app",
    },
    "supabase": {"desktop.account"},
    "supabase_auth": {"desktop.account"},
    "keyring": {"desktop.account"},
    "sqlmodel": {"desktop.store"},
    "sqlalchemy": {"desktop.store"},
    "sqlcipher3": {"desktop.store"},
    "pyqtgraph": {"desktop.widgets"},
    "numpy": {"desktop.widgets"},
    "jeepney": {"desktop.qt"},
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def folder_of(module: str) -> str:
    if module.split(".", maxsplit=1)[0] == "sync":
        return "sync"
    return ".".join(module.split(".")[:2])


def imports_of(path: Path) -> set[str]:
    """All modules a file imports, late imports included; `from a import b` counts as a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
            found |= {
                f"{node.module}.{a.name}" for a in node.names if is_module(node.module, a.name)
            }
    return found


def is_module(package: str, name: str) -> bool:
    folder = ROOT / Path(*package.split("."))
    return (folder / f"{name}.py").exists() or (folder / name / "__init__.py").exists()


SOURCES = sorted([*(ROOT / "desktop").rglob("*.py"), *(ROOT / "sync").rglob("*.py")])
IMPORTS = {module_name(path): imports_of(path) for path in SOURCES}


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_a_module_imports_only_what_its_folder_may(module):
    folder = folder_of(module)
    for wanted in IMPORTS[module]:
        top = wanted.split(".")[0]
        if top in {"desktop", "sync"} and wanted not in {"desktop", "sync"}:
            target = folder_of(wanted)
            assert target == folder or target in ALLOWED.get(folder, set()), wanted
            if target == "sync" and folder in SYNC_SEEN:
                seen = SYNC_SEEN[folder]
                assert any(wanted == s or wanted.startswith(s + ".") for s in seen), wanted
        if top in ONLY_IN:
            assert folder in ONLY_IN[top], wanted


def test_sync_uses_the_standard_library_and_what_speaks_with_a_server_alone():
    allowed = set(sys.stdlib_module_names) | {"httpx", "jiter", "sync"}
    for module, wanted in IMPORTS.items():
        if folder_of(module) == "sync":
            assert {w.split(".")[0] for w in wanted} <= allowed, module


def test_sync_names_no_table():
    tables = json.loads((ROOT / "resources/schema/supabase.json").read_text(encoding="utf-8"))
    names = {table["name"] for table in tables}
    for path in (ROOT / "sync").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value not in names, f"{path.name}:{node.lineno}"


def test_the_pure_parts_of_sync_do_no_work_of_their_own():
    for name in ("plan", "merging.rows", "merging.text"):
        wanted = {w.split(".")[0] for w in IMPORTS[f"sync.{name}"]}
        assert not wanted & {"httpx", "sqlite3", "threading", "time", "os", "random"}, name
        assert not any(w.startswith(("sync.local", "sync.remote")) for w in IMPORTS[f"sync.{name}"])


def test_no_module_imports_itself_through_others():
    graph = {
        module: {w for w in wanted if w in IMPORTS and w != module}
        for module, wanted in IMPORTS.items()
    }
    # A package's own initialiser is no dependency of its modules.
    for module, wanted in graph.items():
        graph[module] = {w for w in wanted if not module.startswith(w + ".")}
    TopologicalSorter(graph).prepare()


# What every room is made of, and the dialogs, panels and windows it opens: they know no room.
SHARED_VIEWS = {"lists", "pages", "cinema", "evidence", "flipping", "starters"}


def test_views_do_not_know_each_other():
    for module, wanted in IMPORTS.items():
        parts = module.split(".")
        if parts[:2] == ["desktop", "views"] and len(parts) > 3:
            siblings = {
                w for w in wanted
                if w.startswith("desktop.views.") and len(w.split(".")) > 3
                and w.split(".")[2] not in {parts[2], *SHARED_VIEWS}
            }  # fmt: skip
            assert not siblings, module


def test_one_folder_alone_speaks_to_the_sound_of_qt():
    for module, wanted in IMPORTS.items():
        if not module.startswith("desktop.qt.sound."):
            assert not wanted & {"PySide6.QtMultimedia", "PySide6.QtTextToSpeech"}, module
