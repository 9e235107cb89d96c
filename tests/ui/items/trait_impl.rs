use asyncify::asyncify;

trait Api {
    fn run(&self, callback: Box<dyn FnOnce(u8)>);
}

struct Mine;

#[asyncify]
impl Api for Mine {
    fn run(&self, callback: Box<dyn FnOnce(u8)>) {
        callback(1);
    }
}

fn main() {}

// mend: `#[asyncify]\n` -> ``
//       `trait Api` -> `#[asyncify] trait Api`
// mend: `impl Api for Mine {` -> `impl Mine {`
