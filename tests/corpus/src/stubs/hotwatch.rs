//! Stands for `hotwatch`.
use std::path::Path;
#[derive(Debug, PartialEq)]
pub struct Error;
#[derive(Debug, Clone, PartialEq)]
pub struct Event(pub String);
#[derive(Debug, PartialEq)]
pub enum Flow {
    Continue,
    Exit,
}
pub struct Hotwatch;
impl Hotwatch {
    pub fn watch<P, F>(&mut self, path: P, handler: F) -> Result<(), Error>
    where
        P: AsRef<Path>,
        F: 'static + FnMut(Event) -> Flow,
    {
        let mut handler = handler;
        handler(Event(path.as_ref().display().to_string()));
        Ok(())
    }
}
