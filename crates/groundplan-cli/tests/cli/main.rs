//! The command `groundplan`, run as a user runs it.

// Lints that forbid a panic spare what is marked as a test.
#[cfg(test)]
mod command;
#[cfg(test)]
mod cost;
#[cfg(test)]
mod diagram;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod modules;
#[cfg(test)]
mod place;
#[cfg(test)]
mod prices;
#[cfg(test)]
mod program;
mod provider_schema;
#[cfg(test)]
mod terraform;
