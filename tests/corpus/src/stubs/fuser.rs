//! Stands for `fuser`.
use std::ffi::OsStr;
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct INodeNo(pub u64);
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FileHandle(pub u64);
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenFlags(pub i32);
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LockOwner(pub u64);
pub struct Request;
pub struct ReplyEntry(pub std::sync::mpsc::Sender<u64>);
impl ReplyEntry {
    pub fn entry(self, ino: u64) {
        let _ = self.0.send(ino);
    }
}
pub struct ReplyAttr(pub std::sync::mpsc::Sender<u64>);
pub struct ReplyData(pub std::sync::mpsc::Sender<Vec<u8>>);
impl ReplyData {
    pub fn data(self, data: &[u8]) {
        let _ = self.0.send(data.to_vec());
    }
}
pub trait Filesystem: Send + Sync + 'static {
    fn destroy(&mut self) {}
    fn lookup(&self, req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {}
    fn getattr(&self, req: &Request, ino: INodeNo, fh: Option<FileHandle>, reply: ReplyAttr) {}
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
    ) {
    }
    fn statfs(&self, req: &Request, ino: INodeNo) {}
}
/// What the kernel does with a mounted file system.
pub fn look_up(filesystem: &impl Filesystem, name: &str) -> Option<u64> {
    let (tell, told) = std::sync::mpsc::channel();
    filesystem.lookup(&Request, INodeNo(1), OsStr::new(name), ReplyEntry(tell));
    told.recv().ok()
}
