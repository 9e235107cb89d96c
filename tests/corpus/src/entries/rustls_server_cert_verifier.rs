//! rustls 0.23.46: `ServerCertVerifier`
//!
//! The consumer decides whether to trust a certificate, while the handshake waits on another thread;
//! nobody there means no. What it need not hear of is answered in place, by `#[reply]` beside `#[skip]`:
//! here, signatures are taken for valid, which a program should ask its crypto provider instead.

use asyncify::asyncify;

use crate::stubs::rustls;
use crate::stubs::rustls::*;

#[asyncify(listener, path = rustls::ServerCertVerifier)]
pub trait ServerCertVerifier {
    #[map(|end_entity, _, server_name, _, _| -> (Vec<u8>, String) {
        (end_entity.to_vec(), server_name.to_str())
    })]
    #[reply(ask, default = Err(Error::HandshakeNotComplete))]
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error>;
    #[skip]
    #[reply(Ok(HandshakeSignatureValid::assertion()))]
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error>;
    #[skip]
    #[reply(Ok(HandshakeSignatureValid::assertion()))]
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error>;
    #[skip]
    #[reply(vec![SignatureScheme::ED25519])]
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme>;
}
