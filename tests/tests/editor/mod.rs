//! What an editor reports about a spec's text, for every text of the tests.

mod fixes;
mod offers;
mod robust;
