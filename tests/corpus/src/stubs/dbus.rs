//! Stands for `dbus`.
#[derive(Debug, PartialEq)]
pub struct Message(pub u32);
impl Message {
    pub fn duplicate(&self) -> Message {
        Message(self.0)
    }
}
#[derive(Debug, PartialEq)]
pub struct Error;
pub struct MessageReply<F>(pub Option<F>);
pub struct Connection;
#[derive(Debug, PartialEq)]
pub struct Token(pub usize);
pub struct MatchRule<'a>(pub &'a str);
pub trait ReadAll: Default {}
impl ReadAll for u32 {}
impl Connection {
    pub fn send_with_reply<'a, F: FnOnce(Result<&Message, Error>) + 'a>(
        &self,
        msg: Message,
        f: F,
    ) -> Result<MessageReply<F>, ()> {
        f(Ok(&msg));
        Ok(MessageReply(None))
    }
    pub fn add_match<S: ReadAll, F>(
        &self,
        match_rule: MatchRule<'static>,
        f: F,
    ) -> Result<Token, Error>
    where
        F: FnMut(S, &Self, &Message) -> bool + Send + 'static,
    {
        let mut f = f;
        f(S::default(), self, &Message(1));
        Ok(Token(1))
    }
}
