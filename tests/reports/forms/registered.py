"""A small register with people in charge and a policy adopted, for tests of its forms."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from monitor.acts import adopting, areas, designations, people
from monitor.inventory.listing import AsOf
from tests.acts.small_register import ANA, BEA, BEGUN, CARLA, TODAY, Living, small

X = "x/ieejemplo"
ANA_KNOWN = {"name": "Ana Gómez", "position": "Jefa de Redes", "phone": "55 5555 0101"}


def staffed(engine: Engine) -> Living:
    """Return a register whose account has an owner, a substitute by its area, and a head."""
    living = small(engine)
    notice = designations.Notice("OF-12/2026")
    own, area = ("account", X), ("area", "JD01")
    living.act(designations.set_designations, own, {"owner": ANA}, BEGUN, notice)
    living.act(designations.set_designations, area, {"substitute": BEA}, BEGUN)
    living.act(areas.set_area, "JD01", {"head": CARLA}, BEGUN)
    living.act(people.set_person, ANA, ANA_KNOWN, BEGUN)
    return living


def adopt(living: Living) -> None:
    """Adopt the mail guidelines, the policy that asks for the forms."""
    with living.acting() as session:
        asked = adopting.Asked(("mx-ine-mail",))
        proposal = adopting.propose(session.connection, session.scope, session.today, asked)
        adopting.adopt(session, proposal, BEGUN)


@contextmanager
def today(living: Living) -> Iterator[AsOf]:
    """Open a look at the register of today."""
    with living.engine.connect() as connection:
        yield AsOf(connection, living.scope, TODAY)
