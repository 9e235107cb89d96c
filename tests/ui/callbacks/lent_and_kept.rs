use asyncify::asyncify;

struct Bus;
struct Watch<'a>(&'a Bus);

#[asyncify]
fn watch<'a>(bus: &'a Bus, callback: &'a mut dyn FnMut(u32)) -> Watch<'a> {
    callback(1);
    Watch(bus)
}

#[asyncify(keep)]
fn held(callback: &mut dyn FnMut(u32)) -> Watch<'_> {
    callback(1);
    Watch(&Bus)
}

#[asyncify]
trait Source {
    fn each(&self, callback: &mut dyn FnMut(u32)) -> impl Sized;
}

fn main() {}

// mend: `&'a mut dyn FnMut` -> `&mut dyn FnMut`
//       `Watch<'_>` -> `Watch<'static>`
//       `fn each(&self, callback: &mut dyn FnMut(u32))` -> `fn each(&self, callback: Box<dyn FnMut(u32)>)`
