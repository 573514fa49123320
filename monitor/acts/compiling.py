"""Compiling policies that can be judged: what they ask is checked against the checks there are."""

from collections.abc import Iterable

from monitor.checks import fitness
from monitor.policy.library import Library, LoadedInstitution
from monitor.policy.problems import PolicyError
from monitor.policy.requirements import Requirements, compile_requirements


def compile_fit(
    library: Library, names: Iterable[str], own: LoadedInstitution, *, named: bool
) -> Requirements:
    """Compile policies that can be judged; `named`: on the command line, not in the files.

    Raises:
        PolicyError: everything that is wrong with them.
    """
    requirements = compile_requirements(library, names, own, named_at_door=named)
    problems = list(fitness.unfit(requirements, library, own))
    if problems:
        raise PolicyError(problems)
    return requirements
