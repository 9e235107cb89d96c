//! All of a file: header, documentation, `use` lines, sections.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;

use super::module::Section;
use super::names::{self, Names};
use super::render::Renderer;
use super::uses::Uses;
use super::{expanded, fingerprint};
use crate::config::Binding;
use crate::model::Block;

/// What a file says of itself.
pub(super) struct Origin {
    /// The command that writes it.
    pub(super) command: String,
    /// The library, as in paths, and its version, which a C library does not tell.
    pub(super) library: String,
    pub(super) version: String,
    pub(super) is_expanded: bool,
}

/// The text of the file for these sections.
pub(super) fn write(
    mut sections: Vec<Section>,
    binding: &Binding,
    origin: &Origin,
) -> syn::Result<String> {
    expand(&mut sections)?;
    let active: Vec<_> = sections.iter().flat_map(active_tokens).collect();
    let renamed: BTreeMap<_, _> = sections.iter().flat_map(renamed).collect();
    let decided = binding.uses.iter().flat_map(super::uses::names);
    let own: BTreeSet<_> = decided.chain(renamed.keys().cloned()).collect();
    let becomes: Vec<_> = sections.iter().map(|it| it.becomes.clone()).collect();
    let names = Names::of(&active, &becomes, &taken(&sections, &own));
    let renderer = Renderer {
        names: &names,
        own: &own,
    };

    let mut uses = Uses::default();
    names.uses().for_each(|path| uses.add(path));
    binding.uses.iter().for_each(|tree| uses.add_tree(tree));
    for (name, path) in &renamed {
        uses.add_tree(&syn::parse_str(&format!("{path} as {name}"))?);
    }
    if !origin.is_expanded && !active.is_empty() {
        uses.add(&["asyncify", "asyncify"].map(str::to_owned));
    }

    let mut parts = vec![documentation(binding, origin), uses.lines()];
    if origin.is_expanded {
        // The compiler, and clippy, pass over this in what a macro writes.
        let allowed =
            String::from("#![allow(clippy::all, clippy::pedantic, dead_code, unused_imports)]");
        parts.insert(1, vec![allowed]);
    }
    for section in sections {
        match origin.is_expanded {
            true => parts.extend(expanded_section(&renderer, section)?),
            false => parts.push(renderer.section(&section)?),
        }
    }
    let parts = parts.iter().filter(|it| !it.is_empty());
    let parts: Vec<_> = parts.map(|it| it.join("\n")).collect();
    let header = header(origin, &active).join("\n");
    let body = format!("{}\n", parts.join("\n\n"));
    let fingerprint = fingerprint::line(&format!("{header}\n{body}"));
    Ok(format!("{header}\n{fingerprint}\n\n{body}"))
}

/// Finds out what the macro makes of the sections, by paths that need no `use`. Members that it
/// refuses are for people to decide.
fn expand(sections: &mut [Section]) -> syn::Result<()> {
    for section in sections {
        if let Ok(tokens) = expansion(section) {
            section.becomes = tokens;
            continue;
        }
        let members = std::mem::take(&mut section.members);
        let mut told = Vec::new();
        for mut member in members {
            section.members = vec![member.clone()];
            if let Err(error) = expansion(section) {
                member.todo.push(error.to_string());
            }
            told.push(member);
        }
        section.members = told;
        section.becomes = expansion(section)?;
    }
    Ok(())
}

fn expansion(section: &Section) -> syn::Result<TokenStream> {
    let renderer = Renderer {
        names: &Names::default(),
        own: &BTreeSet::new(),
    };
    expanded::expand(&renderer.section(section)?.join("\n"))
}

fn header(origin: &Origin, active: &[TokenStream]) -> Vec<String> {
    let Origin {
        command,
        library,
        version,
        ..
    } = origin;
    let mut lines = vec![
        match version.as_str() {
            "" => format!("// Written by `{command}`."),
            _ => format!("// Written by `{command}` for {library} {version}."),
        },
        String::from("// What it leaves to decide goes into asyncify.toml; then run it again."),
    ];
    let known = ["alloc", "asyncify", "core", "std", library];
    let mut crates = names::crates(active);
    crates.retain(|it| !known.contains(&it.as_str()));
    if origin.is_expanded {
        let line = "// It is not as rustfmt has it: where it is declared, say `#[rustfmt::skip]`.";
        lines.push(line.to_owned());
    }
    if !crates.is_empty() {
        let crates: Vec<_> = crates.iter().map(|it| format!("`{it}`")).collect();
        lines.push(format!(
            "// It also needs the crates {}.",
            crates.join(", ")
        ));
    }
    lines
}

fn documentation(binding: &Binding, origin: &Origin) -> Vec<String> {
    let library = &origin.library;
    let default = match origin.version.as_str() {
        "" => format!("Async versions of the functions of `{library}` that take callbacks."),
        _ => format!("Async versions of what takes callbacks in [`{library}`]."),
    };
    let text = binding.header.as_deref().unwrap_or(&default).trim_end();
    let lines = text.lines().map(|it| format!("//! {it}"));
    lines.map(|it| it.trim_end().to_owned()).collect()
}

/// The tokens of a section that are more than a comment.
fn active_tokens(section: &Section) -> Vec<TokenStream> {
    let active = section.members.iter().filter(|it| it.todo.is_empty());
    let mut tokens: Vec<_> = active.map(|it| it.item.clone()).collect();
    if let (Block::Extension { head, .. }, false) = (&section.block, tokens.is_empty()) {
        tokens.push(head.clone());
    }
    tokens
}

/// The names that the members of a section give to types.
fn renamed(section: &Section) -> impl Iterator<Item = (String, String)> {
    let active = section.members.iter().filter(|it| it.todo.is_empty());
    active.flat_map(|it| it.renamed.clone())
}

/// The names that the module's items have, or that `use`s bring.
fn taken(sections: &[Section], own: &BTreeSet<String>) -> BTreeSet<String> {
    let mut taken = own.clone();
    for section in sections {
        match &section.block {
            Block::Extension { ext, .. } => taken.extend(ext.split(' ').map(str::to_owned)),
            Block::Module { .. } => taken.extend([section.name.clone()]),
            Block::Listener { path } => {
                let name = path.rsplit("::").next().unwrap_or(path);
                taken.extend(["", "Event", "Events", "Sender"].map(|it| format!("{name}{it}")));
            }
            Block::Extern { .. } => {}
        }
    }
    taken
}

/// What is expanded, and as a comment what is not.
fn expanded_section(renderer: &Renderer<'_>, section: Section) -> syn::Result<Vec<Vec<String>>> {
    let mut active = section.clone();
    let mut undecided = section;
    active.members.retain(|it| it.todo.is_empty());
    undecided.members.retain(|it| !it.todo.is_empty());
    let mut parts = Vec::new();
    if !active.members.is_empty() {
        parts.push(expanded::lines(&renderer.section(&active)?.join("\n"))?);
    }
    if !undecided.members.is_empty() {
        parts.push(renderer.section(&undecided)?);
    }
    Ok(parts)
}
