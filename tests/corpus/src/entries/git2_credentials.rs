//! git2 0.21.0: `RemoteCallbacks::credentials`
//!
//! The library waits for the answer: each item carries a `Reply`, and `default` answers if it is
//! dropped. The fetch runs on another thread than the consumer.

use asyncify::asyncify;

use crate::stubs::git2::*;

#[asyncify(ext = CredentialsAsync)]
impl<'a> RemoteCallbacks<'a> {
    pub fn credentials<F>(
        &mut self,
        #[map(|url, user, allowed| -> (String, Option<String>, CredentialType) {
            (url.to_owned(), user.map(str::to_owned), allowed)
        })]
        #[reply(ask, default = Err(Error::from_str("nobody answers")))]
        cb: F,
    ) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(&str, Option<&str>, CredentialType) -> Result<Cred, Error> + 'a;
}
