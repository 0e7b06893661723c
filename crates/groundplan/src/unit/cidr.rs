//! Address blocks.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use ipnet::Ipv4Net;

use super::Invalid;

/// An IPv4 address block: the range of a VPC, a subnet or a firewall rule.
///
/// Written as RFC 4632 has it, the first address and the number of fixed bits: `10.20.0.0/16`. The
/// address has no bits set beyond the prefix, since AWS would silently clear them. A VPC and a
/// subnet are each between /16 and /28, see the AWS pages "VPC CIDR blocks" and "Subnet CIDR
/// blocks"; a block here may be of any size.
///
/// ```
/// use groundplan::unit::Cidr;
///
/// let vpc: Cidr = "10.20.0.0/16".parse()?;
/// let subnet: Cidr = "10.20.3.0/24".parse()?;
/// assert!(vpc.contains(&subnet) && vpc.is_private());
/// assert_eq!(vpc.nth(24, 3), Some(subnet));
///
/// let refused = "10.20.0.1/16".parse::<Cidr>().unwrap_err();
/// assert_eq!(refused.hint.as_deref(), Some("10.20.0.0/16"));
/// # Ok::<(), groundplan::unit::Invalid>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cidr(Ipv4Net);

impl Cidr {
    /// Takes the place of a block that cannot be read, so that everything else can be checked.
    pub(crate) const STAND_IN: Self = Self(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 16));

    /// 10.0.0.0/8: the largest block of private addresses.
    pub(crate) const TEN: Self = Self(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8));

    /// The number of fixed bits, from 0 to 32.
    #[must_use]
    pub fn prefix(&self) -> u8 {
        self.0.prefix_len()
    }

    /// The first address.
    #[must_use]
    pub fn network(&self) -> Ipv4Addr {
        self.0.network()
    }

    /// Whether all of `other` lies in this block; a block contains itself.
    #[must_use]
    pub fn contains(&self, other: &Cidr) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the two share an address. Overlapping networks cannot be peered.
    #[must_use]
    pub fn overlaps(&self, other: &Cidr) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Whether every address is private: RFC 1918, or the shared space 100.64.0.0/10 of RFC 6598.
    #[must_use]
    pub fn is_private(&self) -> bool {
        PRIVATE.iter().filter_map(|(address, prefix)| block(*address, *prefix)).any(|all| all.contains(self))
    }

    /// The blocks of `prefix` bits that make up this one, in order.
    ///
    /// There are none unless `prefix` is longer than the block's own and at most 32.
    ///
    /// ```
    /// use groundplan::unit::Cidr;
    ///
    /// let vpc: Cidr = "10.0.0.0/16".parse()?;
    /// let halves: Vec<String> = vpc.subdivide(17).map(|half| half.to_string()).collect();
    /// assert_eq!(halves, ["10.0.0.0/17", "10.0.128.0/17"]);
    /// assert_eq!(vpc.subdivide(16).count(), 0);
    /// # Ok::<(), groundplan::unit::Invalid>(())
    /// ```
    pub fn subdivide(&self, prefix: u8) -> impl Iterator<Item = Cidr> + use<> {
        let whole = *self;
        (0..=u32::MAX).map_while(move |index| whole.nth(prefix, index))
    }

    /// The block at `index`, from 0, of those [`subdivide`](Self::subdivide) gives.
    #[must_use]
    pub fn nth(&self, prefix: u8, index: u32) -> Option<Cidr> {
        let free_bits = BITS.checked_sub(prefix)?;
        let index_bits = prefix.checked_sub(self.prefix()).filter(|bits| *bits > 0)?;
        let index = u64::from(index);
        if index >= 1 << index_bits {
            return None;
        }
        let address = u64::from(u32::from(self.network())) + (index << free_bits);
        block(Ipv4Addr::from(u32::try_from(address).ok()?), prefix)
    }
}

const BITS: u8 = 32;

/// The prefix a bare address most likely lacks: that of the largest VPC.
const USUAL_PREFIX: u8 = 16;

const PRIVATE: [(Ipv4Addr, u8); 4] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
];

/// The block of `prefix` bits that `address` is in.
fn block(address: Ipv4Addr, prefix: u8) -> Option<Cidr> {
    Ipv4Net::new(address, prefix).ok().map(|net| Cidr(net.trunc()))
}

