use asyncify::asyncify;
use std::borrow::Cow;

#[asyncify(listener)]
trait Listener {
    fn on_open(&self, name: Cow<'_, str>);
}

fn main() {}

// mend: `    fn` -> `    #[map(|name| name.into_owned())] fn`
