//! `voice-link serve`

mod http;
mod hub;
mod link;
mod live;

use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::sync::Arc;

use asyncify::BlockingStream;
use futures::StreamExt;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::failure::Failure;
use crate::say::say;
use hub::Hub;

/// Serves links and browsers until `interrupt`.
pub(crate) async fn run(
    address: SocketAddr,
    interrupt: impl Future<Output = ()>,
) -> Result<(), Failure> {
    let cannot = |error| Failure::Network(format!("cannot listen at {address}: {error}"));
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    say(format_args!(
        "listening on ws://{address}/link and http://{address}/"
    ));
    let hub = Arc::new(Hub::new());
    tokio::select! {
        () = interrupt => {}
        () = accept(&listener, &hub) => {}
        () = read_lines(&hub) => {}
    }
    Ok(())
}

/// Dropped, it drops all connections.
async fn accept(listener: &TcpListener, hub: &Arc<Hub>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((tcp, _)) => {
                    let _ = tcp.set_nodelay(true);
                    connections.spawn(http::serve(tcp, Arc::clone(hub)));
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
