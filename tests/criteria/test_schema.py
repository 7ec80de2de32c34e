"""JSON schemas for editors: they accept the built-in set, with its short forms, and refuse what loading refuses."""

import json
from datetime import date

import jsonschema
import pytest

from criteria.examples import example_files
from criteria.loading import folder_of
from criteria.schema import schemas, write_schemas
from criteria.yaml_file import read_yaml

FILES = {
    "set.yaml": "set",
    "define.yaml": "define",
    "platforms.yaml": "platforms",
    **{f"{letter}.yaml": "rules" for letter in "SUAFE"},
}


def plain(value):
    """YAML data as JSON knows it: dates are text."""
    return json.loads(json.dumps(value, default=date.isoformat))


def mistakes(schema, data):
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(plain(data))]


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_the_built_in_files_fit_their_schema(file, name):
    data = read_yaml(folder_of("g2b-2026") / file).data
    assert mistakes(schemas()[f"{name}.schema.json"], data) == []


def test_examples_fit_their_schema():
    schema = schemas()["example.schema.json"]
    for path in example_files(folder_of("g2b-2026"), "S2"):
        data = read_yaml(path).data
        data["pages"] = {
            address: page if isinstance(page, dict) else {"html": page} for address, page in data["pages"].items()
        }
        assert mistakes(schema, data) == [], path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("in: homepage", "in: {page: hompage}"),
        ("suggests: true", "suggest: true"),
        ("over: basket", "over: baskets"),
        ("max: 2", "max: two"),
    ],
)
def test_a_mistake_is_refused(old, new, spoiled):
    folder = spoiled("S.yaml", old, new)
    assert mistakes(schemas()["rules.schema.json"], read_yaml(folder / "S.yaml").data)


def test_schemas_are_written_into_a_folder(tmp_path):
    written = write_schemas(tmp_path / "new" / "folder")
    assert sorted(path.name for path in written) == sorted(schemas())
    assert json.loads(written[0].read_text("utf-8"))["$schema"].startswith("https://json-schema.org/")
