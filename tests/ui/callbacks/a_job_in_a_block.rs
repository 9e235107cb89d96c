use asyncify::asyncify;

pub struct Pool(std::sync::mpsc::Sender<Box<dyn FnOnce() + Send>>);

#[asyncify]
impl Pool {
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.0.send(Box::new(job)).unwrap();
    }
}

fn main() {}

// mend: `job: impl` -> `#[item] job: impl`
// mend: `    pub fn` -> `    #[asyncify(skip)] pub fn`
//       `}\n}\n\nfn main() {}` -> `} pub fn done(&self, done: impl FnOnce(u8) + Send + 'static) { done(1) } }`
