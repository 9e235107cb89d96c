//! fuser 0.18.0: `Filesystem`
//!
//! Every request brings its own reply, so the consumer answers by that, when it likes. The request
//! is lent, and `#[map]` leaves it out. Of the more than forty methods, those that are named become
//! variants; the others keep their defaults.

use std::ffi::{OsStr, OsString};

use asyncify::asyncify;

use crate::stubs::fuser::{self, *};

#[asyncify(listener, path = fuser::Filesystem)]
pub trait Filesystem {
    fn destroy(&mut self);
    #[map(|_, parent, name, reply| -> (INodeNo, OsString, ReplyEntry) {
        (parent, name.to_owned(), reply)
    })]
    fn lookup(&self, req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry);
    #[map(|_, ino, _, reply| -> (INodeNo, ReplyAttr) { (ino, reply) })]
    fn getattr(&self, req: &Request, ino: INodeNo, fh: Option<FileHandle>, reply: ReplyAttr);
    #[map(|_, ino, _, offset, size, _, _, reply| -> Read { Read { ino, offset, size, reply } })]
    fn read(
        &self,
        req: &Request,
        ino: INodeNo,
        fh: FileHandle,
        offset: u64,
        size: u32,
        flags: OpenFlags,
        lock_owner: Option<LockOwner>,
        reply: ReplyData,
    );
}

/// A part of a file is asked for.
pub struct Read {
    pub ino: INodeNo,
    pub offset: u64,
    pub size: u32,
    pub reply: ReplyData,
}
