//! Stands for `ort`.
use std::sync::Arc;
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LogLevel {
    Info,
}
pub type LoggerFunction = Arc<dyn Fn(LogLevel, &str, &str, &str, &str) + Send + Sync>;
#[derive(Default)]
pub struct EnvironmentBuilder {
    pub logger: Option<LoggerFunction>,
}
impl EnvironmentBuilder {
    pub fn with_logger(mut self, logger: LoggerFunction) -> Self {
        self.logger = Some(logger);
        self
    }
}
