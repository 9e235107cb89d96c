//! Stands for `mongodb`.
use futures::future::BoxFuture;
#[derive(Debug, PartialEq)]
pub struct Error(pub String);
impl Error {
    pub fn custom(text: &str) -> Error {
        Error(text.to_owned())
    }
}
pub type Result<T> = std::result::Result<T, Error>;
#[derive(Debug, PartialEq)]
pub struct CallbackContext {
    pub version: u32,
}
#[derive(Debug, Clone, PartialEq)]
pub struct IdpServerResponse(pub String);
pub struct Callback(
    pub Box<dyn Fn(CallbackContext) -> BoxFuture<'static, Result<IdpServerResponse>> + Send + Sync>,
);
impl Callback {
    pub fn machine<F>(function: F) -> Callback
    where
        F: Fn(CallbackContext) -> BoxFuture<'static, Result<IdpServerResponse>>
            + Send
            + Sync
            + 'static,
    {
        Callback(Box::new(function))
    }
}
#[derive(Debug, Clone, PartialEq)]
pub struct CommandStartedEvent(pub String);
#[derive(Debug, Clone, PartialEq)]
pub struct CommandSucceededEvent(pub String);
#[derive(Debug, Clone, PartialEq)]
pub struct CommandFailedEvent(pub String);
pub trait CommandEventHandler: Send + Sync {
    fn handle_command_started_event(&self, event: CommandStartedEvent) {}
    fn handle_command_succeeded_event(&self, event: CommandSucceededEvent) {}
    fn handle_command_failed_event(&self, event: CommandFailedEvent) {}
}
/// Runs a command that is told about.
pub fn run_command(handler: std::sync::Arc<dyn CommandEventHandler>) {
    handler.handle_command_started_event(CommandStartedEvent("ping".into()));
    handler.handle_command_succeeded_event(CommandSucceededEvent("ping".into()));
}
