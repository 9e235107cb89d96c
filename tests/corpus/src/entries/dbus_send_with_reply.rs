//! dbus 0.9.12: `Connection::send_with_reply`
//!
//! `MessageReply<F>` names the callback's type: in the twin, `F` is the boxed closure. The message
//! is lent and has to be copied. The two errors, `()` and `Error`, become one of your own.

use asyncify::asyncify;

use crate::stubs::dbus::*;

/// What a call can end with.
#[derive(Debug)]
pub enum Failure {
    NotSent,
    Answered(Error),
    NeverAnswered,
}

impl From<()> for Failure {
    fn from((): ()) -> Failure {
        Failure::NotSent
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Answered(error)
    }
}

impl From<asyncify::Abandoned> for Failure {
    fn from(_: asyncify::Abandoned) -> Failure {
        Failure::NeverAnswered
    }
}

#[asyncify(ext = ConnectionAsync, error = Failure)]
impl Connection {
    pub fn send_with_reply<'a, F: FnOnce(Result<&Message, Error>) + 'a>(
        &self,
        msg: Message,
        #[map(|reply| -> Result<Message, Error> { reply.map(Message::duplicate) })] f: F,
    ) -> Result<MessageReply<F>, ()>;
}
