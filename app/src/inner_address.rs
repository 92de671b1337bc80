//! Addresses a webhook must never reach: our own machine and network, and everything special.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// True for loopback, private, link-local, shared, documentation, multicast and reserved ranges, in
/// either family, also when an IPv4 address hides in an IPv6 one (mapped, NAT64, 6to4).
pub fn is_inner(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_inner_v4(ip),
        IpAddr::V6(ip) => is_inner_v6(ip),
    }
}

fn is_inner_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || a == 0
        || a >= 224
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b))
}

fn is_inner_v6(ip: Ipv6Addr) -> bool {
    let [first, second, .., high, low] = ip.segments();
    let [a, b] = high.to_be_bytes();
    let [c, d] = low.to_be_bytes();
    let inside = Ipv4Addr::new(a, b, c, d);
    if ip.to_ipv4_mapped().is_some() || (first == 0x64 && second == 0xff9b) {
        return is_inner_v4(inside);
    }
    // Only 2000::/3 is given out as global unicast; parts of it are special too.
    let global = first & 0xe000 == 0x2000;
    let special = first == 0x2002 || (first == 0x2001 && (second < 0x200 || second == 0xdb8));
    !global || special
}

#[cfg(test)]
mod tests {
    use super::*;

    /// loopback, private, link-local, mapped, NAT64.
    #[test]
    fn inner_addresses_are_known() {
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "::127.0.0.1",
        ] {
            assert!(is_inner(inner.parse().expect("an address")), "{inner}");
        }
        for outer in ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"] {
            assert!(!is_inner(outer.parse().expect("an address")), "{outer}");
        }
    }
}
