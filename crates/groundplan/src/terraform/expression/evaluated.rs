use crate::terraform::Value;

/// An expression with the value that a plan has for it: `cidrsubnet(aws_vpc.main.cidr_block, 4, 0)`, of a VPC whose block is
/// written down. Its references count, so that what it depends on stays known; its value is what it is judged by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The value, in which nothing is left to be evaluated.
    pub value: Value,
    /// The expression.
    pub of: Value,
}
