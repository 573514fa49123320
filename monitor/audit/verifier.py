"""Verify the log without monitor: all hashes and checkpoints, not who signed (openssl does).

python3 verifier.py REGISTER.db [ANCHORS]; `-`: what `monitor audit show --all --format json` prints
"""

import hashlib, json, re, sqlite3, sys
from itertools import groupby
from pathlib import Path

NOTE = r"(?a)monitor/audit/1/(\d+)\n(\d+)\n([0-9a-f]{64})\n[0-9TZ:.-]{27}\n\n— monitor \S{91}=\n"
ENTRY = re.compile(r"^(\d+) ([0-9a-f]{16})$", re.MULTILINE)
NOTES = "SELECT institution_id, seq, text FROM checkpoint WHERE typeof(seq) = 'integer'"
ROWS = """SELECT institution_id, iif(typeof(seq) = 'integer', seq, 1e18),
    iif(instr(recorded_at, ' '), replace(recorded_at, ' ', 'T') || 'Z', '?'),
    iif(happened_on = '', '?', happened_on), actor, claimed, action, object_kind, object_id,
    details, prev, hash FROM audit_entry ORDER BY 1, 2"""


def field(value):  # as it is hashed: behind its length
    if isinstance(value, dict):
        value = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    text = "" if value is None else str(int(value) if isinstance(value, bool) else value)
    data = text.encode("utf-8", "surrogateescape")
    return len(data).to_bytes(8, "big") + data


def walk(chain, rows, kept, begins, end):  # -> entries, of them anchored, (first, last) bad
    seq, prev, trusted, anchored = 0, "0" * 64, 0, 0
    for _chain, number, *fields, before, own in rows:
        data = b"\0" + b"".join(map(field, (chain, number, *fields))) + bytes.fromhex(prev)
        if (number, before, own) != (seq + 1, prev, hashlib.sha256(data).hexdigest()):
            return seq, anchored, (min(number, seq + 1), min(number, seq + 1))
        seq, prev, trusted = number, own, number if number in begins else trusted
        if not own.startswith(begins.get(seq, "")):
            return seq, anchored, (seq, seq)
        for outside, note in kept.get(seq, ()):
            said = re.fullmatch(NOTE, note)
            if not said or said.groups() != (str(chain), str(seq), own) or note != kept[seq][0][1]:
                return seq, anchored, (min(trusted + 1, seq), seq)
            trusted, anchored = (seq, seq) if outside else (trusted, anchored)
    if max([seq, end[0] if end else 0, *kept, *begins]) > seq:
        return seq, anchored, (seq + 1, seq + 1)
    return seq, anchored, (min(end[0] + 1, seq),) * 2 if end and end != [seq, prev] else None


def verify(source, folder):  # -> chain, what walk() says of it
    notes, begins, ends, empty = {}, {}, {}, None
    for file in folder.glob("chain-*.txt") if folder else ():
        chain, text = int(file.stem[6:]), file.read_text("utf-8", "replace")
        begins[chain] = {int(seq): beginning for seq, beginning in ENTRY.findall(text)}
        for note in re.finditer(NOTE, text):
            notes.setdefault(chain, {}).setdefault(int(note[2]), []).append((True, note[0]))
    if isinstance(source, sqlite3.Connection):
        source.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        for chain, seq, note in source.execute(NOTES):
            notes.setdefault(chain, {}).setdefault(seq, []).append((False, str(note)))
        ends = {chain: end for chain, *end in source.execute("SELECT * FROM audit_head")}
        rows, empty = source.execute(ROWS), [0, "0" * 64]
    else:
        lines = (line.strip().rstrip(",") for line in source)
        rows = (list(json.loads(line).values()) for line in lines if line.startswith("{"))
    unseen = set() if empty is None else notes.keys() | begins.keys() | ends.keys()
    for chain, group in groupby(rows, lambda row: int(row[0])):
        unseen.discard(chain)
        kept = notes.get(chain, {}), begins.get(chain, {}), ends.get(chain, empty)
        yield chain, *walk(chain, group, *kept)
    for chain in unseen:
        kept = notes.get(chain, {}), begins.get(chain, {}), ends.get(chain, empty)
        yield chain, *walk(chain, (), *kept)


if __name__ == "__main__":
    name, folder = (*sys.argv[1:], "")[:2] if sys.argv[1:] else sys.exit(__doc__)
    not folder or any(Path(folder).glob("chain-*.txt")) or sys.exit(f"no anchors in {folder}")
    source = sys.stdin if name == "-" else sqlite3.connect(f"file:{name}?mode=ro", uri=True)
    found = list(verify(source, Path(folder) if folder else None))
    for chain, size, anchored, bad in found:
        good = f"intact, {size} entries, the last {size - anchored} of them without an anchor"
        print(f"chain {chain}:", f"ALTERED from entry {bad[0]} to {bad[1]} on" if bad else good)
    sys.exit(4 if any(bad for *_rest, bad in found) else 0)
