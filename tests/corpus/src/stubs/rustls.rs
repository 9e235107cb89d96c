//! Stands for `rustls`.
use std::fmt::Debug;
#[derive(Debug, Clone, PartialEq)]
pub struct CertificateDer<'a>(pub &'a [u8]);
impl CertificateDer<'_> {
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}
pub struct ServerName<'a>(pub &'a str);
impl ServerName<'_> {
    pub fn to_str(&self) -> String {
        self.0.to_owned()
    }
}
#[derive(Clone, Copy)]
pub struct UnixTime(pub u64);
#[derive(Debug, PartialEq)]
pub struct ServerCertVerified;
pub struct HandshakeSignatureValid;
impl HandshakeSignatureValid {
    pub fn assertion() -> Self {
        Self
    }
}
pub struct DigitallySignedStruct;
#[derive(Debug, PartialEq)]
pub enum SignatureScheme {
    ED25519,
}
#[derive(Debug, PartialEq)]
pub enum Error {
    HandshakeNotComplete,
}
pub trait ServerCertVerifier: Debug + Send + Sync {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error>;
    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error>;
    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error>;
    fn supported_verify_schemes(&self) -> Vec<SignatureScheme>;
    fn requires_raw_public_keys(&self) -> bool {
        false
    }
}
