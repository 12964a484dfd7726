//! What the parts of the document are: the tree that programs read aloud from. Nodes come in the order in which they
//! are read; what is drawn of them is noted as it is drawn.

use krilla::tagging::{Identifier, Node as Tagged, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use shared::language::Language;
use std::num::NonZeroU16;

/// What a node is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// With its level and its words.
    Heading(NonZeroU16, String),
    Section,
    Paragraph,
    Table,
    Row,
    /// The name of a row.
    Name,
    Value,
    Link,
}

/// A node of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(usize);

#[derive(Debug)]
struct Node {
    kind: Kind,
    children: Vec<Child>,
}

#[derive(Debug)]
enum Child {
    Node(NodeId),
    Drawn(Identifier),
}

#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    top: Vec<NodeId>,
}

impl Tree {
    /// Adds a node behind all others of its parent; without one, of the document.
    pub fn add(&mut self, parent: Option<NodeId>, kind: Kind) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { kind, children: Vec::new() });
        match parent {
            Some(parent) => self.nodes[parent.0].children.push(Child::Node(id)),
            None => self.top.push(id),
        }
        id
    }

    /// Notes that this was drawn of a node.
    pub fn drawn(&mut self, node: NodeId, what: Identifier) {
        self.nodes[node.0].children.push(Child::Drawn(what));
    }

    pub fn tagged(&self, language: Language) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.code().to_owned()));
        self.top.iter().for_each(|node| tree.push(self.group(*node)));
        tree
    }

    fn group(&self, id: NodeId) -> TagGroup {
        let node = &self.nodes[id.0];
        let children = node.children.iter().map(|child| match child {
            Child::Node(id) => Tagged::from(self.group(*id)),
            Child::Drawn(what) => Tagged::from(*what),
        });
        TagGroup::with_children(tag(&node.kind), children.collect())
    }
}

fn tag(kind: &Kind) -> TagKind {
    match kind {
        Kind::Heading(level, words) => Tag::Hn(*level, Some(words.clone())).into(),
        Kind::Section => Tag::Section.into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::Name => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Value => Tag::TD.into(),
        Kind::Link => Tag::Link.into(),
    }
}
