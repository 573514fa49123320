"""The handles of the sample's accounts, made to the rule of each platform (facts.md 5)."""

from monitor.sample.areas import Area

BOARD_HANDLES = {
    "x": "iee{board}",
    "facebook": "iee.{board}",
    "instagram": "iee_{board}",
    "youtube": "iee-{board}",
    "tiktok": "iee.{board}",
    "threads": "iee_{board}",
}

LOCAL_BOARD_HANDLES = {
    "x": "ieejemplo_{state}",
    "facebook": "ieejemplo.{state}",
    "instagram": "ieejemplo_{state}",
    "youtube": "ieejemplo-{state}",
    "tiktok": "ieejemplo.{state}",
    "threads": "ieejemplo_{state}",
}

CENTRAL_ACCOUNTS = (
    ("CNCS", "x", "IEEjemplo"),
    ("CNCS", "facebook", "ieejemplo"),
    ("CNCS", "instagram", "ieejemplo"),
    ("CNCS", "youtube", "ieejemplo"),
    ("CNCS", "tiktok", "ieejemplo"),
    ("CNCS", "threads", "ieejemplo"),
    ("CNCS", "linkedin", "ieejemplo"),
    ("CNCS", "telegram", "ieejemplo"),
    ("CNCS", "bluesky", "iee.example"),
    ("CNCS", "whatsapp", "12025550143"),
    ("PRES", "x", "presidencia_iee"),
    ("SE", "x", "secretaria_iee"),
    ("UTSI", "x", "ieejemplo_ti"),
    ("DECE", "x", "civica_iee"),
    ("DECE", "facebook", "civica.iee"),
    ("DECE", "instagram", "civica_iee"),
    ("DECE", "tiktok", "civica.iee"),
    ("DEOE", "x", "organiza_iee"),
    ("DERE", "x", "electores_iee"),
    ("DERE", "facebook", "electores.iee"),
    ("UTIG", "x", "igualdad_iee"),
    ("UTIG", "instagram", "igualdad_iee"),
    ("UTTP", "x", "transparen_iee"),
    ("CAI", "x", "mundo_iee"),
    ("CAI", "linkedin", "mundo-iee"),
)
"""The accounts of the central offices. The telephone number is one reserved for fiction."""


def board_handle(area: Area, platform: str) -> str:
    """Return the handle of a board: `ieejd01ags` on X, `ieejemplo.ags` for a local board's page."""
    if area.kind == "local_board":
        return LOCAL_BOARD_HANDLES[platform].format(state=area.code[4:].lower())
    return BOARD_HANDLES[platform].format(board=area.code.lower())
