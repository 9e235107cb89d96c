use asyncify::asyncify;

pub struct Pool(std::sync::mpsc::Sender<Box<dyn FnOnce() + Send>>);

#[asyncify]
impl Pool {
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.0.send(Box::new(job)).unwrap();
    }
}

fn main() {}
