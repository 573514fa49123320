"""The controls that somebody answers: by attesting, or by doing a duty."""

from typing import Literal

from monitor.intake.faults import RefusedError
from monitor.intake.wording import nearest
from monitor.policy.library import Library
from monitor.text import N_, _

_NOT_SO = {
    "attested": N_("Nobody attests this control: it is judged by what is on record."),
    "duty_met": N_("This control is no duty that is done on a day."),
}


def kinds_answered_by(check: Literal["attested", "duty_met"], control: str) -> tuple[str, ...]:
    """Return the kinds of subject about which a control is answered in this way.

    Raises:
        RefusedError: no policy has it, names the nearest; or what answers it is something else.
    """
    known = Library().definitions()
    if control not in known:
        told, near = _("No policy has this control."), nearest(control, known)
        more = (
            _("Did you mean “{near}”?").format(near=near)
            if near
            else _("To see them: {command}").format(command="monitor policy show mx-ine-mail")
        )
        raise RefusedError(control, f"{told} {more}")
    if check not in {each.check for each in known[control].checks}:
        raise RefusedError(control, _(_NOT_SO[check]))
    return tuple(known[control].subjects)
