"""Writing down an adoption: the one before ends on the day the new one begins."""

from datetime import date

from sqlalchemy import insert, update

from monitor import db
from monitor.adoption.models import PolicyAdoption
from monitor.audit.session import Session
from monitor.policy import compiled
from monitor.policy.requirements import Requirements


def record(
    session: Session, requirements: Requirements, overlay: str | None, day: date, entry: int
) -> int:
    """Let `requirements` hold from `day` on, in place of what held; return the adoption's id."""
    end(session, day)
    written = compiled.dump(requirements)
    adoption_id = db.new_id()
    session.connection.execute(
        insert(db.table(PolicyAdoption)).values(
            institution_id=session.scope.institution_id,
            id=adoption_id,
            valid_from=day,
            packs=named(requirements),
            compiled=written,
            digest=compiled.digest(written),
            overlay=overlay,
            entry=entry,
        )
    )
    return adoption_id


def end(session: Session, day: date) -> None:
    """Let what is in force end: from `day` on it no longer holds."""
    adoption = db.table(PolicyAdoption)
    session.connection.execute(
        update(adoption)
        .where(
            adoption.c.institution_id == session.scope.institution_id,
            adoption.c.valid_to.is_(None),
        )
        .values(valid_to=day)
    )


def named(requirements: Requirements) -> str:
    """Return the policies with their versions, as people call them."""
    return ", ".join(f"{each.pack.id} {each.pack.version}" for each in requirements.packs)
