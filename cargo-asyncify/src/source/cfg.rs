//! Conditional compilation: which conditions hold.

use std::collections::BTreeSet;
use std::process::Command;

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, LitBool, LitStr, Token, parenthesized};

use crate::Failure;

/// What holds for a package, by name, or by name and value.
///
/// Whatever else is asked for does not hold: `doc`, `docsrs`, `test`, and what a build script
/// would set.
pub(crate) struct Cfg {
    holds: BTreeSet<(String, Option<String>)>,
}

impl Cfg {
    /// That of this machine's target, as the compiler tells it, with these features.
    pub(crate) fn host(features: &BTreeSet<String>) -> Result<Cfg, Failure> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(&rustc)
            .args(["--print", "cfg"])
            .output()
            .map_err(|error| {
                Failure::input(format_args!("{} can't be run: {error}", rustc.display()))
            })?;
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::input(format_args!("rustc --print cfg: {reason}")));
        }
        Ok(Cfg::new(&String::from_utf8_lossy(&output.stdout), features))
    }

    /// `printed`: a condition per line, such as `unix` or `target_os="linux"`.
    pub(crate) fn new(printed: &str, features: &BTreeSet<String>) -> Cfg {
        let printed = printed.lines().map(|line| match line.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.trim_matches('"').to_owned())),
            None => (line.to_owned(), None),
        });
        let features = features
            .iter()
            .map(|feature| (String::from("feature"), Some(feature.clone())));
        Cfg {
            holds: printed.chain(features).collect(),
        }
    }

    /// Makes a name hold.
    pub(crate) fn set(&mut self, name: String) {
        self.holds.insert((name, None));
    }

    /// Whether what stands in the parentheses of a `cfg` holds; what is no condition does not.
    pub(crate) fn holds(&self, condition: TokenStream) -> bool {
        Condition::parse
            .parse2(condition)
            .is_ok_and(|condition| self.is(&condition))
    }

    pub(crate) fn is(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(all) => all.iter().all(|each| self.is(each)),
            Condition::Any(any) => any.iter().any(|each| self.is(each)),
            Condition::Not(not) => !self.is(not),
            Condition::Always(value) => *value,
            Condition::Option(option) => self.holds.contains(option),
        }
    }
}

/// What stands in the parentheses of a `cfg`.
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Always(bool),
    Option((String, Option<String>)),
}

impl Parse for Condition {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitBool) {
            return Ok(Condition::Always(input.parse::<LitBool>()?.value));
        }
        let name = input.call(syn::ext::IdentExt::parse_any)?;
        if input.peek(syn::token::Paren) {
            return Condition::of_several(&name, input);
        }
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(input.parse::<LitStr>()?.value()),
            None => None,
        };
        Ok(Condition::Option((name.to_string(), value)))
    }
}

impl Condition {
    fn of_several(name: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        parenthesized!(content in input);
        if !["all", "any", "not"].iter().any(|known| name == known) {
            // `version("1.80")` and its like are not stable: no crate relies on them.
            content.parse::<TokenStream>()?;
            return Ok(Condition::Always(false));
        }
        let mut several: Vec<_> = Punctuated::<Condition, Token![,]>::parse_terminated(&content)?
            .into_iter()
            .collect();
        Ok(if name == "all" {
            Condition::All(several)
        } else if name == "any" {
            Condition::Any(several)
        } else {
            let one = several.pop().ok_or_else(|| content.error("a condition"))?;
            Condition::Not(Box::new(one))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Cfg;

    #[test]
    fn conditions_hold_or_not() {
        let features = ["std".to_owned()].into();
        let cfg = Cfg::new("unix\ntarget_os=\"linux\"\n", &features);
        for (condition, expected) in [
            ("unix", true),
            ("windows", false),
            ("target_os = \"linux\"", true),
            ("target_os", false),
            ("feature = \"std\"", true),
            ("feature = \"alloc\"", false),
            ("all(unix, not(windows),)", true),
            ("any(windows, doc)", false),
            ("any(windows, all())", true),
            ("any()", false),
            ("not(test)", true),
            ("true", true),
            ("false", false),
            ("version(\"1.80\")", false),
        ] {
            let tokens = condition.parse().unwrap();
            assert_eq!(cfg.holds(tokens), expected, "{condition}");
        }
    }
}
