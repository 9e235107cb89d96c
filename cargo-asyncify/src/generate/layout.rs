//! Items as lines, laid out as rustfmt does it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{
    Attribute, FnArg, ForeignItemFn, GenericArgument, Generics, Meta, PathArguments, ReturnType,
    Type,
};

use super::pieces;
use crate::arguments::{self, Argument};

/// What rustfmt puts on a line, unless it is told otherwise.
pub(super) const WIDTH: usize = 100;
pub(super) const INDENT: &str = "    ";

/// The lines, further to the right.
pub(super) fn indented(lines: Vec<String>) -> Vec<String> {
    let indent = |line: String| match line.as_str() {
        "" => line,
        _ => format!("{INDENT}{line}"),
    };
    lines.into_iter().map(indent).collect()
}

/// As line comments.
pub(super) fn commented(lines: Vec<String>) -> Vec<String> {
    let comment = |line: String| format!("// {line}").trim_end().to_owned();
    lines.into_iter().map(comment).collect()
}

/// A line comment, on as many lines as it takes.
pub(super) fn comment(text: &str, depth: usize) -> Vec<String> {
    let width = WIDTH - depth * INDENT.len();
    let mut lines = vec![String::from("//")];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is one");
        if last.len() + 1 + word.len() <= width || last == "//" {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(format!("// {word}"));
        }
    }
    lines
}

/// A function without a body, `depth` steps to the right of the margin.
pub(super) fn function(item: &ForeignItemFn, depth: usize) -> Vec<String> {
    let width = WIDTH - depth * INDENT.len();
    let sig = &item.sig;
    let mut lines = attributes(&item.attrs, depth);
    let params: Vec<_> = sig.inputs.iter().map(|it| param(it, depth + 1)).collect();
    let variadic = sig.variadic.iter().map(|_| vec![String::from("...")]);
    let params: Vec<_> = params.into_iter().chain(variadic).collect();
    let (start, generics) = (pieces::start(&item.vis, sig), generics(&sig.generics));
    let output = pieces::output(&sig.output);
    let predicates = predicates(&sig.generics);
    let end = if predicates.is_empty() { ";" } else { "" };

    let flat: Vec<_> = params.iter().map(|it| it.join(" ")).collect();
    let flat = format!("{start}{}({})", angle_brackets(&generics), flat.join(", "));
    let is_flat = params.iter().all(|it| it.len() == 1);
    // With a `where` after it, there must be room for a `;` all the same.
    let rest = width.checked_sub(flat.len() + output.len() + 1);
    if let (true, Some(rest)) = (is_flat, rest) {
        // What is full to the last column is broken before the arrow.
        match rest == 0 && predicates.is_empty() && !output.is_empty() {
            true => lines.extend([flat, format!("{};", output.trim_start())]),
            false => lines.push(format!("{flat}{output}{end}")),
        }
    } else {
        let head = format!("{start}{}(", angle_brackets(&generics));
        if head.len() < width || generics.is_empty() {
            lines.push(head);
        } else {
            lines.push(format!("{start}<"));
            let generics = generics.iter().map(|it| format!("{it},"));
            let generics = generics.flat_map(|it| sum(it, width - INDENT.len(), INDENT));
            lines.extend(indented(generics.collect()));
            lines.push(String::from(">("));
        }
        for mut param in params {
            let last = param.last_mut().expect("a parameter");
            if last != "..." {
                last.push(',');
            }
            lines.extend(indented(param));
        }
        lines.push(format!("){output}{end}"));
    }
    let mut clause = where_clause(&predicates, ";", depth);
    // What returns nothing has its `where` beside the parenthesis.
    if let (Some(last), false) = (lines.last_mut().filter(|it| *it == ")"), clause.is_empty()) {
        last.push_str(&format!(" {}", clause.remove(0)));
    }
    lines.extend(clause);
    lines
}

