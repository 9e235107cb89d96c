//! Stands for `gilrs`.
#[derive(Debug, Clone, PartialEq)]
pub struct Event(pub u32);
pub struct Gilrs;
pub trait FilterFn {
    fn filter(&self, ev: Option<Event>, gilrs: &mut Gilrs) -> Option<Event>;
}
/// What `Filter::filter_ev` does.
pub fn filter_ev(ev: Option<Event>, filter: &impl FilterFn, gilrs: &mut Gilrs) -> Option<Event> {
    filter.filter(ev, gilrs)
}
