//! Stands for `libpulse-binding`.
use std::marker::PhantomData;
pub struct ChannelVolumes;
pub struct Operation<F: ?Sized>(pub PhantomData<Box<F>>);
impl<F: ?Sized> Operation<F> {
    pub fn cancel(&mut self) {}
}
pub struct Introspector;
pub enum ListResult<T> {
    Item(T),
    End,
    Error,
}
pub struct SinkInfo<'a> {
    pub name: Option<std::borrow::Cow<'a, str>>,
    pub index: u32,
}
impl SinkInfo<'_> {
    pub fn to_owned(&self) -> SinkInfo<'static> {
        SinkInfo {
            name: self.name.as_ref().map(|name| name.to_string().into()),
            index: self.index,
        }
    }
}
impl Introspector {
    pub fn set_sink_volume_by_index(
        &mut self,
        index: u32,
        volume: &ChannelVolumes,
        callback: Option<Box<dyn FnMut(bool) + 'static>>,
    ) -> Operation<dyn FnMut(bool)> {
        if let Some(mut callback) = callback {
            callback(index == 0);
        }
        Operation(PhantomData)
    }
    pub fn get_sink_info_list<F>(&self, callback: F) -> Operation<dyn FnMut(ListResult<&SinkInfo>)>
    where
        F: FnMut(ListResult<&SinkInfo>) + 'static,
    {
        let mut callback = callback;
        let sink = SinkInfo {
            name: None,
            index: 3,
        };
        callback(ListResult::Item(&sink));
        callback(ListResult::End);
        Operation(PhantomData)
    }
}
