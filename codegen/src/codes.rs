//! The codes of the diagnostics: what a mistake is called, wherever it is made.

use std::fmt;
use std::str::FromStr;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::parse::ParseStream;

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

// A code that is gone is not given to another mistake.
codes! {
    // Syntax.
    SYNTAX "A0001"

    // Options.
    UNKNOWN_OPTION "A0101"
    OPTION_SYNTAX "A0102"
    OPTION_TWICE "A0103"
    TWO_SHAPES "A0104"
    UNKNOWN_POLICY "A0105"
    RELATIVE_CRATE "A0106"
    ONE_NAME "A0107"
    MISPLACED_OPTION "A0108"
    MEANINGLESS_OPTION "A0109"

    // What the attribute stands on.
    NOT_AN_ITEM "A0201"
    TRAIT_IMPL "A0202"
    MODULE_ELSEWHERE "A0203"
    WHICH_MODULE "A0204"
    NOTHING_TO_DO "A0205"
    NOT_MIRRORED "A0206"
    NO_BODY "A0207"
    BODY_IN_MIRROR "A0208"
    RECURSION "A0209"
    CONDITIONAL_PARAMETER "A0210"
    ASYNC_ALREADY "A0211"
    CONST_FN "A0212"
    FOREIGN_ABI "A0213"
    VARIADIC "A0214"

    // Callbacks and their types.
    NO_CALLBACK "A0301"
    LENT_CALLBACK "A0302"
    HIDDEN_CALLBACK "A0303"
    FN_POINTER "A0304"
    JOB_OR_VISITOR "A0305"
    MAYBE_A_JOB "A0306"
    CALLED_DURING_THE_CALL "A0307"
    SHARED_TYPE "A0308"
    NAMED_TYPE "A0309"
    WRAPPED_TYPE "A0310"
    SHADOWED_TYPE "A0311"
    ASYNC_CLOSURE "A0312"
    BARE_TRAIT "A0313"

    // Marks.
    UNKNOWN_MARK "A0401"
    MARK_SYNTAX "A0402"
    MARK_TWICE "A0403"
    MARKS_CONTRADICT "A0404"
    NOT_A_CALLBACK "A0405"
    CLOSURE_ARGUMENTS "A0406"
    SHAPE_SYNTAX "A0407"
    STATUS_PLACE "A0408"
    STATUS_TYPE "A0409"

    // Roles.
    ROLES_NEEDED "A0501"
    ROLE_TAKEN "A0502"
    NO_ITEM "A0503"
    PROGRESS_OF_STREAM "A0504"
    END_OF_ONCE "A0505"
    END_VALUE "A0506"
    END_IF_PLACE "A0507"
    END_IF_NONE "A0508"
    OK_IF_PLACE "A0509"
    OK_IF_CONTRADICTS "A0510"

    // What is brought.
    NEEDS_MAP "A0601"
    FILLED_SLICE "A0602"
    MAP_BORROWS "A0603"
    MAP_TYPE "A0604"

    // Replies.
    REPLY_NEEDED "A0701"
    NO_REPLY "A0702"
    REPLY_SYNTAX "A0703"
    ANSWER_TYPE "A0704"
    ASK_WITHOUT_ITEM "A0705"
    ASK_IN_REALTIME "A0706"

    // Errors, and the end.
    FATAL_ONCE "A0801"
    TWO_ERROR_TYPES "A0802"
    NO_ERROR "A0803"
    ABANDONED_STREAM "A0804"

    // How values travel.
    NOT_A_STREAM "A0901"
    BUFFER_SIZE "A0902"
    WAKE_NUMBER "A0903"
    LATEST_KEEPS_ONE "A0904"

    // Handles.
    NO_HANDLE "A1001"
    CANCEL_BORROWS "A1002"
    KEEPS_CALLBACK "A1003"

    // Samples in real time.
    NEEDS_FN_MUT "A1101"
    NO_SAMPLES "A1102"
    SAMPLES_MAP "A1103"
    SECOND_SLICE "A1104"
    DESTRUCTOR "A1105"
    NOT_COPY "A1106"
    REALTIME_OVERFLOW "A1107"
    NOT_A_FEED "A1108"
    PARTIAL_FILL "A1109"

    // Listeners.
    NO_EVENT "A1201"
    NOT_AN_EVENT "A1202"
    MISPLACED_IN_LISTENER "A1203"
    SKIP_WITHOUT_DEFAULT "A1204"
    SENDER_PARAMETER "A1205"
    SENDER_CANNOT_CHOOSE "A1206"
    GENERIC_EVENT "A1207"
    EVENT_ATTRIBUTE "A1208"
    NAME_TAKEN "A1209"

    // C.
    HOW_OFTEN "A1301"
    NO_USER_DATA "A1302"
    NO_C_CALLBACK "A1303"
    USER_DATA_WITHHELD "A1304"
    WHICH_USER_DATA "A1305"
    USER_DATA_TYPE "A1306"
    DESTROY_NOTIFY "A1307"
    VARIADIC_CALLBACK "A1308"

    // Functions that block.
    BLOCKING_BORROWS "A1401"
    BLOCKING_CONTRADICTS "A1402"
    NEVER_RETURNS "A1403"
    RESULT_BORROWS "A1404"
    RESULT_MAY_BORROW "A1405"
    ITERATOR_TYPE "A1406"
    NOT_AN_ITERATOR "A1407"
    WRAPPER_ALONE "A1408"
    MIXED_BODIES "A1409"
    HANDLE_CALLBACK "A1410"
    HANDLE_SELF "A1411"

    // Contexts.
    CONTEXT_PLACE "A1501"
    CONTEXT_UNSAFE "A1502"
    HAND_OUT "A1503"
    CONTEXT_VALUE "A1504"
    CONTEXT_BORROWS "A1505"

    // Twins that take a callback.
    NOT_ASYNC "A1601"
    TWIN_PLACE "A1602"
    TWIN_BORROWS "A1603"
    UNNAMED_RESULT "A1604"
    TWIN_ABANDONED "A1605"
    C_ABANDONED "A1606"
    PORTAL_ALONE "A1607"
}

