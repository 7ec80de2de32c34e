"""YAML decides, Python observes: no criterion is named in Python, and words to read or say stand in files."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from criteria.language import OBSERVATIONS

ROOT = Path(__file__).parents[2]
ROOMS = ("scanner", "criteria", "spiders", "results")
GERMAN = re.compile(
    r"\b(?:nicht|keine?|wird|wurde|der|das|eine[rsnm]?|Seite|Antrag|Formular|Leistung|Suche|Anmeldung"
    r"|Bescheid|online\s?dienst|Termin|Unterlagen|[A-Za-z]*[äöüß][a-z]{2,})\b",
    re.I,
)
MAKERS = {"example_site.py", "example.py", "traps.py"}  # write pages of examples, name parameters of addresses
CLASSES = re.compile(r"\[[^\]]*\]")  # of an expression: single letters


def modules() -> list[Path]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in paths if "practice" not in path.parts and "versions" not in path.parts]


@cache
def texts(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple(_texts(ast.parse(path.read_text("utf-8"))))


def _texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module with their lines, docstrings left out."""
    docs = set(_docs(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def _docs(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr):
                yield id(first.value)


def found(expression: re.Pattern[str], *, bare: bool = False) -> list[str]:
    cleaned = [
        (path, line, CLASSES.sub("", text) if bare else text) for path in modules() for line, text in texts(path)
    ]
    return [f"{path}:{line}: {text}" for path, line, text in cleaned if expression.search(text)]


def test_no_criterion_is_named_in_python(built_in):
    ids = [criterion.id for criterion in built_in.criteria]
    assert len(modules()) > 150
    assert found(re.compile(rf"\b(?:{'|'.join(ids)})\b")) == []


def test_no_criterion_is_a_name_in_python(built_in):
    ids = {criterion.id.lower() for criterion in built_in.criteria}
    names = {
        (str(path), node.name)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and set(node.name.lower().split("_")) & ids
    }
    assert names == set()


def test_german_words_stand_in_files_not_in_python():
    """Conjunctions that part a sentence are grammar, not vocabulary."""
    assert [hit for hit in found(GERMAN, bare=True) if Path(hit.partition(":")[0]).name not in MAKERS] == []


def test_there_is_one_function_for_each_observation():
    files = {path.stem for path in (ROOT / "scanner" / "judging" / "observe").glob("*.py")} - {"__init__"}
    assert files == set(OBSERVATIONS)
    for name in OBSERVATIONS:
        tree = ast.parse((ROOT / "scanner" / "judging" / "observe" / f"{name}.py").read_text("utf-8"))
        public = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
        assert public[0] == name


@pytest.mark.parametrize(
    "stem",
    [
        *(f"scanner/cli/{stem}" for stem in ("texts", "criteria", "compare", "compare_runs", "import")),
        *("scanner/judging/phrases", "scanner/run/texts", "results/imports/texts"),
    ],
)
def test_both_languages_have_the_same_texts_with_the_same_values(stem):
    german, english = (yaml.safe_load((ROOT / f"{stem}.{lang}.yaml").read_text("utf-8")) for lang in ("de", "en"))
    assert german.keys() == english.keys()
    for key, text in german.items():
        assert set(re.findall(r"\{(\w*)", str(text))) == set(re.findall(r"\{(\w*)", str(english[key]))), key
