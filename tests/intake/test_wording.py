"""How words are compared, and which known word is nearest to one that is not."""

import pytest

from monitor.intake.wording import fold, nearest


@pytest.mark.parametrize(
    "form",
    [
        "cambio de contraseña",
        "CAMBIO DE CONTRASEÑA",
        "cambio_de_contrasena",
        " Cambio  de Contrasen\u0303a ",
    ],
)
def test_case_accents_underscores_and_spaces_do_not_matter(form: str) -> None:
    assert fold(form) == "cambio de contrasena"


def test_the_nearest_word_is_found_whatever_its_accents() -> None:
    assert nearest("contrasena", ["contraseña", "correo"]) == "contraseña"
    assert nearest("platfrom", ["platform", "handle"]) == "platform"
    assert nearest("zzz", ["platform", "handle"]) is None
    assert nearest("platform" * 100, ["platform"]) is None
