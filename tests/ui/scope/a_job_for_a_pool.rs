//! threadpool 1.8.1: `ThreadPool::execute`

use asyncify::asyncify;

pub struct ThreadPool;

#[asyncify(ext = ThreadPoolAsync)]
impl ThreadPool {
    pub fn execute<F>(&self, job: F)
    where
        F: FnOnce() + Send + 'static;
}

fn main() {}
