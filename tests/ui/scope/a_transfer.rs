//! curl 0.4.51: `Transfer::write_function`

use asyncify::asyncify;

pub struct Transfer<'easy, 'data>(&'easy (), &'data ());
pub struct Error;
pub struct WriteError;

#[asyncify(ext = TransferAsync)]
impl<'easy, 'data> Transfer<'easy, 'data> {
    pub fn write_function<F>(&mut self, f: F) -> Result<(), Error>
    where
        F: FnMut(&[u8]) -> Result<usize, WriteError> + 'data;
}

fn main() {}

// mend: `f: F)` -> `#[item] #[reply(|data| Ok(data.len()))] f: F)`
//       `pub struct Error;` -> `pub struct Error; impl<'easy, 'data> Transfer<'easy, 'data> { fn write_function<F: FnMut(&[u8]) -> Result<usize, WriteError> + 'data>(&mut self, _: F) -> Result<(), Error> { Ok(()) } }`
// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct Error;` -> `pub struct Error; impl Transfer<'_, '_> { fn done(&self, _: impl FnOnce(u8)) {} }`
