//! Which addresses are on the public internet: an allow rule over the IANA special-purpose registries. No resolution here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Globally reachable.
    Public,
    /// The own machine or an own network: allowed where the settings say so.
    Private(&'static str),
    /// Never a publisher: link-local, metadata services, tunnels, documentation, multicast, reserved.
    Never(&'static str),
}

/// Judges an address.
pub fn reach(ip: IpAddr) -> Reach {
    match ip {
        IpAddr::V4(ip) => reach_v4(ip),
        IpAddr::V6(ip) => reach_v6(ip),
    }
}

/// A range that may not be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockedRange {
    /// What lies there, in words.
    pub range: &'static str,
    /// Whether it opens when private addresses are allowed.
    pub own: bool,
}

/// The closed range an address lies in, if it may not be called.
pub fn blocked_range(ip: IpAddr, allow_private: bool) -> Option<BlockedRange> {
    match reach(ip) {
        Reach::Public => None,
        Private(_) if allow_private => None,
        Private(range) => Some(BlockedRange { range, own: true }),
        Never(range) => Some(BlockedRange { range, own: false }),
    }
}

use Reach::{Never, Private};

/// First match wins. Source: IANA IPv4 Special-Purpose Address Registry; 100.100.100.200 is a cloud's metadata service, and
/// 168.63.129.16 another's platform, which answers every machine in it (learn.microsoft.com, "What is IP address
/// 168.63.129.16?") though the address is a public one. 192.0.0.192, a third's, stands in the protocol block.
/// AS112 and AMT blocks, global by the registry, are left out and so stay open.
const V4: &[([u8; 4], u32, Reach)] = &[
    ([100, 100, 100, 200], 32, Never("a cloud metadata service")),
    ([168, 63, 129, 16], 32, Never("a cloud's platform")),
    ([0, 0, 0, 0], 8, Never("\"this network\"")),
    ([10, 0, 0, 0], 8, Private("a private network")),
    ([100, 64, 0, 0], 10, Private("a provider's shared network")),
    ([127, 0, 0, 0], 8, Private("this machine")),
    ([169, 254, 0, 0], 16, Never("the local link or a metadata service")),
    ([172, 16, 0, 0], 12, Private("a private network")),
    ([192, 0, 0, 0], 24, Never("a protocol block")),
    ([192, 0, 2, 0], 24, Never("a documentation block")),
    ([192, 88, 99, 0], 24, Never("a former 6to4 relay")),
    ([192, 168, 0, 0], 16, Private("a private network")),
    ([198, 18, 0, 0], 15, Never("a benchmarking block")),
    ([198, 51, 100, 0], 24, Never("a documentation block")),
    ([203, 0, 113, 0], 24, Never("a documentation block")),
    ([224, 0, 0, 0], 4, Never("a multicast group")),
    ([240, 0, 0, 0], 4, Never("a reserved block")),
];

/// First match wins; what no row names is closed. Source: IANA IPv6 Global Unicast and Special-Purpose registries.
/// NAT64, IPv4-mapped, -compatible and -translated addresses fall outside 2000::/3.
const V6: &[([u16; 8], u32, Reach)] = &[
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, Private("this machine")),
    ([0xfd00, 0xec2, 0, 0, 0, 0, 0, 0], 32, Never("a cloud metadata service")),
    ([0xfd20, 0xce, 0, 0, 0, 0, 0, 0], 32, Never("a cloud metadata service")),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, Private("a private network")),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, Never("the local link")),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, Never("a protocol block or tunnel")),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, Never("a documentation block")),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, Never("a 6to4 tunnel")),
    ([0x3ffe, 0, 0, 0, 0, 0, 0, 0], 16, Never("a returned test network")),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, Never("a documentation block")),
    ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, Reach::Public),
];

fn reach_v4(ip: Ipv4Addr) -> Reach {
    let ip = u32::from(ip);
    let inside = |net: [u8; 4], bits: u32| (ip ^ u32::from_be_bytes(net)) >> (32 - bits) == 0;
    V4.iter().find(|(net, bits, _)| inside(*net, *bits)).map_or(Reach::Public, |(_, _, reach)| *reach)
}

