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
