"""The shape of the program: rings, no cycles, no imports inside functions, sizes, and where printing is allowed."""

import ast
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src/comity"
MODULES = sorted(SRC.rglob("*.py"))
RINGS = {
    "core": 0, "errors": 0,
    "lexicon": 1, "protocols": 1, "config": 1, "states": 1,
    "readers": 2, "parsers": 2, "resolve": 2, "coders": 2, "situate": 2,
    "pipeline": 3, "runner": 3, "gate": 3, "assemble": 3, "settled": 3, "classify": 3, "coder": 3, "exports": 3, "unresolved": 3, "changes": 3,
    "imports": 3, "record": 3, "merge": 3, "relate": 3, "cluster": 3,
    "evaluate": 4, "serve": 5, "": 5,
}  # fmt: skip
STAGES = {"readers", "parsers", "resolve", "coders", "situate"}
THIRD_PARTIES = {
    "evaluate": {"numpy"}, "coders": {"numpy", "onnxruntime", "tokenizers"}, "exports": {"duckdb"}, "lexicon": {"ahocorasick_rs", "marisa_trie"}, "parsers": {"spacy"},
    "readers": {"trafilatura", "lxml", "charset_normalizer", "py3langid", "duckdb", "warcio", "feedparser"},
    "record": {"deltalake", "duckdb", "arro3", "numpy", "obstore"}, "relate": {"arro3", "duckdb", "matplotlib", "networkx", "numpy"},
    "serve": {"typer", "rich", "jinja2", "markupsafe", "fastapi", "starlette", "pydantic", "uvicorn"},
}  # fmt: skip


def package(module: Path) -> str:
    """The ring's name of a module: its package, or its own name at the top."""
    parts = module.relative_to(SRC).parts
    return parts[0] if len(parts) > 1 else parts[0].removesuffix(".py").replace("__init__", "")


def imports(module: Path) -> list[tuple[str, int, bool]]:
    """(imported module, line, whether inside a function) of one file."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    inner = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef) for n in ast.walk(f) if n is not f}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(a.name, node.lineno, id(node) in inner) for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"comity.{a.name}" for a in node.names] if node.module == "comity" else [node.module]
            found += [(n, node.lineno, id(node) in inner) for n in names]
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SRC)))
def test_arrows_point_inward(module):
    own = package(module)
    assert own in RINGS, f"{module} is in no ring"
    for name, line, inside in imports(module):
        assert not inside, f"{module}:{line} imports {name} inside a function"
        if not name.startswith("comity."):
            top = name.split(".")[0]
            allowed = top in sys.stdlib_module_names or top in THIRD_PARTIES.get(own, set()) or name == "comity"
            assert allowed, f"{module}:{line} imports {name}, which {own or 'the root'} may not"
            continue
        other = name.split(".")[1]
        assert RINGS[other] <= RINGS[own], f"{module}:{line} imports outward: {name}"
        assert not (own in STAGES and other in STAGES and own != other), f"{module}:{line}: stage {own} imports stage {other}"
        assert not (other == "serve" and own not in ("serve", "")), f"{module}:{line} imports the doors"


def test_no_import_cycles():
    graph = {}
    for module in MODULES:
        name = "comity." + ".".join(module.relative_to(SRC).with_suffix("").parts)
        graph[name.removesuffix(".__init__")] = {n for n, _, _ in imports(module) if n.startswith("comity.")}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, "cycle: " + " -> ".join((*path, name))
        if name in done:
            return
        for other in graph.get(name, ()):
            visit(other, (*path, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SRC)))
def test_sizes_and_manners(module):
    source = module.read_text(encoding="utf-8")
    assert source.count("\n") <= 400, f"{module} is longer than 400 lines"
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 50, f"{module}:{node.lineno} {node.name} is 50 lines or longer"
        if isinstance(node, ast.Global):
            pytest.fail(f"{module}:{node.lineno} uses global")
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{module}:{node.lineno} catches everything"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "exit", "input"):
            pytest.fail(f"{module}:{node.lineno} calls {node.func.id}")


def test_no_catch_all_module_names():
    assert not {m.stem for m in MODULES} & {"utils", "util", "helpers", "common", "base", "misc", "manager"}


def test_public_names_are_listed_and_importable():
    import comity

    assert sorted(comity.__all__) == comity.__all__
    missing = [n for n in comity.__all__ if not hasattr(comity, n)]
    assert not missing
