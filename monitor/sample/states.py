"""The thirty-two states and how many electoral districts each has (facts.md 6; they sum to 300)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class State:
    """A state: the abbreviation board codes end in, its name, its number of districts."""

    code: str
    name: str
    districts: int


STATES = (
    State("AGS", "Aguascalientes", 3),
    State("BC", "Baja California", 9),
    State("BCS", "Baja California Sur", 2),
    State("CAMP", "Campeche", 2),
    State("COAH", "Coahuila", 8),
    State("COL", "Colima", 2),
    State("CHIS", "Chiapas", 13),
    State("CHIH", "Chihuahua", 9),
    State("CDMX", "Ciudad de México", 22),
    State("DGO", "Durango", 4),
    State("GTO", "Guanajuato", 15),
    State("GRO", "Guerrero", 8),
    State("HGO", "Hidalgo", 7),
    State("JAL", "Jalisco", 20),
    State("MEX", "Estado de México", 40),
    State("MICH", "Michoacán", 11),
    State("MOR", "Morelos", 5),
    State("NAY", "Nayarit", 3),
    State("NL", "Nuevo León", 14),
    State("OAX", "Oaxaca", 10),
    State("PUE", "Puebla", 16),
    State("QRO", "Querétaro", 6),
    State("QROO", "Quintana Roo", 4),
    State("SLP", "San Luis Potosí", 7),
    State("SIN", "Sinaloa", 7),
    State("SON", "Sonora", 7),
    State("TAB", "Tabasco", 6),
    State("TAMPS", "Tamaulipas", 8),
    State("TLAX", "Tlaxcala", 3),
    State("VER", "Veracruz", 19),
    State("YUC", "Yucatán", 6),
    State("ZAC", "Zacatecas", 4),
)
