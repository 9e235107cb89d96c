//! The codes of the diagnostics: what a mistake is called, wherever it is made.

use std::fmt;
use std::str::FromStr;

use proc_macro2::{Span, TokenStream};

/// The code of a kind of mistake: `A` and four digits, of which the first two are the topic.
///
/// A message ends its first line with it, in brackets. The codes are stable: `cargo asyncify explain
/// CODE` has the long text behind each.
///
/// # Example
/// ```
/// use asyncify_codegen::Code;
///
/// let code: Code = "a0001".parse()?;
/// assert_eq!(code.to_string(), "A0001");
/// assert!(Code::ALL.contains(&code));
/// # Ok::<(), asyncify_codegen::UnknownCode>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

macro_rules! codes {
    ($($name:ident $code:literal)*) => {
        impl Code {
            $(pub(crate) const $name: Code = Code($code);)*

            /// Every code, in order.
            pub const ALL: &[Code] = &[$(Code::$name),*];
        }
    };
}

codes! {
    SYNTAX "A0001"
}

impl Code {
    /// The code, as it stands in messages.
    pub const fn as_str(&self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    /// Reads `A0001`, in upper or lower case.
    fn from_str(code: &str) -> Result<Code, UnknownCode> {
        let mut all = Code::ALL.iter();
        let found = all.find(|known| known.0.eq_ignore_ascii_case(code));
        found.copied().ok_or(UnknownCode)
    }
}

/// There is no such [`Code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no diagnostic has this code")
    }
}

impl std::error::Error for UnknownCode {}

/// What `#[asyncify]` writes for an item, and what is wrong with that item.
#[derive(Clone, Debug, Default)]
pub struct Expansion {
    /// The items to be written in place of the annotated one. Where something is wrong, there are
    /// `compile_error!`s among them.
    pub tokens: TokenStream,
    /// The mistakes that these tell, in the order in which they were found.
    pub mistakes: Vec<Mistake>,
}

/// Something that is wrong with an annotated item, or with what is said about it.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// The kind of mistake.
    pub code: Code,
    /// What the user reads, without the code. Lines after the first say more, or how to mend it.
    pub message: String,
    /// What it points at.
    pub span: Span,
}
