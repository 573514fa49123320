"""Invented people: plausible names, positions and ranks, addressed by number and never by name."""

from random import Random

from monitor.sample.areas import Area
from monitor.sample.days import between
from monitor.sample.records import Bench, Person

DOMAIN = "iee.example"

GIVEN_NAMES = (
    "Adriana", "Alma", "Armando", "Beatriz", "Blanca", "Carlos", "César", "Daniela", "Diana",
    "Eduardo", "Elena", "Emilio", "Ernesto", "Estela", "Fabiola", "Fernando", "Gabriela", "Gerardo",
    "Gloria", "Héctor", "Hugo", "Irene", "Iván", "Jimena", "Joaquín", "Julia", "Karina", "Laura",
    "Leticia", "Luisa", "Manuel", "Marcela", "Mario", "Marisol", "Martín", "Mónica", "Nadia",
    "Norma", "Óscar", "Patricia", "Raúl", "Rebeca", "Rocío", "Rubén", "Sandra", "Saúl", "Silvia",
    "Sofía", "Teresa", "Tomás", "Verónica", "Víctor", "Yolanda",
)  # fmt: skip

SURNAMES = (
    "Aguilar", "Alvarado", "Arroyo", "Ávila", "Barrera", "Bautista", "Cabrera", "Campos",
    "Cárdenas", "Castillo", "Cervantes", "Chávez", "Contreras", "Cruz", "Delgado", "Díaz",
    "Domínguez", "Espinosa", "Estrada", "Flores", "Gallegos", "Garza", "Guerrero", "Gutiérrez",
    "Ibarra", "Juárez", "Lara", "Luna", "Maldonado", "Medina", "Mejía", "Mendoza", "Meza",
    "Miranda", "Molina", "Montes", "Mora", "Morales", "Navarro", "Ochoa", "Orozco", "Ortega",
    "Pacheco", "Padilla", "Ramos", "Rangel", "Ríos", "Robles", "Rojas", "Rosas", "Sandoval",
    "Serrano", "Soto", "Tapia", "Trejo", "Valdez", "Vargas", "Vega", "Villa", "Zamora", "Zúñiga",
)  # fmt: skip

POSITIONS = {
    "central": (
        ("Titular del área", "superior"),
        ("Dirección de Difusión", "medio"),
        ("Jefatura de Redes Sociales", "operativo"),
    ),
    "local_board": (
        ("Vocalía Ejecutiva Local", "superior"),
        ("Vocalía del Secretariado Local", "medio"),
        ("Asistencia Local de Comunicación", "operativo"),
    ),
    "district_board": (
        ("Vocalía Ejecutiva Distrital", "medio"),
        ("Vocalía de Capacitación Distrital", "medio"),
        ("Asistencia Distrital", "operativo"),
    ),
}
"""By kind of area, the position and rank of its head, owner and substitute."""

SEATS = 6
"""Numbers kept for each area: head, owner, substitute and the three of the bench."""


class Payroll:
    """Hands out the people of one area, numbered from its place in the list of areas."""

    def __init__(self, area: Area, place: int, chance: Random) -> None:
        self._area = area
        self._next = place * SEATS + 1
        self._chance = chance

    def hire(self, position: str, rank: str, employment: str = "public_servant") -> Person:
        """Return the next person of the area, with an invented name."""
        email = f"p{self._next:04}@{DOMAIN}"
        self._next += 1
        surnames = self._chance.choices(SURNAMES, k=2)
        name = " ".join((self._chance.choice(GIVEN_NAMES), *surnames))
        start = between(self._chance, 1300, 3600)
        return Person(email, name, position, rank, self._area.code, employment, start)


def staff(payroll: Payroll, kind: str) -> tuple[Person, Person, Person]:
    """Return head, owner and substitute of an area of that kind."""
    head, owner, substitute = (payroll.hire(*post) for post in POSITIONS[kind])
    return head, owner, substitute


def bench(payroll: Payroll, kind: str) -> Bench:
    """Return the people of an area who come on record only with a fault."""
    assistant = POSITIONS[kind][2]
    return Bench(
        predecessor=payroll.hire(*assistant),
        leaver=payroll.hire(*assistant),
        contractor=payroll.hire("Servicios de producción de contenidos", "operativo", "contractor"),
    )
