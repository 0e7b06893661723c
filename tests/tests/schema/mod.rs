//! Documents against the schema of the AWS provider.

#[cfg(test)]
mod emitted;
#[cfg(test)]
mod every_type;
#[cfg(test)]
mod findings;
#[cfg(test)]
mod form;
#[cfg(test)]
mod kinds;
#[cfg(test)]
mod normalized;
#[cfg(test)]
mod source;
