"""The sheet of areas: the parts of the institution that accounts belong to."""

from monitor.intake.columns import LONGEST_NAME, Choice, Column, Sheet

SHEET = Sheet(
    name="areas",
    es_names=("áreas",),
    turn=1,
    key=("code",),
    columns=(
        Column("code", ("clave", "clave del área", "código"), required=True, kind="area"),
        Column("name", ("nombre", "nombre del área"), dash=True, longest=LONGEST_NAME),
        Column(
            "kind",
            ("tipo", "tipo de área"),
            "choice",
            choices=(
                Choice("central", ("central", "oficinas centrales", "órgano central")),
                Choice("local_board", ("junta local", "junta local ejecutiva")),
                Choice("district_board", ("junta distrital", "junta distrital ejecutiva")),
                Choice("other", ("otra", "otro")),
            ),
        ),
        Column(
            "role",
            ("función", "rol"),
            "choice",
            open_choice=True,
            longest=LONGEST_NAME,
            dash=True,
            choices=(
                Choice("communications", ("comunicación", "comunicación social")),
                Choice("it-unit", ("informática", "unidad de informática"), ("it unit",)),
                Choice("presidency", ("presidencia",)),
            ),
        ),
        Column("parent", ("área superior", "depende de"), "area", dash=True),
        Column("head", ("titular", "persona titular"), "email", dash=True, subjects=("person",)),
    ),
)
