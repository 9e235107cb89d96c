//! rusqlite 0.41.1: `Connection::query_row`

use asyncify::asyncify;

pub struct Connection;
pub struct Row<'a>(&'a u8);
pub trait Params {}
pub type Result<T> = std::result::Result<T, String>;

#[asyncify(ext = ConnectionAsync)]
impl Connection {
    pub fn query_row<T, P, F>(&self, sql: &str, params: P, f: F) -> Result<T>
    where
        P: Params,
        F: FnOnce(&Row<'_>) -> Result<T>;
}

fn main() {}

// mend: `f: F)` -> `#[reply(Err(String::new()))] #[map(|row| -> u8 { *row.0 })] f: F)`
//       `pub struct Connection;` -> `pub struct Connection; impl Connection { fn query_row<T, P: Params, F: FnOnce(&Row<'_>) -> Result<T>>(&self, _: &str, _: P, f: F) -> Result<T> { f(&Row(&7)) } }`
// mend: `    pub fn` -> `    fn done(&self, done: impl FnOnce(u8)); #[asyncify(skip)] pub fn`
//       `pub struct Connection;` -> `pub struct Connection; impl Connection { fn done(&self, _: impl FnOnce(u8)) {} }`
