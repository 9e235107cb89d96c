//! What the macro knows of a function once it has read it: plain data, no mark of asyncify's left.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{
    Attribute, Expr, ExprClosure, Generics, Pat, PatType, Path, Receiver, Signature, Token, Type,
    Visibility,
};

use crate::pointer::Pointer;

/// What the async twin is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Called back once: an `async fn`.
    Once,
    /// Called back many times: a function that returns an `EventStream`.
    Stream,
    /// The realtime lane for slices of samples: a function that returns a `FrameStream`.
    Frames,
    /// The realtime lane for slices to fill: a function that returns a `Feed`.
    Feed,
}

/// What becomes of an item that the consumer is too slow for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overflow {
    Unbounded,
    DropNewest,
    DropOldest,
    Latest,
    Block,
}

/// What a callback gets that asks for more than was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Underrun {
    /// Silence for the rest.
    Silence,
    /// What there is, which it is told.
    Partial,
    /// The same, and it waits if there is nothing.
    Block,
}

/// When the consumer's task is woken.
#[derive(Clone)]
pub(crate) enum Wake {
    Direct,
    /// Once so many wait for it.
    Every(Expr),
    /// Every so many milliseconds, if there is something.
    Tick(Expr),
}

/// One async twin to write.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    /// Where `fn` stands.
    pub(crate) keyword: Span,
    /// The name of the twin.
    pub(crate) name: Ident,
    /// Without the parameters that stood for a callback's type.
    pub(crate) generics: Generics,
    pub(crate) receiver: Option<Receiver>,
    /// As declared, callbacks among them: this is the order of a call.
    pub(crate) params: Vec<Param>,
    pub(crate) shape: Shape,
    pub(crate) handle: Handle,
    pub(crate) status: Option<Status>,
    /// Where the initiating call blocks while it calls back.
    pub(crate) run: Option<Run>,
    pub(crate) initiator: Initiator,
    pub(crate) delivery: Delivery,
    /// Where the runtime is found.
    pub(crate) runtime: Path,
}

pub(crate) enum Param {
    Plain(PatType),
    Callback(Callback),
    UserData(UserData),
    Destroy(Destroy),
}

