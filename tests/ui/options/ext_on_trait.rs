use asyncify::asyncify;

#[asyncify(ext = ApiExt)]
trait Api {
    fn run(&self, callback: Box<dyn FnOnce(u8)>);
}

fn main() {}

// mend: `(ext = ApiExt)` -> ``
