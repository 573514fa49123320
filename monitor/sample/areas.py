"""The areas of the sample institute: central offices, local boards, district boards."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.sample.states import STATES, State


@dataclass(frozen=True)
class Area:
    """An area of the institute; `kind` and `role` as the `areas` sheet lists them."""

    code: str
    name: str
    kind: str
    role: str = ""
    parent: str = ""


COMMUNICATIONS = "CNCS"
IT_UNIT = "UTSI"

CENTRAL_OFFICES = (
    Area("PRES", "Presidencia", "central", "presidency"),
    Area("SE", "Secretaría Ejecutiva", "central", parent="PRES"),
    Area(
        COMMUNICATIONS,
        "Coordinación Nacional de Comunicación Social",
        "central",
        "communications",
        "PRES",
    ),
    Area(IT_UNIT, "Unidad Técnica de Servicios de Informática", "central", "it-unit", "SE"),
    Area("DECE", "Dirección Ejecutiva de Capacitación y Educación Cívica", "central", parent="SE"),
    Area("DEOE", "Dirección Ejecutiva de Organización Electoral", "central", parent="SE"),
    Area("DERE", "Dirección Ejecutiva del Registro de Electores", "central", parent="SE"),
    Area("UTIG", "Unidad Técnica de Igualdad de Género", "central", parent="SE"),
    Area("UTTP", "Unidad Técnica de Transparencia y Datos Personales", "central", parent="SE"),
    Area("CAI", "Coordinación de Asuntos Internacionales", "central", parent="PRES"),
    Area("DJ", "Dirección Jurídica", "central", parent="SE"),
    Area("OIC", "Órgano Interno de Control", "central", parent="PRES"),
)


def local_board_code(state: State) -> str:
    """Return the code of a state's local board: `JL00AGS`."""
    return f"JL00{state.code}"


def _local_board(state: State) -> Area:
    name = f"Junta Local Ejecutiva en {state.name}"
    return Area(local_board_code(state), name, "local_board", parent="SE")


def _district_boards(state: State) -> Iterator[Area]:
    for number in range(1, state.districts + 1):
        name = f"Junta Distrital Ejecutiva {number:02} en {state.name}"
        code = f"JD{number:02}{state.code}"
        yield Area(code, name, "district_board", parent=local_board_code(state))


def all_areas() -> Iterator[Area]:
    """Return every area, parents before those under them."""
    yield from CENTRAL_OFFICES
    for state in STATES:
        yield _local_board(state)
        yield from _district_boards(state)
