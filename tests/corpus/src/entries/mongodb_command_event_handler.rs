//! mongodb 3.9.1: `CommandEventHandler`
//!
//! What comes is owned, and every method has a default: a mirror names those that are wanted.

use asyncify::asyncify;

use crate::stubs::mongodb::{self, *};

#[asyncify(listener, path = mongodb::CommandEventHandler)]
pub trait CommandEventHandler {
    fn handle_command_started_event(&self, event: CommandStartedEvent);
    fn handle_command_succeeded_event(&self, event: CommandSucceededEvent);
    fn handle_command_failed_event(&self, event: CommandFailedEvent);
}
