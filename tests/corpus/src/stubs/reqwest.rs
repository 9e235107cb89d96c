//! Stands for `reqwest`.
pub struct Attempt<'a>(&'a str);
#[derive(Debug, PartialEq)]
pub enum Action {
    Follow,
}
impl Attempt<'_> {
    pub fn url(&self) -> &str {
        self.0
    }
    pub fn follow(self) -> Action {
        Action::Follow
    }
}
pub struct Policy(Box<dyn Fn(Attempt) -> Action + Send + Sync>);
impl Policy {
    pub fn custom<T>(policy: T) -> Self
    where
        T: Fn(Attempt) -> Action + Send + Sync + 'static,
    {
        Policy(Box::new(policy))
    }
    /// What a client does when it is sent elsewhere.
    pub fn redirect(&self, url: &str) -> Action {
        (self.0)(Attempt(url))
    }
}
