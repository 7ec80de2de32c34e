"""What a step costs and what it brings: the numbers of ``measure.yaml``, which a working group may change."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from criteria.yaml_file import read_yaml

FILE = Path(__file__).with_name("measure.yaml")


class Effort(StrEnum):
    """How a municipality comes to a service, the least work first."""

    AVAILABLE = "available"  # a solution that is there and not brought in
    STATE_LINK = "state_link"  # a deep link into the state's service is to be set
    DOCUMENT = "document"  # another's text or form PDF
    SAME_PLATFORM = "same_platform"  # another's form on a platform that the municipality has too
    OTHER_PLATFORM = "other_platform"  # another's form on a platform that it does not have
    BUILD = "build"  # nobody has it


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cost(_Part):
    """Effort of a step: `once` for the group, `each` for every municipality that does it."""

    once: float = Field(ge=0)
    each: float = Field(gt=0)

    def of(self, count: int) -> float:
        """Return the effort where so many municipalities do it."""
        return self.once + self.each * count


class Measure(_Part):
    """The numbers that steps are sorted by; see the comments in ``measure.yaml``."""

    effort: Mapping[Effort, Cost]
    counted: tuple[str, ...]
    breadth: str
    reached: Mapping[Effort, Mapping[str, float]]
    online_from: int = Field(ge=1, le=4)
    brings: int = Field(ge=1, le=4)
    states: tuple[str, ...]

    @model_validator(mode="after")
    def _whole(self) -> Measure:
        missing = [one.value for one in Effort if one not in self.effort]
        if missing:
            raise ValueError(f"effort lacks {', '.join(missing)}")
        for effort, shares in self.reached.items():
            for criterion, share in shares.items():
                if criterion not in self.counted or not 0 <= share <= 1:
                    raise ValueError(f"reached.{effort}.{criterion} must be 0..1 for a criterion that is counted")
        return self


def load_measure(path: Path | None = None) -> Measure:
    """Load the numbers, the built-in ones if no file is named.

    Raises:
        UserError: the file can't be read, or a number in it is missing or wrong; line and field are named.
    """
    file = read_yaml(path or FILE)
    try:
        return Measure.model_validate(file.data)
    except ValidationError as error:
        first = error.errors()[0]
        missing = f"{first['loc'][-1]}: " if first["type"] == "missing" else ""
        raise file.problem(tuple(first["loc"]), f"{missing}{first['msg']}") from error
