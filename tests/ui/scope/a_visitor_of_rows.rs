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