/// The `where` of an item, the last predicate with what ends it.
fn where_clause(predicates: &[String], end: &str, depth: usize) -> Vec<String> {
    let Some((last, others)) = predicates.split_last() else {
        return Vec::new();
    };
    let others = others.iter().map(|it| format!("{it},"));
    let lines = others.chain([format!("{last}{end}")]);
    let room = WIDTH - (depth + 1) * INDENT.len();
    let mut clause = vec![String::from("where")];
    clause.extend(indented(
        lines.flat_map(|it| sum(it, room, INDENT)).collect(),
    ));
    clause
}

/// Bounds that are too long for a line, with one on each.
fn sum(text: String, room: usize, indent: &str) -> Vec<String> {
    if text.len() <= room {
        return vec![text];
    }
    let (mut lines, mut rest, mut level, mut last) = (Vec::new(), 0, 0, ' ');
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '<' | '[' => level += 1,
            ')' | ']' => level -= 1,
            '>' if last != '-' => level -= 1,
            '+' if level == 0 => {
                lines.push(text[rest..at].trim_end().to_owned());
                rest = at;
            }
            _ => {}
        }
        last = letter;
    }
    lines.push(text[rest..].to_owned());
    lines[1..]
        .iter_mut()
        .for_each(|it| it.insert_str(0, indent));
    lines
}

/// The line of a block's head before its `{`, or lines if there is a `where`.
pub(super) fn head(start: &str, of: &Generics, end: &str) -> Vec<String> {
    let line = format!("{start}{}{end}", angle_brackets(&generics(of)));
    let predicates = predicates(of);
    if predicates.is_empty() {
        return vec![format!("{line} {{")];
    }
    let mut lines = vec![line];
    lines.extend(where_clause(&predicates, ",", 0));
    lines.push(String::from("{"));
    lines
}

fn generics(of: &Generics) -> Vec<String> {
    of.params.iter().map(pieces::generic).collect()
}

fn predicates(of: &Generics) -> Vec<String> {
    let predicates = of.where_clause.iter().flat_map(|it| &it.predicates);
    predicates.map(pieces::predicate).collect()
}

fn angle_brackets(generics: &[String]) -> String {
    match generics {
        [] => String::new(),
        generics => format!("<{}>", generics.join(", ")),
    }
}

/// A parameter with its marks: those stand before it if it is one that fits, else above it.
fn param(param: &FnArg, depth: usize) -> Vec<String> {
    let mut bare = param.clone();
    let attrs = match &mut bare {
        FnArg::Receiver(it) => std::mem::take(&mut it.attrs),
        FnArg::Typed(it) => std::mem::take(&mut it.attrs),
    };
    let text = pieces::param(&bare);
    let mut lines = attributes(&attrs, depth);
    let room = WIDTH - depth * INDENT.len() - 1;
    match &mut lines[..] {
        [only] if only.len() + 1 + text.len() <= room && !only.starts_with("//") => {
            *only = format!("{only} {text}");
        }
        _ => {
            let broken = callback_of_c(&bare, depth);
            let first = broken.as_ref().map_or(&text, |broken| &broken[0]);
            let joins = match &lines[..] {
                [only] => only.len() + 1 + first.len() <= room && !only.starts_with("//"),
                _ => false,
            };
            match broken {
                Some(mut broken) if joins => {
                    broken[0] = format!("{} {}", lines.remove(0), broken[0]);
                    lines = broken;
                }
                Some(broken) if text.len() > room => lines.extend(broken),
                // In this place, rustfmt does not indent them.
                _ => lines.extend(sum(text, room, "")),
            }
        }
    }
    lines
}

