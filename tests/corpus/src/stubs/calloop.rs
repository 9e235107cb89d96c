//! Stands for `calloop`.
use std::cell::RefCell;
use std::marker::PhantomData;
pub trait EventSource {
    type Event;
    type Metadata;
    type Ret;
    fn first(&self) -> (Self::Event, Self::Metadata);
}
/// A source of numbers.
pub struct Numbers;
impl EventSource for Numbers {
    type Event = u32;
    type Metadata = ();
    type Ret = ();
    fn first(&self) -> (u32, ()) {
        (1, ())
    }
}
#[derive(Debug)]
pub struct RegistrationToken;
pub struct InsertError<S>(pub S);
pub struct LoopHandle<'l, Data> {
    pub data: RefCell<Data>,
    pub sources: PhantomData<&'l ()>,
}
impl<'l, Data> LoopHandle<'l, Data> {
    pub fn insert_source<S, F>(
        &self,
        source: S,
        callback: F,
    ) -> Result<RegistrationToken, InsertError<S>>
    where
        S: EventSource + 'l,
        F: FnMut(S::Event, &mut S::Metadata, &mut Data) -> S::Ret + 'l,
    {
        let mut callback = callback;
        let (event, mut metadata) = source.first();
        callback(event, &mut metadata, &mut self.data.borrow_mut());
        Ok(RegistrationToken)
    }
}
