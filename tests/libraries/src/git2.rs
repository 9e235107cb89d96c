// Written by `cargo asyncify generate git2` for git2 0.21.0.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: eb4f3b73e0fc36dc

//! Async versions of what takes callbacks in [`git2`].

use asyncify::asyncify;
use git2::{Oid, PackBuilderStage, Progress, RemoteCallbacks};

/// Async versions of methods of [`git2::RemoteCallbacks`].
#[asyncify(ext = RemoteCallbacksAsync)]
impl<'a> RemoteCallbacks<'a> {
    // Note: A stream, because `cb` may be called many times; if it is called once, say `once`.
    // TODO: `cb` lives for `'a`, so it is kept in something that borrows as long: if it is called
    // after the function has returned, mark it `#[item]`
    // TODO: `cb` returns `Result<Cred, Error>`: `ask` lets the consumer answer, and `default` where
    // nobody does; or say it at once: `#[reply(value)]`
    // /// Async version of [`git2::RemoteCallbacks::credentials`].
    // pub fn credentials<F>(
    //     &mut self,
    //     #[item]
    //     #[map(|text, arg1, credential_type| -> (String, Option<String>, ::git2::CredentialType) {
    //         (text.to_owned(), arg1.map(|it| it.to_owned()), credential_type)
    //     })]
    //     #[reply(ask, default = Ok(Default::default()))]
    //     cb: F,
    // ) -> &mut RemoteCallbacks<'a>
    // where
    //     F: FnMut(&str, Option<&str>, ::git2::CredentialType) -> Result<::git2::Cred, ::git2::Error>
    //         + 'a;

    // Note: A stream, because `cb` may be called many times; if it is called once, say `once`.
    /// Objects that were received, and all that will be.
    pub fn transfer_progress<F>(
        &mut self,
        #[item]
        #[map(|progress| -> (usize, usize) {
            (progress.received_objects(), progress.total_objects())
        })]
        #[reply(true, closed = false)]
        cb: F,
    ) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(Progress<'_>) -> bool + 'a;

    // Note: A stream, because `cb` may be called many times; if it is called once, say `once`.
    /// Async version of [`git2::RemoteCallbacks::sideband_progress`].
    pub fn sideband_progress<F>(
        &mut self,
        #[item]
        #[reply(true)]
        cb: F,
    ) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(&[u8]) -> bool + 'a;

    /// Async version of [`git2::RemoteCallbacks::update_tips`].
    pub fn update_tips<F>(
        &mut self,
        #[item]
        #[reply(true)]
        cb: F,
    ) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(&str, Oid, Oid) -> bool + 'a;

    // Note: A stream, because `cb` may be called many times; if it is called once, say `once`.
    // TODO: `cb` lives for `'a`, so it is kept in something that borrows as long: if it is called
    // after the function has returned, mark it `#[item]`
    // TODO: `&Cert<'_>` borrows from the caller: `#[map]` leaves it out, or takes what is wanted
    // out of it
    // TODO: `cb` returns `Result<CertificateCheckStatus, Error>`: `ask` lets the consumer answer,
    // and `default` where nobody does; or say it at once: `#[reply(value)]`
    // /// Async version of [`git2::RemoteCallbacks::certificate_check`].
    // pub fn certificate_check<F>(
    //     &mut self,
    //     #[item]
    //     #[map(|_, text| -> String { text.to_owned() })]
    //     #[reply(ask, default = Ok(Default::default()))]
    //     cb: F,
    // ) -> &mut RemoteCallbacks<'a>
    // where
    //     F: FnMut(&::git2::cert::Cert<'_>, &str) -> Result<::git2::CertificateCheckStatus, ::git2::Error>
    //         + 'a;

    // TODO: `cb` lives for `'a`, so it is kept in something that borrows as long: if it is called
    // after the function has returned, mark it `#[item]`
    // /// Async version of [`git2::RemoteCallbacks::push_update_reference`].
    // pub fn push_update_reference<F>(
    //     &mut self,
    //     #[item]
    //     #[map(|text, arg1| -> (String, Option<String>) {
    //         (text.to_owned(), arg1.map(|it| it.to_owned()))
    //     })]
    //     #[reply(Ok(()))]
    //     cb: F,
    // ) -> &mut RemoteCallbacks<'a>
    // where
    //     F: FnMut(&str, Option<&str>) -> Result<(), ::git2::Error> + 'a;

    // Note: A stream, because `cb` may be called many times; if it is called once, say `once`.
    /// Async version of [`git2::RemoteCallbacks::push_transfer_progress`].
    pub fn push_transfer_progress<F>(&mut self, #[item] cb: F) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(usize, usize, usize) + 'a;

    // Note: A stream, because `cb` may be called many times; if it is called once, say `once`.
    /// Async version of [`git2::RemoteCallbacks::pack_progress`].
    pub fn pack_progress<F>(&mut self, #[item] cb: F) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(PackBuilderStage, usize, usize) + 'a;

    // TODO: `cb` lives for `'a`, so it is kept in something that borrows as long: if it is called
    // after the function has returned, mark it `#[item]`
    // TODO: `&[PushUpdate<'_>]` borrows from the caller: `#[map]` leaves it out, or takes what is
    // wanted out of it
    // /// Async version of [`git2::RemoteCallbacks::push_negotiation`].
    // #[asyncify(once)]
    // pub fn push_negotiation<F>(
    //     &mut self,
    //     #[item]
    //     #[map(|_| ())]
    //     #[reply(Ok(()))]
    //     cb: F,
    // ) -> &mut RemoteCallbacks<'a>
    // where
    //     F: FnMut(&[::git2::PushUpdate<'_>]) -> Result<(), ::git2::Error> + 'a;
}
