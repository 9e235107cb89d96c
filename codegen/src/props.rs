//! Questions about a function that several emitters ask, each answered once.

use crate::collect::CollectVec;
use proc_macro2::Span;
use quote::format_ident;
use syn::{Expr, Ident, Pat, PatType, Type, parse_quote};

use crate::model::{
    Answer, Callback, EndIf, Function, Handle, Outcome, Overflow, Param, Reply, Role, Run, Shape,
    Value,
};
use crate::types;

/// The name of what comes beside a listener's trait. Editors find the trait by it; to the compiler and to
/// lints it is one of ours.
pub(crate) fn beside(name: &Ident, kind: &str) -> Ident {
    let span = Span::call_site().located_at(name.span());
    format_ident!("{name}{kind}", span = span)
}

impl Function {
    /// Boxed, as what is done with it in many places would be compiled anew for each.
    pub(crate) fn callbacks(&self) -> Box<dyn Iterator<Item = &Callback> + '_> {
        Box::new(self.params.iter().filter_map(|param| match param {
            Param::Callback(callback) => Some(callback),
            _ => None,
        }))
    }

    fn of_role(&self, is_it: fn(&Role) -> bool) -> Option<&Callback> {
        self.callbacks().find(|callback| is_it(&callback.role))
    }

    pub(crate) fn item(&self) -> Option<&Callback> {
        self.of_role(|role| matches!(role, Role::Item))
    }

    pub(crate) fn error_callback(&self) -> Option<&Callback> {
        self.of_role(|role| matches!(role, Role::Error { .. }))
    }

    /// The types of what is told of as errors: by the error callback, and by the end.
    pub(crate) fn told_errors(&self) -> Vec<Type> {
        let told = self
            .callbacks()
            .filter_map(|callback| match &callback.role {
                Role::Error { .. } => Some(callback.value_type()),
                Role::End { failure } => failure.clone(),
                Role::Item | Role::Progress | Role::Answer => None,
            });
        told.collect_vec()
    }

    pub(crate) fn progress_callback(&self) -> Option<&Callback> {
        self.of_role(|role| matches!(role, Role::Progress))
    }

    /// Whether a callback tells the end.
    pub(crate) fn has_end(&self) -> bool {
        let end = self.of_role(|role| matches!(role, Role::End { .. }));
        end.is_some()
    }

    /// What the item callback brings, or a call that blocks returns.
    pub(crate) fn item_type(&self) -> Type {
        match (self.item(), &self.run) {
            (Some(item), _) => item.value_type(),
            (None, Some(run)) => run.output.clone(),
            (None, None) => types::unit(),
        }
    }

    /// Where a single-shot item callback brings a `Result`: its parts.
    pub(crate) fn item_outcome(&self) -> Option<Outcome> {
        (self.shape == Shape::Once)
            .then(|| types::outcome(&self.item_type(), &self.runtime))
            .flatten()
    }

    /// The type of the failure that a single-shot call is completed with.
    pub(crate) fn callback_error(&self) -> Option<Type> {
        self.told_errors().into_iter().next().or_else(|| {
            let brought = self.item_outcome();
            let returned = self.run_result().filter(|_| self.shape == Shape::Once);
            brought
                .as_ref()
                .or(returned)
                .map(|outcome| outcome.err.clone())
        })
    }

    /// The `Result` that a call which blocks returns in the end.
    pub(crate) fn run_result(&self) -> Option<&Outcome> {
        self.run.as_ref()?.result.as_ref()
    }

    /// Whether what a call that blocks returns is the result.
    pub(crate) fn answers(&self) -> bool {
        self.run.is_some() && self.item().is_none()
    }

    /// The types of all failures that the API can tell of.
    pub(crate) fn failures(&self) -> Vec<Type> {
        let mut failures = Vec::new();
        if let Some(initiator) = self.handle.result.as_ref().or(self.run_result()) {
            failures.push(initiator.err.clone());
        }
        let told = self.told_errors();
        // What an item brings is an error only where the call has no other result.
        let brought = self.item_outcome().filter(|_| !told.is_empty());
        failures.extend(self.callback_error());
        failures.extend(told.into_iter().skip(1));
        failures.extend(brought.map(|outcome| outcome.err));
        failures
    }

    /// The type of every failure on the way out.
    pub(crate) fn error_type(&self) -> Option<Type> {
        let failure = self.failures().into_iter().next()?;
        Some(self.delivery.error.clone().unwrap_or(failure))
    }

    /// Whether the stream is cancelled by what may be unable to leave its thread.
    pub(crate) fn cancels_here(&self) -> bool {
        let keeps = match &self.delivery.cancel {
            None | Some(Expr::Path(_)) => false,
            Some(Expr::Closure(cancel)) => self
                .inputs()
                .iter()
                .any(|name| types::mentions(cancel, name)),
            Some(_) => true,
        };
        // An opaque type can't be named twice.
        let named = !types::is_opaque(&self.handle.ty);
        let stays = (keeps && self.delivery.local) || self.cancel_points();
        stays && named && self.shape == Shape::Stream
    }

    /// Whether `cancel` uses a raw pointer, which is never `Send`.
    fn cancel_points(&self) -> bool {
        let Some(cancel) = &self.delivery.cancel else {
            return false;
        };
        let mut params = self.params.iter().filter_map(Param::named);
        params.any(|(name, ty)| types::is_pointer(ty) && types::mentions(cancel, name))
    }

    /// The names that the function's inputs have in its body.
    pub(crate) fn inputs(&self) -> Vec<Ident> {
        let mut inputs = Vec::new();
        if let Some(receiver) = &self.receiver {
            inputs.push(receiver.self_token.into());
        }
        for (name, _) in self.params.iter().filter_map(Param::named) {
            inputs.push(name.clone());
        }
        inputs
    }

    /// Whether a full buffer loses items.
    pub(crate) fn is_lossy(&self) -> bool {
        use Overflow::{DropNewest, DropOldest, Latest};
        (self.shape == Shape::Stream || self.progress_callback().is_some())
            && matches!(self.delivery.overflow, DropNewest | DropOldest | Latest)
    }

    /// The type that every error is converted to in the callback, because it is one of several.
    pub(crate) fn early_conversion(&self) -> Option<&Type> {
        let failures = self.failures();
        let differ = failures
            .windows(2)
            .any(|pair| !types::same(&pair[0], &pair[1]));
        self.delivery.error.as_ref().filter(|_| differ)
    }

    /// The same of the initiator's own error, which a stream converts later.
    pub(crate) fn early_initiator_conversion(&self) -> Option<&Type> {
        let applies = self.shape == Shape::Once && self.handle.result.is_some();
        self.early_conversion().filter(|_| applies)
    }

    /// The type that an error has to be, where only the compiler can tell whether it is: what an alias
    /// of `Result` leaves unsaid.
    pub(crate) fn expected_error(&self, error: &Type) -> Option<Type> {
        let first = self.told_errors().into_iter().next()?;
        let is_said = self.delivery.error.is_some() || types::same(&first, error);
        (!is_said).then_some(first)
    }

    /// Whether the start closure returns what the function does.
    pub(crate) fn returns_as_written(&self) -> bool {
        self.delivery.start.is_none()
            && self.status.is_none()
            && self.early_initiator_conversion().is_none()
            && self.run.as_ref().is_none_or(|run| {
                let converts = self.run_conversion().is_some() || self.shows_loss();
                let fails = |outcome: &Outcome| types::is_unit(&outcome.ok) && !converts;
                let as_written = run.is_silent() || run.result.as_ref().is_some_and(fails);
                as_written && !self.answers()
            })
    }

    /// What the error of a call that blocks is converted to before it is told.
    pub(crate) fn run_conversion(&self) -> Option<&Type> {
        match self.shape {
            Shape::Once => self.early_conversion(),
            _ => self.delivery.error.as_ref(),
        }
    }

    /// Whether a loss is one of the errors among a stream's items.
    pub(crate) fn shows_loss(&self) -> bool {
        self.shape == Shape::Stream && self.is_lossy()
    }

    /// What a single-shot call is completed with.
    pub(crate) fn payload(&self) -> Type {
        let item = self.item_type();
        let error = self
            .early_conversion()
            .cloned()
            .or_else(|| self.callback_error());
        match (self.item_outcome(), error) {
            (Some(outcome), Some(error)) if self.early_conversion().is_some() => {
                let ok = outcome.ok;
                types::result(&ok, &error)
            }
            (None, Some(error)) => types::result(&item, &error),
            _ => item,
        }
    }

    /// What one item of the stream is.
    pub(crate) fn stream_item(&self) -> Type {
        let item = self.item_type();
        match self.stream_error() {
            None => item,
            Some(error) => types::result(&item, &error),
        }
    }

    /// What one report of progress is.
    pub(crate) fn report(&self, progress: &Callback) -> Type {
        let (runtime, report) = (&self.runtime, progress.value_type());
        match self.is_lossy() {
            false => report,
            true => parse_quote!(::core::result::Result<#report, #runtime::Lagged>),
        }
    }

    /// The error type among a stream's items, if it has any.
    pub(crate) fn stream_error(&self) -> Option<Type> {
        let runtime = &self.runtime;
        let failure = self
            .told_errors()
            .into_iter()
            .next()
            .or_else(|| self.run_result().map(|outcome| outcome.err.clone()));
        match (&self.delivery.error, failure, self.is_lossy()) {
            (_, None, false) => None,
            (Some(error), ..) => Some(error.clone()),
            (None, None, true) => Some(parse_quote!(#runtime::Lagged)),
            (None, Some(failure), false) => Some(failure),
            (None, Some(failure), true) => Some(parse_quote!(#runtime::EventError<#failure>)),
        }
    }

    /// Whether a callback brings samples and takes some.
    pub(crate) fn is_duplex(&self) -> bool {
        self.item().is_some_and(Callback::is_exchange)
    }

    /// The type of a sample of the slice that is to be filled.
    pub(crate) fn slot(&self) -> Type {
        let slot = self.item().and_then(Callback::slot);
        slot.map_or_else(types::unit, Type::clone)
    }

    /// On the realtime lane: the type of a sample, and of what is said about a block of them.
    pub(crate) fn samples(&self) -> (Type, Type) {
        let samples = self.item().and_then(Callback::samples);
        samples.unwrap_or_else(|| (types::unit(), types::unit()))
    }
}

impl Reply {
    /// Whether it is made of this argument.
    pub(crate) fn reads(&self, at: usize) -> bool {
        let open = match self {
            Reply::Told {
                open: Answer::From(lambda),
                ..
            } => lambda.patterns.get(at),
            _ => None,
        };
        open.is_some_and(|pattern| !matches!(pattern, Pat::Wild(_)))
    }
}

impl Handle {
    pub(crate) fn none() -> Handle {
        Handle {
            ty: types::unit(),
            result: None,
            discarded: false,
            movable: false,
        }
    }

    pub(crate) fn is_unit(&self) -> bool {
        types::is_unit(&self.ty)
    }
}

impl Param {
    /// The name and the type, if the wrapper takes it as well, and it has a name.
    fn named(&self) -> Option<(&Ident, &Type)> {
        match self {
            Param::Plain(PatType { pat, ty, .. }) => Some((types::name(pat)?, ty)),
            Param::Callback(_) | Param::UserData(_) | Param::Destroy(_) => None,
        }
    }

    pub(crate) fn brings_items(&self) -> bool {
        matches!(self, Param::Callback(callback) if matches!(callback.role, Role::Item))
    }
}

impl Run {
    /// Whether it returns nothing, or never.
    pub(crate) fn is_silent(&self) -> bool {
        types::is_unit(&self.output) || matches!(types::bare(&self.output), Type::Never(_))
    }
}

impl Callback {
    pub(crate) fn value_type(&self) -> Type {
        if let Some(variant) = &self.variant {
            return variant.ty.clone();
        }
        match (&self.ok_if, &self.end_if) {
            (Some(ok_if), _) => ok_if.ty.clone(),
            (None, Some(EndIf::None)) => {
                let mut values = self.made_types();
                for value in &mut values {
                    if let Some(inner) = types::optional(value) {
                        *value = inner;
                    }
                }
                types::tuple(values)
            }
            (None, _) => types::tuple(self.made_types()),
        }
    }

    /// What `#[map]` makes, or else the arguments, owned; and the `Reply`, where there is one.
    pub(crate) fn made_types(&self) -> Vec<Type> {
        let mut made = match &self.value {
            Value::Mapped { ty, .. } => vec![ty.clone()],
            _ => self.owned(&self.brought()),
        };
        if let Some(Reply::Asked { ty, .. }) = &self.reply {
            made.push(ty.clone());
        }
        made
    }

    /// The types that these arguments have for the consumer.
    fn owned(&self, arguments: &[usize]) -> Vec<Type> {
        let types = arguments.iter().map(|at| self.arguments[*at].owned.clone());
        types.collect_vec()
    }

    /// The arguments that are news to the consumer.
    pub(crate) fn brought(&self) -> Vec<usize> {
        let all = 0..self.arguments.len();
        all.filter(|at| self.arguments[*at].is_news).collect_vec()
    }

    /// Whether the consumer is asked for what the callback returns.
    pub(crate) fn asks(&self) -> bool {
        matches!(self.reply, Some(Reply::Asked { .. }))
    }

    /// On the realtime lane: the type of a sample, and of what is said about a block of them.
    pub(crate) fn samples(&self) -> Option<(Type, Type)> {
        match &self.value {
            Value::Samples { element, .. }
            | Value::MappedSamples { element, .. }
            | Value::Exchange {
                brought: element, ..
            }
            | Value::MappedExchange {
                brought: element, ..
            } => Some((element.clone(), types::tuple(self.information()))),
            _ => None,
        }
    }

    /// On the realtime lane: the types of what is said about a block of samples, one by one.
    pub(crate) fn information(&self) -> Vec<Type> {
        match &self.value {
            Value::MappedSamples { info, .. } | Value::MappedExchange { info, .. } => {
                info.iter().cloned().collect_vec()
            }
            Value::Samples { .. } | Value::Exchange { .. } => self.owned(&self.said()),
            _ => Vec::new(),
        }
    }

    /// On the realtime lane: the arguments that say something about a block of samples.
    pub(crate) fn said(&self) -> Vec<usize> {
        let slices = match &self.value {
            Value::Samples { data, .. } => [*data, *data],
            Value::Exchange { input, output, .. } => [*input, *output],
            _ => [usize::MAX; 2],
        };
        let mut said = Vec::new();
        for at in &self.brought() {
            if !slices.contains(at) {
                said.push(*at);
            }
        }
        said
    }

    /// The type of a sample of the slice that is to be filled.
    pub(crate) fn slot(&self) -> Option<&Type> {
        match &self.value {
            Value::Slot { element, .. }
            | Value::MappedSlot { element, .. }
            | Value::Exchange { element, .. }
            | Value::MappedExchange { element, .. } => Some(element),
            _ => None,
        }
    }

    /// Whether samples go both ways.
    pub(crate) fn is_exchange(&self) -> bool {
        matches!(
            self.value,
            Value::Exchange { .. } | Value::MappedExchange { .. }
        )
    }

    /// Whether the argument goes nowhere unless a lambda uses it.
    pub(crate) fn ignores(&self, at: usize) -> bool {
        match &self.value {
            Value::Slot { at: slot, .. } => at != *slot,
            _ => self.is_mapped() || !self.arguments[at].is_news,
        }
    }

    /// Whether the value itself, and not only a condition, is written by the user.
    pub(crate) fn is_mapped(&self) -> bool {
        matches!(
            self.value,
            Value::Mapped { .. }
                | Value::MappedSamples { .. }
                | Value::MappedSlot { .. }
                | Value::MappedExchange { .. }
        )
    }
}
