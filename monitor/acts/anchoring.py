"""Anchoring: what was just signed is copied to a folder out of reach, once the work is saved."""

from monitor import db
from monitor.acts.registers import Register
from monitor.audit import anchors
from monitor.audit.models import INSTALLATION
from monitor.scope import Scope
from monitor.text import _, refusal


def anchor(register: Register, scope: Scope) -> None:
    """Append new checkpoints of a chain to the folder of anchors, where the register has one.

    Those of the installation, too: it has entries from before there was anyone to anchor them. The
    work is saved already: what goes wrong here is a note, and the next time makes up for it.
    """
    if register.anchors is None:
        return
    try:
        with db.reading(register.engine) as connection:
            for chain in {INSTALLATION, scope.institution_id}:
                anchors.keep(connection, chain, register.anchors)
    except OSError as error:
        told = _(
            "The checkpoint of the log could not be copied to {folder}: {detail}. The change itself"
            " is saved, and the next one tries again."
        )
        register.note(told.format(folder=register.anchors, detail=refusal(error)))
    except anchors.OtherStoryError as error:
        told = _(
            "{file} tells of another log than this register has, and was left as it is. If a backup"
            " was restored, name a new folder in MONITOR_ANCHORS and keep this one; if not, look at"
            " it: monitor audit verify --anchors {folder}"
        )
        register.note(told.format(file=error, folder=register.anchors))