/// What C hands back to its callback.
pub(crate) struct UserData {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

/// What C calls when it is done with the callback.
pub(crate) struct Destroy {
    pub(crate) ident: Ident,
    /// As declared, maybe by an alias.
    pub(crate) ty: Type,
    pub(crate) pointer: Pointer,
}

/// What C is given to call, where it can't be given a closure.
pub(crate) struct Foreign {
    /// As declared, maybe by an alias.
    pub(crate) declared: Type,
    pub(crate) pointer: Pointer,
}

/// What the initiating call gives back.
pub(crate) struct Handle {
    /// `()` where it returns nothing.
    pub(crate) ty: Type,
    /// The `Result` that the handle stands in, if it does.
    pub(crate) result: Option<Outcome>,
    /// Whether what the call gives back is nothing to keep.
    pub(crate) discarded: bool,
    /// Whether it may be sent to another thread to be let go of there, if its type allows.
    pub(crate) movable: bool,
}

/// What a call that blocks gives back in the end.
pub(crate) struct Run {
    pub(crate) output: Type,
    /// The parts of the output, if it is a `Result`.
    pub(crate) result: Option<Outcome>,
}

/// `#[status(|value| ..)]`: what makes a `Result` of what the call returns.
pub(crate) struct Status {
    pub(crate) closure: ExprClosure,
    /// The `Result`.
    pub(crate) result: Type,
}

/// A `Result` type, by its parts.
#[derive(Clone)]
pub(crate) struct Outcome {
    pub(crate) ok: Type,
    pub(crate) err: Type,
    /// The `Result` as written, which may be an alias with fewer arguments.
    pub(crate) written: Path,
}

/// How the callback API is set going.
pub(crate) enum Initiator {
    /// The body of the annotated function, which sees the callbacks as local variables.
    Body {
        tokens: TokenStream,
        output: Option<Type>,
    },
    /// A call of a function that exists.
    Call(Callee),
}

/// A function that is there to be called.
pub(crate) struct Callee {
    pub(crate) path: TokenStream,
    /// What must be declared in the twin's body for the call to be understood.
    pub(crate) within: Option<TokenStream>,
    /// What must be declared beside the twin.
    pub(crate) beside: Option<TokenStream>,
}

/// The settings that say how values travel.
pub(crate) struct Delivery {
    pub(crate) buffer: Option<Expr>,
    /// What a slice is filled with for want of samples.
    pub(crate) silence: Option<Expr>,
    pub(crate) underrun: Underrun,
    pub(crate) overflow: Overflow,
    /// Where none is said, it is up to the runtime.
    pub(crate) wake: Option<Wake>,
    pub(crate) cancel: Option<Expr>,
    pub(crate) start: Option<Expr>,
    /// The type every error is converted to.
    pub(crate) error: Option<Type>,
    pub(crate) abandoned: Option<crate::options::Abandoned>,
    pub(crate) local: bool,
    /// The words that say so.
    pub(crate) said: Vec<Ident>,
}

/// A parameter that the API calls.
pub(crate) struct Callback {
    pub(crate) ident: Ident,
    pub(crate) mutability: Option<Token![mut]>,
    pub(crate) is_fn_mut: bool,
    /// Whether a call uses it up, and what it holds.
    pub(crate) is_used_up: bool,
    /// Whether the callback must be `Sync`, and so what it holds.
    pub(crate) is_sync: bool,
    /// The declared type where it can be written down in a function body.
    pub(crate) annotation: Option<Type>,
    /// What the closure is to be checked for where no declared type does that.
    pub(crate) bounds: Option<TokenStream>,
    /// Whether what it says about samples means the same in an item inside the twin.
    pub(crate) is_concrete: bool,
    /// From the inside out: what the closure is put into.
    pub(crate) wraps: Vec<Wrap>,
    pub(crate) role: Role,
    pub(crate) arguments: Vec<Argument>,
    pub(crate) value: Value,
    pub(crate) end_if: Option<EndIf>,
    pub(crate) ok_if: Option<OkIf>,
    pub(crate) reply: Option<Reply>,
    /// What the callback returns, where that can be written down.
    pub(crate) output: Option<Type>,
    /// Set where C calls back.
    pub(crate) foreign: Option<Foreign>,
    /// Where it is a listener's method: what its values are put into.
    pub(crate) variant: Option<Variant>,
}

/// The variant of an event that a listener's method makes.
pub(crate) struct Variant {
    /// The enum.
    pub(crate) of: Ident,
    /// Its type.
    pub(crate) ty: Type,
    pub(crate) ident: Ident,
    /// In the order of the values; a single value that `#[map]` makes has no name.
    pub(crate) fields: Vec<Ident>,
}

/// A listener trait, and what comes beside it.
pub(crate) struct Listener {
    pub(crate) vis: Visibility,
    /// The trait as written, unless it is a mirror.
    pub(crate) original: Option<TokenStream>,
    /// `#[cfg(..)]` on the trait.
    pub(crate) conditions: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) unsafety: Option<Token![unsafe]>,
    /// Those of the implementation.
    pub(crate) generics: Generics,
    /// Those of the generics that events speak of.
    pub(crate) event_generics: Generics,
    /// The trait that the sender implements.
    pub(crate) path: TokenStream,
    /// Attributes of the enum.
    pub(crate) attrs: Vec<TokenStream>,
    pub(crate) methods: Vec<Method>,
    /// What else the implementation holds.
    pub(crate) others: Vec<TokenStream>,
    /// How the events travel.
    pub(crate) stream: Function,
}

/// A method of a listener trait that makes events, or tells their end.
pub(crate) struct Method {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) sig: Signature,
    /// Where the parameter stands that is the sender, if `self` is not.
    pub(crate) user_data: Option<usize>,
    /// A function whose one callback is the method.
    pub(crate) function: Function,
}

