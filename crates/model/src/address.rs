//! Which addresses are spoken to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

/// Why an address is not spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// It cannot be read.
    #[error("this is no address: write it like https://api.example.com/v1")]
    Unreadable,
    /// It is not encrypted.
    #[error("the address must begin with https://")]
    NotEncrypted,
    /// It holds a name and a password, or parts that a base has not.
    #[error("the address may hold no user, password, `?` or `#`: the key has a field of its own")]
    NotABase,
    /// It lies in a network of the operator's own.
    #[error("the address is not a public one: ask the operator to allow private addresses")]
    Private,
}

/// Reads the base of an address, up to and without `/chat/completions`. Names are looked up only when it is spoken to.
pub fn check_address(base_url: &str, allow_private: bool) -> Result<Url, AddressProblem> {
    let url = Url::parse(base_url.trim()).map_err(|_| AddressProblem::Unreadable)?;
    match url.scheme() {
        "https" => {}
        "http" if allow_private => {}
        "http" => return Err(AddressProblem::NotEncrypted),
        _ => return Err(AddressProblem::Unreadable),
    }
    let host = url.host_str().ok_or(AddressProblem::Unreadable)?;
    let extra = !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some();
    if extra {
        return Err(AddressProblem::NotABase);
    }
    let literal: Option<IpAddr> = host.trim_start_matches('[').trim_end_matches(']').parse().ok();
    if !allow_private && literal.is_some_and(|address| !is_public(address)) {
        return Err(AddressProblem::Private);
    }
    Ok(url)
}

/// Whether an address belongs to the internet at large, and to no network of somebody's own.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Shared by providers (RFC 6598), reserved for protocols, and for measurements.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = embedded_v4(address) {
        return is_public_v4(inner);
    }
    // Global unicast is 2000::/3; of it 2001::/23 is for protocols and 2001:db8::/32 for examples.
    let [first, second, ..] = address.segments();
    let global = first & 0xE000 == 0x2000;
    let protocols = first == 0x2001 && second < 0x0200;
    let example = (first == 0x2001 && second == 0x0DB8) || first == 0x3FFF;
    global && !protocols && !example
}

/// The IPv4 address behind one that only carries it: mapped, NAT64 or 6to4.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = address.segments();
    let low = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match s {
        [0, 0, 0, 0, 0, 0xFFFF, high, last] | [0x64, 0xFF9B, 0, 0, 0, 0, high, last] => Some(low(high, last)),
        [0x2002, high, last, ..] => Some(low(high, last)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        for host in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "2130706433",
            "0x7f.1",
            "255.255.255.255",
            "198.18.0.1",
            "[::1]",
            "[::]",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::a00:1]",
            "[2002:7f00:1::]",
            "[2001:db8::1]",
        ] {
            let found = check_address(&format!("https://{host}/v1"), false);
            assert_eq!(found, Err(AddressProblem::Private), "{host}");
            assert!(
                check_address(&format!("http://{host}/v1"), true).is_ok(),
                "{host}"
            );
        }
        for host in ["api.example.com", "8.8.8.8", "[2606:4700::1111]"] {
            assert!(
                check_address(&format!("https://{host}/v1"), false).is_ok(),
                "{host}"
            );
        }
    }

    #[test]
    fn what_is_no_base_is_refused() {
        for (address, problem) in [
            ("http://api.example.com/v1", AddressProblem::NotEncrypted),
            ("ftp://api.example.com", AddressProblem::Unreadable),
            ("file:///etc/passwd", AddressProblem::Unreadable),
            ("api.example.com", AddressProblem::Unreadable),
            ("https://user:secret@api.example.com", AddressProblem::NotABase),
            ("https://api.example.com/v1?key=secret", AddressProblem::NotABase),
        ] {
            assert_eq!(check_address(address, false), Err(problem), "{address}");
        }
    }
}
