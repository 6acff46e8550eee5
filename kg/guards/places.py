"""Where an IP address lies: on the public internet, or on this machine and the network around it."""

from __future__ import annotations


def is_public(number: str) -> bool:
    """Tell whether an IP address is one of the public internet, however it is wrapped.

    Source: the IANA registries of special-purpose addresses, as Python knows them; RFC 4291, 3056, 4380, 6052.

    >>> [is_public(n) for n in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False, False]
    """
    from ipaddress import IPv6Address, ip_address, ip_network  # noqa: PLC0415

    try:
        found = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        if found.sixtofour or found.teredo or found in ip_network("64:ff9b::/96"):
            return False
    return found.is_global and not found.is_multicast
