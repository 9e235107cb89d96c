//! `voice-link serve`

mod http;
mod hub;
mod link;
mod live;
#[cfg_attr(not(feature = "tls"), path = "plain.rs")]
mod tls;

use std::io::{self, BufRead, BufReader};
use std::sync::Arc;

use asyncify::BlockingStream;
use futures::StreamExt;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::args::Serve;
use crate::failure::Failure;
use crate::say::say;
use hub::Hub;
pub(crate) use tls::Files;
use tls::Security;

/// Serves links and browsers until `interrupt`.
pub(crate) async fn run(args: &Serve, interrupt: impl Future<Output = ()>) -> Result<(), Failure> {
    let security = Security::new(&args.tls)?;
    let address = args.listen;
    let cannot = |error| Failure::Network(format!("cannot listen at {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let s = security.scheme_end();
    say(format_args!(
        "listening on ws{s}://{address}/link and http{s}://{address}/"
    ));
    let hub = Arc::new(Hub::new());
    tokio::select! {
        () = interrupt => {}
        () = accept(&listener, &security, &hub) => {}
        () = read_lines(&hub) => {}
    }
    Ok(())
}

/// Dropped, it drops all connections.
async fn accept(listener: &TcpListener, security: &Security, hub: &Arc<Hub>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((tcp, _)) => {
                    let _ = tcp.set_nodelay(true);
                    connections.spawn(security.clone().serve(tcp, Arc::clone(hub)));
                }
                // Out of files, perhaps: those who leave make room.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Sends each line of standard input to all links.
async fn read_lines(hub: &Hub) {
    let mut lines = BlockingStream::new(1, BufReader::new(io::stdin()).lines());
    while let Some(Ok(line)) = lines.next().await {
        if !line.trim().is_empty() {
            hub.send(line.trim());
        }
    }
    // There is no terminal: links and browsers go on.
    std::future::pending::<()>().await;
}