/// Which call of the callback is the end.
pub(crate) enum EndIf {
    Holds(Lambda),
    /// The value is an `Option`, and `None` is the end.
    None,
}

/// `#[ok_if(|args| condition)]`
pub(crate) struct OkIf {
    pub(crate) condition: Lambda,
    /// The `Result` that the value stands in.
    pub(crate) ty: Type,
}

#[derive(Clone)]
pub(crate) enum Wrap {
    Some,
    Box,
    Rc,
    Arc,
    Ref,
    RefMut,
    /// `#[shape(.., wrap = expr)]`
    Function(Expr),
}

/// What a call of the callback means.
pub(crate) enum Role {
    Item,
    Error {
        fatal: Fatal,
    },
    End {
        /// The error in the `Result` that it brings, if it brings one.
        failure: Option<Type>,
    },
    /// Beside a single-shot call: what happens until it is done.
    Progress,
    /// Nothing for the consumer: a listener's method that is answered where it is called.
    Answer,
}

pub(crate) enum Fatal {
    Never,
    Always,
    If(Lambda),
}

/// `|pattern, ..| expr` over the callback's arguments.
pub(crate) struct Lambda {
    pub(crate) patterns: Vec<Pat>,
    pub(crate) body: Expr,
    /// What the body gives, where that can be written down.
    pub(crate) ty: Option<Type>,
    /// Whether the body may be left by `return` or `?`, and so must stay a closure.
    pub(crate) leaves: bool,
}

/// What the callback gives back to its caller.
pub(crate) enum Reply {
    /// What is known in the callback; something else, perhaps, once the consumer is gone.
    Told {
        open: Answer,
        closed: Option<Answer>,
    },
    /// What the consumer sends by the `Reply` that comes with the item, else the default.
    Asked {
        timeout: Option<Expr>,
        default: Answer,
        /// `Reply<R>`
        ty: Type,
    },
}

pub(crate) enum Answer {
    /// A value that is there already.
    Constant(Expr),
    /// Code of the user's.
    From(Lambda),
}

/// One argument of a callback.
pub(crate) struct Argument {
    pub(crate) ident: Ident,
    /// The declared type, fit for a closure parameter.
    pub(crate) ty: Type,
    /// The type that outlives the call.
    pub(crate) owned: Type,
    /// Whether the consumer gets it. Not the object that calls back, which, kept, would never be
    /// let go of; nor what comes with the end, unless that is a `Result`.
    pub(crate) is_news: bool,
    /// How the one is made of the other; not at all where the callback gives the value away.
    pub(crate) copied: Option<Copied>,
}

/// How a borrowed argument is made to outlive the call.
#[derive(Clone, Copy)]
pub(crate) enum Copied {
    Clone,
    ToVec,
    ToOwned,
}

/// How the arguments become what the consumer gets.
pub(crate) enum Value {
    /// The arguments, owned; several make a tuple.
    Arguments,
    /// `#[map(|a, b| expr)]`
    Mapped { map: Lambda, ty: Type },
    /// On the realtime lane: the argument that holds the samples; the others say more about them.
    Samples { data: usize, element: Type },
    /// `feed`: the argument that is filled; what others say is dropped.
    Slot { at: usize, element: Type },
    /// `feed`, where samples are brought in the same call.
    Exchange {
        input: usize,
        brought: Type,
        output: usize,
        element: Type,
    },
    /// `feed`, with `#[map]`, which finds the slice to be filled.
    MappedSlot { map: Lambda, element: Type },
    /// `feed`, with `#[map]`, which finds both slices, and maybe more to say.
    MappedExchange {
        map: Lambda,
        brought: Type,
        element: Type,
        info: Option<Type>,
    },
    /// On the realtime lane, with `#[map]`: the samples alone, or with what is said about them.
    MappedSamples {
        map: Lambda,
        element: Type,
        info: Option<Type>,
    },
}
