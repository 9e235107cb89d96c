use asyncify::asyncify;

struct Device;

#[asyncify]
impl Device {
    fn open(&self, callback: impl FnOnce(u8)) {
        callback(1);
    }

    #[status(|yes| -> Result<(), ()> { yes.then_some(()).ok_or(()) })]
    fn close(&self) -> bool {
        true
    }
}

fn main() {}

// mend: `    #[status(|yes| -> Result<(), ()> { yes.then_some(()).ok_or(()) })]` -> ``
//       `    fn close` -> `    fn watch(&self, callback: impl FnMut(u8)) { drop(callback) } fn close`
