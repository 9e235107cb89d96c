//! git2 0.21.0: `Diff::foreach`

use asyncify::asyncify;

pub struct Diff<'repo>(&'repo ());
pub struct Error;
pub type FileCb<'a> = dyn FnMut(u8, f32) -> bool + 'a;
pub type BinaryCb<'a> = dyn FnMut(u8, u8) -> bool + 'a;
pub type HunkCb<'a> = dyn FnMut(u8, u16) -> bool + 'a;
pub type LineCb<'a> = dyn FnMut(u8, Option<u16>, u32) -> bool + 'a;

#[asyncify(ext = DiffAsync)]
impl<'repo> Diff<'repo> {
    pub fn foreach(
        &self,
        file_cb: &mut FileCb<'_>,
        binary_cb: Option<&mut BinaryCb<'_>>,
        hunk_cb: Option<&mut HunkCb<'_>>,
        line_cb: Option<&mut LineCb<'_>>,
    ) -> Result<(), Error>;
}

fn main() {}

// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct Error;` -> `pub struct Error; impl Diff<'_> { fn done(&self, _: impl FnOnce(u8)) {} }`
