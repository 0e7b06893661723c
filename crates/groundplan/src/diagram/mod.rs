//! A picture of a root module, as people draw AWS: the VPC, its zones and subnets, the load balancer, services, what they
//! reach, and an arrow for traffic that security groups allow.
//!
//! Everything comes from the document: what is there (`scene`), where it is put (`layout`), how it is drawn (`svg`).

mod elsewhere;
mod layout;
mod modules;
mod scene;
mod svg;

use crate::terraform::Document;
use crate::terraform::InstanceAddress;
use layout::Layout;
use scene::Scene;

/// A picture of a root module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    layout: Layout,
}

/// A box of the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// The resource that it shows: `aws_lb.main`; empty for what is outside of AWS.
    pub address: InstanceAddress,
    /// What is written in it.
    pub label: String,
    /// What it is: `internet`, `loadBalancer`, `service`, `nat`, `endpoint`, `store`, `network`.
    pub kind: &'static str,
}

impl Diagram {
    /// The picture of a document.
    ///
    /// ```
    /// use groundplan::Diagram;
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1").port(80).public(Public::new());
    /// let shop = Stack::new("shop").region(Region::EuWest1).service(api).environment(Environment::development("dev"));
    /// let made = shop.synth()?;
    /// let diagram = Diagram::of(made.environment("dev").unwrap());
    /// assert!(diagram.nodes().iter().any(|node| node.address == "aws_ecs_service.api" && node.kind == "service"));
    /// assert!(diagram.svg().starts_with("<svg "));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self { layout: Layout::of(&Scene::of(document)) }
    }

    /// The picture of a root module with the modules that it calls, each with its address, which is empty for the root
    /// module.
    ///
    /// ```
    /// use groundplan::Diagram;
    /// use groundplan::terraform::{Block, Document};
    /// let (root, mut jobs) = (Document::new(), Document::new());
    /// jobs.file("main").resource("aws_sqs_queue", "main", Block::new());
    /// let diagram = Diagram::of_modules([("", &root), ("module.jobs", &jobs)]);
    /// assert_eq!(diagram.nodes()[0].address, "module.jobs.aws_sqs_queue.main");
    /// ```
    #[must_use]
    pub fn of_modules<'a>(modules: impl IntoIterator<Item = (&'a str, &'a Document)>) -> Self {
        let mut whole = Scene::default();
        for (address, document) in modules {
            whole.join(Scene::of(document).within(address));
        }
        whole.place_rest();
        whole.title = scene::title(&whole);
        Self { layout: Layout::of(&whole) }
    }

    /// The boxes of the picture; a resource in several zones has one box in each.
    #[must_use]
    pub fn nodes(&self) -> Vec<Node> {
        self.layout.boxes.iter().map(|one| one.node.clone()).collect()
    }

    /// The picture as a file of its own: SVG that refers to nothing else. Colours are custom properties with a value of
    /// their own, `--diagram-ink`, `-paper`, `-line`, `-accent`, `-muted`, so that a page can set others; the box of a
    /// resource has its address as `data-address`.
    #[must_use]
    pub fn svg(&self) -> String {
        svg::write(&self.layout)
    }
}

#[cfg(test)]
mod tests;
