use asyncify::asyncify;

#[asyncify(listener)]
trait Listener {
    #[replly(true)]
    fn may_close(&self) -> bool;
    #[mapp(|text| -> usize { text.len() })]
    fn on_text(&self, text: std::borrow::Cow<'_, str>);
    #[reply]
    fn may_open(&self) -> bool;
}

fn main() {}

// mend: `replly` -> `reply`
//       `mapp` -> `map`
//       `#[reply]` -> `#[reply(true)]`
