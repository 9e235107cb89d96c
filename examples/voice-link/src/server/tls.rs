//! TLS, if it was asked for.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::http;
use super::hub::Hub;
use crate::failure::Failure;

#[derive(Clone, Debug, Args)]
pub(crate) struct Files {
    /// Speak wss:// and https:// only, with this certificate and those that vouch for it
    #[arg(long, value_name = "PEM", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// The certificate's private key
    #[arg(long, value_name = "PEM", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

/// How connections are served.
#[derive(Clone)]
pub(super) struct Security(Option<TlsAcceptor>);

impl Security {
    pub(super) fn new(files: &Files) -> Result<Self, Failure> {
        let (Some(certificate), Some(key)) = (&files.tls_cert, &files.tls_key) else {
            return Ok(Self(None));
        };
        let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect);
        let chain = chain.map_err(|error| Failure::unreadable(certificate, error))?;
        let secret = PrivateKeyDer::from_pem_file(key);
        let secret = secret.map_err(|error| Failure::unreadable(key, error))?;
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(chain, secret)
            .map_err(|error| Failure::unreadable(key, error))?;
        Ok(Self(Some(TlsAcceptor::from(Arc::new(config)))))
    }

    /// What the schemes of the server's addresses end with.
    pub(super) fn scheme_end(&self) -> &'static str {
        if self.0.is_some() { "s" } else { "" }
    }

    pub(super) async fn serve(self, tcp: TcpStream, hub: Arc<Hub>) {
        match self.0 {
            None => http::serve(tcp, hub).await,
            Some(acceptor) => {
                // Whoever does not speak TLS, or does not trust us, is told by that.
                if let Ok(tls) = acceptor.accept(tcp).await {
                    http::serve(tls, hub).await;
                }
            }
        }
    }
}