fn reach_v6(ip: Ipv6Addr) -> Reach {
    if is_isatap(ip) {
        return Never("an ISATAP tunnel");
    }
    let bits_of = |segments: [u16; 8]| u128::from(Ipv6Addr::from(segments));
    let inside = |net: [u16; 8], bits: u32| (u128::from(ip) ^ bits_of(net)) >> (128 - bits) == 0;
    let row = V6.iter().find(|(net, bits, _)| inside(*net, *bits));
    row.map_or(Never("no public block"), |(_, _, reach)| *reach)
}

/// An interface identifier `0:5efe:a.b.c.d` or `200:5efe:a.b.c.d` (RFC 5214) hands the packet to that IPv4 address.
fn is_isatap(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    matches!(segments[4], 0 | 0x200) && segments[5] == 0x5efe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_by_example() {
        let cases = "93.184.215.14 public | 100.63.255.255 public | 100.128.0.1 public | 172.15.9.9 public | 172.32.0.1 public
            192.31.196.1 public | 223.255.255.255 public | 1.1.1.1 public | 2606:4700::1111 public | 2a00:1450::1 public
            127.0.0.1 private | 127.255.255.254 private | 10.0.0.1 private | 172.31.255.255 private | 192.168.1.1 private
            100.64.0.1 private | ::1 private | fd12:3456::1 private
            0.0.0.0 never | 168.63.129.16 never | 168.63.129.15 public | 168.63.129.17 public | 169.254.169.254 never | 100.100.100.200 never | 192.0.0.192 never | 192.0.2.1 never
            198.19.255.255 never | 203.0.113.9 never | 224.0.0.1 never | 255.255.255.255 never | :: never
            ::ffff:127.0.0.1 never | ::127.0.0.1 never | ::ffff:0:10.0.0.1 never | 64:ff9b::10.0.0.1 never | 64:ff9b:1::1 never
            2001::1 never | 2001:1ff::1 never | 2001:db8::1 never | 2002:7f00:1:: never | 3fff::1 never | fe80::1 never
            fec0::1 never | ff02::1 never | 100::1 never | 5f00::1 never | fd00:ec2::254 never | 2600::5efe:10.0.0.1 never";
        for case in cases.split(['|', '\n']) {
            let (ip, expected) = case.trim().split_once(' ').unwrap();
            let found = match reach(ip.parse().unwrap()) {
                Reach::Public => "public",
                Private(_) => "private",
                Never(_) => "never",
            };
            assert_eq!(found, expected, "{ip}");
        }
    }

    #[test]
    fn metadata_stays_closed_when_private_is_open() {
        for ip in [
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "fd00:ec2::254",
            "fd20:ce::254",
            "fe80::a9fe:a9fe",
            "::ffff:168.63.129.16",
            "64:ff9b::168.63.129.16",
            "2002:a83f:8110::1",
        ] {
            assert!(blocked_range(ip.parse().unwrap(), true).is_some(), "{ip}");
        }
        assert!(blocked_range("192.168.1.9".parse().unwrap(), true).is_none());
        assert!(blocked_range("192.168.1.9".parse().unwrap(), false).is_some());
    }

    proptest! {
        #[test]
        fn no_v6_form_of_a_v4_address_is_public(v4: u32) {
            let [a, b] = [(v4 >> 16) as u16, v4 as u16];
            for segments in [
                [0, 0, 0, 0, 0, 0xffff, a, b],
                [0, 0, 0, 0, 0, 0, a, b],
                [0x64, 0xff9b, 0, 0, 0, 0, a, b],
                [0x64, 0xff9b, 1, 0, 0, 0, a, b],
                [0x2002, a, b, 0, 0, 0, 0, 1],
                [0x2001, 0, a, b, 0, 0, 0, 1],
                [0x2600, 0, 0, 1, 0, 0x5efe, a, b],
            ] {
                prop_assert_ne!(reach(IpAddr::V6(Ipv6Addr::from(segments))), Reach::Public);
            }
        }
    }
}
