//! Documents against the schema of the AWS provider.

#[cfg(test)]
mod emitted;
#[cfg(test)]
mod findings;