impl FromStr for Cidr {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let Some((address, prefix)) = text.split_once('/') else {
            return Err(without_prefix(text));
        };
        let found =
            address.parse().ok().zip(bits(prefix)).and_then(|(address, prefix)| block(address, prefix));
        match found {
            Some(cidr) if cidr.to_string() == text => Ok(cidr),
            Some(cidr) => {
                Err(Invalid::new("an IPv4 block that starts at its first address").hint(cidr.to_string()))
            }
            None => Err(no_block(address)),
        }
    }
}

fn bits(prefix: &str) -> Option<u8> {
    // `parse` alone would take `+16`.
    prefix.bytes().all(|byte| byte.is_ascii_digit()).then(|| prefix.parse().ok())?
}

fn without_prefix(text: &str) -> Invalid {
    match text.parse() {
        Ok(address) => Invalid::new("an IPv4 block with its prefix length, such as `10.20.0.0/16`")
            .guess(block(address, USUAL_PREFIX)),
        Err(_) => no_block(text),
    }
}

fn no_block(address: &str) -> Invalid {
    Invalid::new(match address.contains(':') {
        true => "an IPv4 block, such as `10.20.0.0/16`, not IPv6",
        false => "an IPv4 block, such as `10.20.0.0/16`",
    })
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cidr(text: &str) -> Cidr {
        text.parse().unwrap()
    }

    fn refused(text: &str) -> Invalid {
        text.parse::<Cidr>().unwrap_err()
    }

    #[test]
    fn near_misses_have_a_hint() {
        for (text, wanted) in [
            ("10.20.0.1/16", "10.20.0.0/16"),
            ("10.20.0.0", "10.20.0.0/16"),
            ("10.20.3.4", "10.20.0.0/16"),
            ("10.20.0.0/016", "10.20.0.0/16"),
        ] {
            assert_eq!(refused(text).hint.as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn nonsense_has_no_hint() {
        for text in
            ["", "/", "10.0.0/8", "10.0.0.0/33", "10.0.0.0/+8", "10.0.0.0/", "010.0.0.0/8", "vpc", "::1"]
        {
            assert_eq!(refused(text).hint, None, "{text}");
        }
        assert!(refused("fd00::/8").wanted.ends_with("not IPv6"));
    }

    #[test]
    fn private_is_rfc_1918_and_shared_space() {
        for text in ["10.0.0.0/8", "172.31.0.0/16", "192.168.1.0/24", "100.127.0.0/16"] {
            assert!(cidr(text).is_private(), "{text}");
        }
        for text in ["0.0.0.0/0", "10.0.0.0/7", "172.32.0.0/16", "100.128.0.0/16", "8.8.8.8/32"] {
            assert!(!cidr(text).is_private(), "{text}");
        }
    }

    #[test]
    fn overlap_goes_both_ways() {
        let (vpc, subnet, other) = (cidr("10.0.0.0/16"), cidr("10.0.4.0/24"), cidr("10.1.0.0/16"));
        assert!(vpc.overlaps(&subnet) && subnet.overlaps(&vpc) && vpc.overlaps(&vpc));
        assert!(!vpc.overlaps(&other) && !subnet.contains(&vpc));
    }

    #[test]
    fn subdividing_stops_at_the_end() {
        assert_eq!(cidr("10.0.0.0/16").subdivide(24).last(), Some(cidr("10.0.255.0/24")));
        assert_eq!(cidr("255.255.255.254/31").subdivide(32).count(), 2);
        assert_eq!(cidr("0.0.0.0/0").nth(32, u32::MAX), Some(cidr("255.255.255.255/32")));
        assert_eq!(cidr("10.0.0.0/16").nth(24, 256), None);
        assert_eq!(cidr("10.0.0.0/16").nth(255, 0), None);
    }

    proptest! {
        #[test]
        fn prints_what_it_reads(address: u32, prefix in 0..=32_u8) {
            let cidr = block(address.into(), prefix).unwrap();
            prop_assert_eq!(cidr.to_string().parse(), Ok(cidr));
        }

        #[test]
        fn parts_lie_apart_within_the_whole(address: u32, prefix in 0..=24_u8, extra in 1..=8_u8) {
            let whole = block(address.into(), prefix).unwrap();
            let parts: Vec<Cidr> = whole.subdivide(prefix + extra).collect();
            prop_assert_eq!(parts.len(), 1 << extra);
            prop_assert!(parts.iter().all(|part| whole.contains(part)));
            prop_assert!(parts.windows(2).all(|pair| pair[0] < pair[1] && !pair[0].overlaps(&pair[1])));
        }
    }
}
