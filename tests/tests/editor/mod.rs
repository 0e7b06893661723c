//! What an editor is told about a spec's text, over every text that the tests know.

mod fixes;
mod offers;
mod robust;
