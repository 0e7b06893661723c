//! Networks by their prefixes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::super::{Outcome, Reason};
use super::arguments::{Arguments, size, texts};
use super::{Native, of};

pub(super) const TABLE: &[Native] = &[
    of("cidrhost", cidrhost),
    of("cidrnetmask", cidrnetmask),
    of("cidrsubnet", cidrsubnet),
    of("cidrsubnets", cidrsubnets),
];

/// A network: its first address as a number, how many bits are fixed, and how many an address has.
#[derive(Clone, Copy)]
struct Network {
    first: u128,
    prefix: u32,
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Outcome<Self> {
        let fails = Reason::Fails("the text is not an address prefix");
        let (address, prefix) = text.split_once('/').ok_or(fails)?;
        // Terraform takes numbers that begin with zeros, as in `10.01.0.0`.
        let address: IpAddr =
            address.parse().map_err(|_| if address.contains('0') { Reason::Uncertain } else { fails })?;
        let (first, bits) = match address {
            IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
            IpAddr::V6(address) => (address.to_bits(), 128),
        };
        let is_number = prefix.bytes().all(|byte| byte.is_ascii_digit());
        let prefix =
            prefix.parse().ok().filter(|_| is_number).filter(|prefix| *prefix <= bits).ok_or(fails)?;
        let made = Self { first, prefix, bits };
        let rest = made.size().map_or(u128::MAX, |size| size - 1);
        Ok(Self { first: first & !rest, ..made })
    }

    /// How many addresses it has; `None` of all of IPv6.
    fn size(self) -> Option<u128> {
        1_u128.checked_shl(self.bits - self.prefix)
    }

    /// A network within it, so many bits longer, with a number.
    fn subnet(self, bits: u32, number: u128) -> Outcome<Self> {
        let prefix = self.prefix.checked_add(bits).filter(|prefix| *prefix <= self.bits);
        let prefix = prefix.ok_or(Reason::Fails("there is not enough room in the network"))?;
        if 1_u128.checked_shl(bits).is_some_and(|count| number >= count) {
            return Err(Reason::Fails("there are fewer subnets"));
        }
        let offset = number.checked_shl(self.bits - prefix).unwrap_or(0);
        Ok(Self { first: self.first.saturating_add(offset), prefix, ..self })
    }

    fn address(self, number: u128) -> Outcome<IpAddr> {
        match u32::try_from(number) {
            Ok(number) if self.bits == 32 => Ok(Ipv4Addr::from_bits(number).into()),
            Err(_) if self.bits == 32 => Err(Reason::Uncertain),
            _ => {
                let address = Ipv6Addr::from_bits(number);
                // There are two ways to write these.
                if address.to_ipv4().is_some() { Err(Reason::Uncertain) } else { Ok(address.into()) }
            }
        }
    }

    fn text(self) -> Outcome<String> {
        Ok(format!("{}/{}", self.address(self.first)?, self.prefix))
    }
}

fn bits(number: i64) -> Outcome<u32> {
    // Terraform takes negative ones, and gives larger networks.
    u32::try_from(size(number).map_err(|_| Reason::Uncertain)?).map_err(|_| Reason::Limit)
}

fn cidrhost(all: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&all.text(0)?)?;
    let number = all.integer(1)?;
    let size = network.size().ok_or(Reason::Uncertain)?;
    let distance = u128::from(number.unsigned_abs());
    let offset = match number < 0 {
        true => size.checked_sub(distance),
        false => Some(distance).filter(|distance| *distance < size),
    };
    let offset = offset.ok_or(Reason::Fails("the network has fewer addresses"))?;
    Ok(network.address(network.first.saturating_add(offset))?.to_string().into())
}

fn cidrnetmask(all: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&all.text(0)?)?;
    if network.bits != 32 {
        return Err(Reason::Fails("IPv6 networks have no mask"));
    }
    let mask = u32::MAX.checked_shl(32 - network.prefix).unwrap_or(0);
    Ok(Ipv4Addr::from_bits(mask).to_string().into())
}

fn cidrsubnet(all: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&all.text(0)?)?;
    let number = u128::try_from(all.integer(2)?).map_err(|_| Reason::Uncertain)?;
    Ok(network.subnet(bits(all.integer(1)?)?, number)?.text()?.into())
}

/// By how many bits `cidrsubnets` extends a prefix at most.
const MOST_BITS: u32 = 32;

fn cidrsubnets(all: &Arguments<'_>) -> Outcome {
    let network = Network::parse(&all.text(0)?)?;
    if network.prefix == 0 {
        return Err(Reason::Uncertain);
    }
    let (mut made, mut next) = (Vec::new(), 0_u128);
    for place in 1..all.0.len() {
        let bits = bits(all.integer(place)?)
            .and_then(|bits| if bits == 0 { Err(Reason::Uncertain) } else { Ok(bits) })?;
        if bits > MOST_BITS {
            return Err(Reason::Fails("a prefix is extended by at most 32 bits"));
        }
        let size =
            Network { prefix: network.prefix.saturating_add(bits).min(network.bits), ..network }.size();
        let size = size.ok_or(Reason::Uncertain)?;
        let number = next.div_ceil(size);
        made.push(network.subnet(bits, number)?.text()?);
        next = number.saturating_add(1).saturating_mul(size);
    }
    Ok(texts(made))
}
