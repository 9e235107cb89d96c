//! Stands for `curl`.
#[derive(Debug, PartialEq)]
pub struct Error;
#[derive(Debug, PartialEq)]
pub enum ReadError {
    Abort,
    Pause,
}
#[derive(Debug, PartialEq)]
pub enum WriteError {
    Pause,
}
#[derive(Default)]
pub struct Easy {
    pub read: Option<Box<dyn FnMut(&mut [u8]) -> Result<usize, ReadError> + Send>>,
    pub write: Option<Box<dyn FnMut(&[u8]) -> Result<usize, WriteError> + Send>>,
}
impl Easy {
    pub fn read_function<F>(&mut self, f: F) -> Result<(), Error>
    where
        F: FnMut(&mut [u8]) -> Result<usize, ReadError> + Send + 'static,
    {
        self.read = Some(Box::new(f));
        Ok(())
    }
    pub fn write_function<F>(&mut self, f: F) -> Result<(), Error>
    where
        F: FnMut(&[u8]) -> Result<usize, WriteError> + Send + 'static,
    {
        self.write = Some(Box::new(f));
        Ok(())
    }
}
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SeekResult {
    Ok,
    Fail,
    CantSeek,
}
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InfoType {
    Text,
    HeaderIn,
}
pub trait Handler {
    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError> {
        Ok(data.len())
    }
    fn read(&mut self, data: &mut [u8]) -> Result<usize, ReadError> {
        let _ = data;
        Ok(0)
    }
    fn seek(&mut self, whence: std::io::SeekFrom) -> SeekResult {
        let _ = whence;
        SeekResult::CantSeek
    }
    fn debug(&mut self, kind: InfoType, data: &[u8]) {}
    fn header(&mut self, data: &[u8]) -> bool {
        let _ = data;
        true
    }
    fn progress(&mut self, dltotal: f64, dlnow: f64, ultotal: f64, ulnow: f64) -> bool {
        let _ = (dltotal, dlnow, ultotal, ulnow);
        true
    }
    fn ssl_ctx(&mut self, cx: *mut std::ffi::c_void) -> Result<(), Error> {
        Ok(())
    }
    fn open_socket(&mut self, family: i32, socktype: i32, protocol: i32) -> Option<i32> {
        None
    }
}
pub struct Easy2<H>(pub H);
impl<H: Handler> Easy2<H> {
    pub fn new(handler: H) -> Easy2<H> {
        Easy2(handler)
    }
    pub fn perform(&mut self) -> Result<(), Error> {
        self.0.header(b"Age: 1");
        self.0.write(b"body").map(drop).map_err(|_| Error)
    }
}
