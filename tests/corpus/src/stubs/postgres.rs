//! Stands for `postgres`.
use std::sync::Arc;
#[derive(Debug, Clone, PartialEq)]
pub struct DbError(pub String);
#[derive(Default, Clone)]
pub struct Config {
    pub notice: Option<Arc<dyn Fn(DbError) + Send + Sync>>,
}
impl Config {
    pub fn notice_callback<F>(&mut self, f: F) -> &mut Config
    where
        F: Fn(DbError) + Send + Sync + 'static,
    {
        self.notice = Some(Arc::new(f));
        self
    }
}
