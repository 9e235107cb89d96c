//! A name that another module has, too.

pub struct Client;

impl Client {
    pub fn fetch(&self, callback: impl FnOnce(u8) + 'static) {
        callback(0);
    }
}
