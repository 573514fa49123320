"""Do what README.md says, as it stands: `readme.py tests|others FOLDER`, in that copy.

Every ```sh block is a command for the reader. A comment on the line before it may say
`<!-- tests -->` (the test command), `<!-- exits 1 -->` (it is meant to end so) or
`<!-- not run: why -->`. Any other block is an edit where the comment before it says so:
`<!-- write FILE -->`, `<!-- append to FILE -->`, `<!-- add to FILE after: LINE -->` or
`<!-- put into FILE for: LINE -->`, with the beginning of the only line that is meant.
Blocks take their turns in the same folder.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>.*?) -->\n)?```(?P<kind>[a-z]*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
EDIT = re.compile(
    r"(?P<how>write|append to|add to|put into) (?P<file>\S+)(?: (?:after|for): (?P<line>.+))?"
)
SECONDS = 50 * 60  # a command that hangs; what runs at all should take half of this


@dataclass(frozen=True)
class Block:
    """One block that is run or written: what it holds, and the comment before it ("": none)."""

    kind: str
    text: str
    mark: str

    @property
    def status(self) -> int:
        """The exit status that its commands are meant to end with."""
        stated = re.fullmatch(r"exits (\d+)", self.mark)
        return int(stated[1]) if stated else 0

    @property
    def is_known(self) -> bool:
        """Whether its mark is one that there is."""
        if self.kind == "sh":
            return bool(re.fullmatch(r"|tests|exits \d+|not run: .+", self.mark))
        return bool(EDIT.fullmatch(self.mark))


def blocks(text: str, part: str) -> list[Block]:
    """Return the blocks of README's `text` that `part` ("tests" or "others") runs or writes."""
    every = [Block(m["kind"], m["text"], m["mark"] or "") for m in BLOCK.finditer(text)]
    found = [block for block in every if block.kind == "sh" or block.mark]
    for block in found:
        if not block.is_known:
            sys.exit(f"README.md: unknown mark before a {block.kind} block: <!-- {block.mark} -->")
    if part == "tests":
        return [block for block in found if block.mark == "tests"]
    return [b for b in found if b.mark != "tests" and not b.mark.startswith("not run")]


def run(block: Block, folder: Path, data: str) -> None:
    """Run one block in `folder`; exit with a message where it does not end as it says."""
    print(block.text, end="", flush=True)
    environment = os.environ | {"XDG_DATA_HOME": data}  # a register of its own
    environment["PATH"] += f":{folder / '.venv/bin'}"  # as if the reader had activated it
    bash = ["bash", "-euo", "pipefail", "-c", block.text]
    done = subprocess.run(
        bash, cwd=folder, env=environment, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
    )
    if done.returncode != block.status:
        sys.exit(f"README.md: ended with {done.returncode}, not {block.status}: {block.text}")


def edit(block: Block, folder: Path) -> None:
    """Write one block where it says; exit with a message where there is not one such line."""
    print(f"# {block.mark}", flush=True)
    how, name, line = re.fullmatch(EDIT, block.mark).group("how", "file", "line")
    file = folder / name
    lines = [] if how == "write" else file.read_text(encoding="utf-8").splitlines(keepends=True)
    first = after = len(lines)
    if line:
        meant = [place for place, each in enumerate(lines) if each.strip().startswith(line)]
        if len(meant) != 1:
            sys.exit(f"README.md: {len(meant)} lines of {name} begin with: {line}")
        after = meant[0] + 1
        first = after if how == "add to" else meant[0]
    file.write_text("".join([*lines[:first], block.text, *lines[after:]]), encoding="utf-8")


def main(part: str, folder: str) -> None:
    """Run and write the blocks of one part in `folder`."""
    chosen = blocks((Path(folder) / "README.md").read_text(encoding="utf-8"), part)
    if not chosen:
        sys.exit(f"README.md has no sh block for: {part}")
    with tempfile.TemporaryDirectory() as data:
        for block in chosen:
            if block.kind == "sh":
                run(block, Path(folder), data)
            else:
                edit(block, Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