#[allow(clippy::disallowed_methods, reason = "this is the one place")]
impl Code {
    /// The code, as it stands in messages.
    pub const fn as_str(&self) -> &'static str {
        self.0
    }

    /// The mistake, at all of `tokens`.
    pub(crate) fn at(self, tokens: &dyn ToTokens, message: impl AsRef<str>) -> syn::Error {
        syn::Error::new_spanned(tokens, self.ending(message.as_ref()))
    }

    /// The mistake, at one place.
    pub(crate) fn on(self, span: Span, message: &str) -> syn::Error {
        syn::Error::new(span, self.ending(message))
    }

    /// The mistake that comes next.
    pub(crate) fn ahead(self, input: ParseStream<'_>, message: &str) -> syn::Error {
        self.of(&input.error(message))
    }

    /// The mistake that the parser found, in its words.
    pub(crate) fn of(self, error: &syn::Error) -> syn::Error {
        self.on(error.span(), &error.to_string())
    }

    /// What is wrong with what is to be written so: if the parser says it, that says nothing of how.
    pub(crate) fn of_use(error: syn::Error, usage: &str) -> syn::Error {
        match Code::take(&error.to_string()) {
            Some(_) => error,
            None => Code::SYNTAX.on(error.span(), &format!("{error}: {usage}")),
        }
    }

    /// The message, with the code at the end of its first line.
    fn ending(self, message: &str) -> String {
        match message.split_once('\n') {
            Some((first, more)) => format!("{first} [{self}]\n{more}"),
            None => format!("{message} [{self}]"),
        }
    }

    /// The code of a message, and what it says.
    fn take(message: &str) -> Option<(Code, String)> {
        let (first, more) = message.split_at(message.find('\n').unwrap_or(message.len()));
        let (text, code) = first.strip_suffix(']')?.rsplit_once('[')?;
        let text = text.strip_suffix(' ')?;
        Some((code.parse().ok()?, format!("{text}{more}")))
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

impl Mistake {
    /// The mistake that is reported, and the error that tells it with its code. What has none comes
    /// from the parser.
    pub(crate) fn of(error: syn::Error) -> (Mistake, syn::Error) {
        let span = error.span();
        match Code::take(&error.to_string()) {
            Some((code, message)) => {
                let mistake = Mistake {
                    code,
                    message,
                    span,
                };
                (mistake, error)
            }
            None => Mistake::of(Code::SYNTAX.of(&error)),
        }
    }
}
