//! Stands for `openssl`.
pub struct SslRef {
    pub servername: Option<String>,
}
#[derive(Debug, PartialEq)]
pub struct AlpnError;
impl AlpnError {
    pub const NOACK: AlpnError = AlpnError;
}
pub fn select_next_proto<'a>(server: &[u8], client: &'a [u8]) -> Option<&'a [u8]> {
    client.get(1..).filter(|name| server.ends_with(name))
}
#[derive(Default)]
pub struct SslContextBuilder {
    pub alpn: Option<
        Box<dyn for<'a> Fn(&mut SslRef, &'a [u8]) -> Result<&'a [u8], AlpnError> + Sync + Send>,
    >,
    pub keylog: Option<Box<dyn Fn(&SslRef, &str) + Sync + Send>>,
}
impl SslContextBuilder {
    pub fn set_alpn_select_callback<F>(&mut self, callback: F)
    where
        F: for<'a> Fn(&mut SslRef, &'a [u8]) -> Result<&'a [u8], AlpnError> + 'static + Sync + Send,
    {
        self.alpn = Some(Box::new(callback));
    }
    pub fn set_keylog_callback<F>(&mut self, callback: F)
    where
        F: Fn(&SslRef, &str) + 'static + Sync + Send,
    {
        self.keylog = Some(Box::new(callback));
    }
}
