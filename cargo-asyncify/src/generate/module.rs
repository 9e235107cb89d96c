//! What goes into a module: declarations in their blocks, in the order of the source.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use crate::config::Binding;
use crate::model::{Block, Finding, Verdict};

/// Declarations that are written together.
#[derive(Clone)]
pub(super) struct Section {
    pub(super) block: Block,
    /// Of a module.
    pub(super) name: String,
    pub(super) docs: Option<String>,
    pub(super) members: Vec<Member>,
    /// What the macro makes of the members that are more than a comment.
    pub(super) becomes: TokenStream,
}

#[derive(Clone)]
pub(super) struct Member {
    /// The original's public path.
    pub(super) path: String,
    pub(super) item: TokenStream,
    pub(super) notes: Vec<String>,
    /// Names that it gives to types, and their paths.
    pub(super) renamed: BTreeMap<String, String>,
    /// With one, it is written as a comment.
    pub(super) todo: Vec<String>,
}

impl Section {
    /// Whether anything in it is more than a comment.
    pub(super) fn is_active(&self) -> bool {
        self.members.iter().any(|it| it.todo.is_empty())
    }
}

/// The sections for findings, as far as there is something to write for them.
pub(super) fn sections(findings: &[Finding], binding: &Binding) -> Vec<Section> {
    let mut sorted: Vec<_> = findings.iter().collect();
    sorted.sort_by_key(|it| {
        let it = &it.candidate;
        (&it.file, it.line, &it.path)
    });
    let mut sections: Vec<Section> = Vec::new();
    for finding in sorted {
        let Some(declaration) = &finding.declaration else {
            continue;
        };
        let path = &finding.candidate.path;
        let mut todo = declaration.todo.clone();
        if let Verdict::Refused { reason } = &finding.verdict {
            // Who decided about it wants to know why it is not there.
            match binding.settles(path) {
                true => todo.push(reason.clone()),
                false => continue,
            }
        }
        let member = Member {
            path: path.clone(),
            item: declaration.item.clone(),
            notes: [&declaration.notes[..], &declaration.doubts].concat(),
            renamed: declaration.renamed.clone(),
            todo,
        };
        let block = &declaration.block;
        match sections.iter_mut().find(|it| is_same(&it.block, block)) {
            Some(section) => section.members.push(member),
            None => sections.push(Section {
                block: block.clone(),
                name: module_name(block, binding, path),
                docs: binding.block(path).and_then(|it| it.docs.clone()),
                members: vec![member],
                becomes: TokenStream::new(),
            }),
        }
    }
    tell_apart(&mut sections);
    sections
}

fn is_same(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::Module { path: one }, Block::Module { path: other }) => one == other,
        (
            Block::Extension { ext, head, .. },
            Block::Extension {
                ext: other,
                head: its,
                ..
            },
        ) => ext == other && head.to_string() == its.to_string(),
        (Block::Extern { abi: one }, Block::Extern { abi: other }) => one == other,
        _ => false,
    }
}

/// What a module of functions is called: like the original, but for a crate's root, whose name
/// stands for the crate itself.
fn module_name(block: &Block, binding: &Binding, path: &str) -> String {
    let Block::Module { path: module } = block else {
        return String::new();
    };
    let decided = binding.block(path).and_then(|it| it.ext.clone());
    decided.unwrap_or_else(|| match module.trim_start_matches("::").rsplit_once("::") {
        Some((_, name)) => name.to_owned(),
        None => String::from("functions"),
    })
}

/// Gives a number to extension traits and modules whose names others have already.
fn tell_apart(sections: &mut [Section]) {
    let mut taken = BTreeSet::new();
    for section in sections {
        let name = match &mut section.block {
            Block::Extension { ext, .. } => ext,
            Block::Module { .. } => &mut section.name,
            Block::Listener { .. } | Block::Extern { .. } => continue,
        };
        let first = name.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            *name = format!("{first}{number}");
            number += 1;
        }
    }
}
