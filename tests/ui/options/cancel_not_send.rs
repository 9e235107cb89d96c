use asyncify::asyncify;
use std::rc::Rc;

#[derive(Clone)]
struct Button(Rc<()>);

impl Button {
    fn disconnect(&self, _id: u32) {}
}

#[asyncify]
impl Button {
    #[asyncify(cancel = { let me = self.clone(); move |id| me.disconnect(id) })]
    fn clicks(&self, callback: impl Fn() + Send + 'static) -> u32 {
        callback();
        7
    }
}

fn main() {}

// mend: `#[asyncify(cancel` -> `#[asyncify(local, cancel`
