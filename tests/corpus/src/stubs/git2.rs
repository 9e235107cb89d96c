//! Stands for `git2`.
#[derive(Debug, PartialEq)]
pub struct Error(pub String);
impl Error {
    pub fn from_str(text: &str) -> Error {
        Error(text.to_owned())
    }
}
#[derive(Debug, PartialEq)]
pub struct Cred(pub String);
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CredentialType(pub u32);
pub struct CertX509<'a>(pub &'a [u8]);
impl<'a> CertX509<'a> {
    pub fn data(&self) -> &'a [u8] {
        self.0
    }
}
pub struct Cert<'a>(pub Option<CertX509<'a>>);
impl<'a> Cert<'a> {
    pub fn as_x509(&self) -> Option<&CertX509<'a>> {
        self.0.as_ref()
    }
}
#[derive(Debug, PartialEq)]
pub enum CertificateCheckStatus {
    CertificateOk,
    CertificatePassthrough,
}
#[derive(Default)]
pub struct RemoteCallbacks<'a> {
    pub credentials:
        Option<Box<dyn FnMut(&str, Option<&str>, CredentialType) -> Result<Cred, Error> + 'a>>,
    pub certificate:
        Option<Box<dyn FnMut(&Cert<'_>, &str) -> Result<CertificateCheckStatus, Error> + 'a>>,
}
impl<'a> RemoteCallbacks<'a> {
    pub fn credentials<F>(&mut self, cb: F) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(&str, Option<&str>, CredentialType) -> Result<Cred, Error> + 'a,
    {
        self.credentials = Some(Box::new(cb));
        self
    }
    pub fn certificate_check<F>(&mut self, cb: F) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(&Cert<'_>, &str) -> Result<CertificateCheckStatus, Error> + 'a,
    {
        self.certificate = Some(Box::new(cb));
        self
    }
}