/// An `Option<unsafe extern "C" fn(..)>` that does not fit on a line.
fn callback_of_c(param: &FnArg, depth: usize) -> Option<Vec<String>> {
    let FnArg::Typed(param) = param else {
        return None;
    };
    let Type::Path(option) = &*param.ty else {
        return None;
    };
    let PathArguments::AngleBracketed(inner) = &option.path.segments.last()?.arguments else {
        return None;
    };
    let GenericArgument::Type(Type::FnPtr(pointer)) = inner.args.first()? else {
        return None;
    };
    let flat = pieces::ty(&Type::FnPtr(pointer.clone()));
    let room = WIDTH - (depth + 1) * INDENT.len() - 1;
    let inner = if flat.len() <= room {
        vec![format!("{flat},")]
    } else {
        let mut bare = pointer.clone();
        bare.inputs.clear();
        bare.output = ReturnType::Default;
        let start = pieces::ty(&Type::FnPtr(bare));
        let start = start.trim_end_matches(')').to_owned();
        let args = pointer.inputs.iter().map(|arg| {
            let ty = pieces::ty(&arg.ty);
            match &arg.name {
                Some((name, _)) => format!("{name}: {ty},"),
                None => format!("{ty},"),
            }
        });
        let mut lines = vec![start];
        lines.extend(indented(args.collect()));
        lines.push(format!("){},", pieces::output(&pointer.output)));
        lines
    };
    let name = param.pat.to_token_stream();
    let mut lines = vec![format!("{name}: Option<")];
    lines.extend(indented(inner));
    lines.push(String::from(">"));
    Some(lines)
}

/// Attributes, each on lines of its own.
pub(super) fn attributes(attrs: &[Attribute], depth: usize) -> Vec<String> {
    attrs.iter().flat_map(|it| attribute(it, depth)).collect()
}

fn attribute(attr: &Attribute, depth: usize) -> Vec<String> {
    let path = attr.path().to_token_stream().to_string().replace(' ', "");
    match &attr.meta {
        Meta::Path(_) => vec![format!("#[{path}]")],
        Meta::NameValue(meta) => match text(&meta.value) {
            Some(docs) if path == "doc" => {
                let line = |line: &str| format!("///{line}").trim_end().to_owned();
                // An empty text is an empty line.
                docs.split('\n').map(line).collect()
            }
            _ => vec![format!(
                "#[{path} = {}]",
                pieces::tokens(&meta.value.to_token_stream())
            )],
        },
        Meta::List(meta) => match arguments::parse(meta.tokens.clone()) {
            Ok(arguments) => list(&path, &arguments, depth),
            Err(_) => vec![format!("#[{path}({})]", pieces::tokens(&meta.tokens))],
        },
    }
}

fn text(value: &syn::Expr) -> Option<String> {
    match value {
        syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// `#[path(arguments)]`
fn list(path: &str, arguments: &[Argument], depth: usize) -> Vec<String> {
    let width = WIDTH - depth * INDENT.len();
    let texts: Vec<_> = arguments.iter().map(argument).collect();
    let flat = format!("#[{path}({})]", texts.join(", "));
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let fits = |text: &str| text.lines().next().is_some_and(|it| it.len() <= width);
    // A closure may begin on the line of its attribute.
    if fits(&flat) && (!flat.contains('\n') || texts.len() == 1) {
        return lines(&flat);
    }
    let mut broken = vec![format!("#[{path}(")];
    let count = texts.len();
    for (at, mut text) in texts.into_iter().enumerate() {
        if at + 1 < count {
            text.push(',');
        }
        broken.extend(indented(lines(&text)));
    }
    broken.push(String::from(")]"));
    broken
}

fn argument(argument: &Argument) -> String {
    let value = |tokens: &TokenStream| {
        let expression = pieces::expression(tokens);
        expression.unwrap_or_else(|| pieces::tokens(tokens))
    };
    match (&argument.name, &argument.value) {
        (Some(name), Some(tokens)) => format!("{name} = {}", value(tokens)),
        (Some(name), None) => name.to_string(),
        (None, Some(tokens)) => value(tokens),
        (None, None) => String::new(),
    }
}
