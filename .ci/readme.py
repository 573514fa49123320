"""Run the commands of README.md as they stand: `readme.py tests|others FOLDER`, in that copy.

Every ```sh block is a command for the reader. A comment on the line before it may say
`<!-- tests -->` (the test command), `<!-- exits 1 -->` (it is meant to end so) or
`<!-- not run: why -->`. Blocks run in their order, in the same folder.
"""

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"^(?:<!-- (?P<mark>.*?) -->\n)?```sh\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL
)
SECONDS = 50 * 60  # a command that hangs; what runs at all should take half of this


@dataclass(frozen=True)
class Block:
    """One ```sh block: its commands, and what the comment before it says ("" where none)."""

    commands: str
    mark: str

    @property
    def status(self) -> int:
        """The exit status the block is meant to end with."""
        stated = re.fullmatch(r"exits (\d+)", self.mark)
        return int(stated[1]) if stated else 0


def blocks(text: str, part: str) -> list[Block]:
    """Return the blocks of README's `text` that `part` ("tests" or "others") runs."""
    found = [Block(m["commands"], m["mark"] or "") for m in BLOCK.finditer(text)]
    for block in found:
        if not re.fullmatch(r"|tests|exits \d+|not run: .+", block.mark):
            sys.exit(f"README.md: unknown mark before a sh block: <!-- {block.mark} -->")
    if part == "tests":
        return [block for block in found if block.mark == "tests"]
    return [b for b in found if b.mark != "tests" and not b.mark.startswith("not run")]


def run(block: Block, folder: Path, data: str) -> None:
    """Run one block in `folder`; exit with a message where it does not end as it says."""
    print(block.commands, end="", flush=True)
    environment = os.environ | {"XDG_DATA_HOME": data}  # a register of its own
    environment["PATH"] += f":{folder / '.venv/bin'}"  # as if the reader had activated it
    bash = ["bash", "-euo", "pipefail", "-c", block.commands]
    done = subprocess.run(
        bash, cwd=folder, env=environment, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
    )
    if done.returncode != block.status:
        sys.exit(f"README.md: ended with {done.returncode}, not {block.status}: {block.commands}")


def main(part: str, folder: str) -> None:
    """Run the blocks of one part in `folder`."""
    chosen = blocks((Path(folder) / "README.md").read_text(encoding="utf-8"), part)
    if not chosen:
        sys.exit(f"README.md has no sh block for: {part}")
    with tempfile.TemporaryDirectory() as data:
        for block in chosen:
            run(block, Path(folder), data)


if __name__ == "__main__":
    main(*sys.argv[1:])
