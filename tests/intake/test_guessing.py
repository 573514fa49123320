"""Guesses of what columns say, on headers as networks and directories write them."""

import pytest

from monitor.intake.guessing import guessed


@pytest.mark.parametrize(
    ("headers", "identity", "role"),
    [
        (["Nombre", "Correo electrónico", "Función"], (1, 0), (2,)),
        (["First Name [Required]", "Last Name [Required]", "Email [Required]"], (2, 0, 1), ()),
        (["E-mail", "Recovery email", "Access level"], (0,), (2,)),
        (["Correo de recuperación", "Nombre completo", "Apellidos", "Rol en página"], (1,), (3,)),
        (["NOMBRE", "Apellido paterno", "Apellido materno"], (0, 1, 2), ()),
        (["Usuario", "Permisos"], (0,), (1,)),
        (["Usuario", "Email"], (1,), ()),
        (["identidad", "función"], (0,), (1,)),
        (["Estado", "Fecha de alta"], (), ()),
        ([], (), ()),
    ],
)
def test_who_has_access_and_as_what_are_told_from_the_headers(
    headers: list[str], identity: tuple[int, ...], role: tuple[int, ...]
) -> None:
    found = guessed(headers)
    assert (found["identity"], found["role"]) == (identity, role)


def test_the_account_is_told_from_whole_headers_only() -> None:
    found = guessed(["Red social", "Cuenta", "Cuenta publicitaria", "Red de la persona"])
    assert (found["platform"], found["handle"]) == ((0,), (1,))
