//! The way from a spec to root modules: read, decide, emit, check.

pub(super) mod access;
mod bootstrap;
pub(super) mod compile;
pub(super) mod compiler;
pub(super) mod cross_stack;
pub(super) mod environment;
pub(super) mod part;
mod root;
pub(super) mod shared_listener;
mod unreachable;
mod validation;
