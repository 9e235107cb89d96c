//! git2 0.21.0: `RemoteCallbacks::certificate_check`
//!
//! As `credentials`; the certificate borrows, so `#[map]` takes out what is to be looked at.

use asyncify::asyncify;

use crate::stubs::git2::*;

#[asyncify(ext = CertificatesAsync)]
impl<'a> RemoteCallbacks<'a> {
    pub fn certificate_check<F>(
        &mut self,
        #[map(|certificate, host| -> (Option<Vec<u8>>, String) {
            let x509 = certificate.as_x509().map(|x509| x509.data().to_vec());
            (x509, host.to_owned())
        })]
        #[reply(ask, default = Ok(CertificateCheckStatus::CertificatePassthrough))]
        cb: F,
    ) -> &mut RemoteCallbacks<'a>
    where
        F: FnMut(&Cert<'_>, &str) -> Result<CertificateCheckStatus, Error> + 'a;
}
