"""What the log's actions, faults and key files are called by people."""

from monitor.audit.verifying import Fault, Trouble
from monitor.sealing import KeyFault, KeyFileError
from monitor.text import N_, _

ACTIONS = {
    "access:recorded": N_("access list recorded"),
    "account:added": N_("account added"),
    "account:changed": N_("account changed"),
    "account:closed": N_("account closed"),
    "account:import_undone": N_("account put back by undoing an import"),
    "account:imported": N_("account brought in by an import"),
    "account:renamed": N_("account renamed"),
    "account:transferred": N_("account given to another area"),
    "area:added": N_("area added"),
    "area:changed": N_("area changed"),
    "area:closed": N_("area closed"),
    "area:headed": N_("head of the area recorded"),
    "area:import_undone": N_("area put back by undoing an import"),
    "area:imported": N_("area brought in by an import"),
    "area:merged": N_("area merged into another"),
    "area:renamed": N_("area renamed"),
    "attestation:recorded": N_("attestation recorded"),
    "designation:ended": N_("designation ended"),
    "designation:set": N_("designation recorded"),
    "document:filed": N_("document filed"),
    "duty:done": N_("duty met"),
    "duty:undone": N_("duty no longer recorded as met"),
    "evaluation:answered": N_("questions of an evaluation answered"),
    "evaluation:closed": N_("evaluation closed"),
    "evaluation:opened": N_("evaluation opened"),
    "evaluation:signed": N_("answers of an evaluation signed"),
    "factor:attested": N_("second factor attested"),
    "finding:acknowledged": N_("finding acknowledged"),
    "finding:assigned": N_("finding assigned"),
    "finding:touched": N_("finding entered in the register"),
    "institution:changed": N_("institution changed"),
    "institution:import_undone": N_("import undone"),
    "institution:imported": N_("inventory imported"),
    "institution:opened": N_("institution entered in the register"),
    "mailbox:added": N_("mailbox added"),
    "mailbox:changed": N_("mailbox changed"),
    "mailbox:closed": N_("mailbox closed"),
    "mailbox:import_undone": N_("mailbox put back by undoing an import"),
    "mailbox:imported": N_("mailbox brought in by an import"),
    "password:changed": N_("password change recorded"),
    "person:added": N_("person added"),
    "person:changed": N_("person changed"),
    "person:import_undone": N_("person put back by undoing an import"),
    "person:imported": N_("person brought in by an import"),
    "person:left": N_("person left"),
    "policy:adopted": N_("policy adopted"),
    "policy:dropped": N_("policy dropped"),
    "register:backed_up": N_("backup made"),
    "register:protected": N_("protection of the log made anew"),
    "register:restored": N_("backup brought back"),
    "register:upgraded": N_("register brought to this release"),
    "round:stored": N_("round of checks stored"),
    "waiver:approved": N_("waiver approved"),
    "waiver:ended": N_("waiver ended"),
    "waiver:requested": N_("waiver requested"),
}
"""Every action that is ever recorded; a test compares them with what the acts record."""

_FAULTS = {
    Fault.MISSING: N_("it is missing"),
    Fault.CHANGED: N_("it is not what was recorded"),
    Fault.NOT_AS_SIGNED: N_("it is not what a checkpoint says of it"),
    Fault.BAD_CHECKPOINT: N_("its checkpoint is not genuine, or signed with a key not known here"),
    Fault.END: N_("the log's own note of where it ends is another"),
}

_KEY_FAULTS = {
    KeyFault.READABLE: N_(
        "Others may read {file}, and could sign in the name of this register. Take that away:"
        " chmod 400 {file}"
    ),
    KeyFault.WRITABLE: N_(
        "Others may change what is in {file}, where keys are kept. Take that away: chmod 700 {file}"
    ),
    KeyFault.NO_KEY: N_(
        "{file} is not the signing key that monitor made. Bring it back from where you keep keys;"
        " if it is lost, move the file away, and a new key will be made."
    ),
    KeyFault.NO_PUBLIC_KEY: N_(
        "{file} holds no public key; each of its lines is to be one that “monitor audit key”"
        " prints."
    ),
}


def action(name: str) -> str:
    """Return what people call an action, in the language in use."""
    return _(ACTIONS[name]) if name in ACTIONS else name


def trouble(found: Trouble) -> str:
    """Say which entry is bad first, and why."""
    if found.first == found.last:
        told = _("altered; the first bad entry is {first}: {why}")
    else:
        told = _("altered; the first bad entry is one from {first} to {last}: {why}")
    return told.format(first=found.first, last=found.last, why=_(_FAULTS[found.fault]))


def key_file(error: KeyFileError) -> str:
    """Say what is wrong with a key file, and what to do."""
    return _(_KEY_FAULTS[error.fault]).format(file=error.file)
