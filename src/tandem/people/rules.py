"""Which roles can be given by hand, and who may give them."""

from tandem.permissions.rules import Role

# A client's role comes with their care, never from this list.
GRANTABLE = (
    Role.THERAPIST,
    Role.PEER,
    Role.PEER_SUPERVISOR,
    Role.CLINICAL_SUPERVISOR,
    Role.ON_CALL,
    Role.LEAD,
    Role.FRONT_DESK,
    Role.BILLER,
    Role.ADMIN,
)
CARE_ROLES = frozenset(
    {Role.THERAPIST, Role.PEER, Role.PEER_SUPERVISOR, Role.CLINICAL_SUPERVISOR, Role.ON_CALL}
)


def may_give(giver: frozenset[str], role: str, to_self: bool) -> bool:
    """Return whether someone with the roles `giver` may give `role`.

    Admins and leads give roles; an admin can't give a care role to themself, so that running the
    site never becomes a way to read. Source: access matrix, row 37.
    """
    if Role.LEAD in giver:
        return True
    return Role.ADMIN in giver and not (to_self and role in CARE_ROLES)
