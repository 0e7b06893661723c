//! Public IPv4 addresses: <https://aws.amazon.com/vpc/pricing/>, "Public IPv4 Address".
//!
//! Each hour of each address, in use or not. Addresses that a customer brings to AWS are free.

use super::{Family, Priced};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::{Quantity, hours};
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_eip", elastic)];

/// The name of the service on bills.
const SERVICE: &str = "Public IPv4 addresses";

fn elastic(address: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let pool = address.word("public_ipv4_pool", "amazon")?;
    if pool == "amazon" {
        charge(bill, "address hours", hours(1));
    } else {
        bill.free("the address comes from a pool that was brought to AWS");
    }
    Ok(())
}

/// Addresses that something else has.
pub(super) fn charge(bill: &mut Bill<'_>, item: &'static str, hours: Quantity) {
    charge_known(bill, item, Ok(hours));
}

/// The same, where their number may not be known.
pub(super) fn charge_known(bill: &mut Bill<'_>, item: &'static str, hours: Result<Quantity, Unknown>) {
    bill.of(SERVICE).charge_known(item, key::IPV4_ADDRESS_HOUR, hours);
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::bill;

    #[test]
    fn each_address_is_charged_but_for_ones_own() {
        let text = |more: &str| format!("resource \"aws_eip\" \"nat\" {{\n domain = \"vpc\"\n{more}\n}}");
        let usage = Usage::new();
        assert_eq!(
            bill("eu-central-1", &text(""), &usage),
            ["Public IPv4 addresses: address hours 730 x 0.005 = 3.65",]
        );
        let own = text("public_ipv4_pool = \"ipv4pool-ec2-012\"");
        assert_eq!(
            bill("eu-central-1", &own, &usage),
            ["free: the address comes from a pool that was brought to AWS",]
        );
    }
}
