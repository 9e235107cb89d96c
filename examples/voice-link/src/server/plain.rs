//! What stands for TLS in a program that was built without.

use std::sync::Arc;

use clap::Args;
use tokio::net::TcpStream;

use super::http;
use super::hub::Hub;
use crate::failure::Failure;

#[derive(Clone, Debug, Args)]
pub(crate) struct Files {}

/// How connections are served.
#[derive(Clone)]
pub(super) struct Security;

impl Security {
    pub(super) fn new(_: &Files) -> Result<Self, Failure> {
        Ok(Self)
    }

    /// What the schemes of the server's addresses end with.
    pub(super) fn scheme_end(&self) -> &'static str {
        ""
    }

    pub(super) async fn serve(self, tcp: TcpStream, hub: Arc<Hub>) {
        http::serve(tcp, hub).await;
    }
}
