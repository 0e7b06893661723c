//! The addresses of the cluster, for what runs in it.

use super::{Blueprint, existing};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Reference, Value};

impl Blueprint {
    /// The cluster's name, as metrics and scaling targets have it.
    pub(crate) fn name(&self) -> Reference {
        match &self.existing {
            Some(_) => existing::address().attr("cluster_name"),
            None => own().attr("name"),
        }
    }

    /// The cluster, as a service names it.
    pub(crate) fn id(&self) -> Decided<Value> {
        match &self.existing {
            Some(existing) => existing.name.map(|_| existing::address().attr("arn").into()),
            None => Decided::new(own().attr("id").into(), Origins::NONE),
        }
    }

    /// What gives it the capacity that services ask for, where it is made here.
    pub(crate) fn capacity(&self) -> Option<Address> {
        self.is_own().then(|| Address::resource("aws_ecs_cluster_capacity_providers", "main"))
    }
}

fn own() -> Address {
    Address::resource("aws_ecs_cluster", "main")
}
