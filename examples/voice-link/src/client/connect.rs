//! Getting through to the server.

use std::io;
use std::net::SocketAddr;

use hyper::Uri;
use tokio::net::{TcpSocket, TcpStream, lookup_host};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How much the system may hold for a server that does not take it, in bytes. It would hold a minute
/// of sound, which the server would have to hear before anything new.
const SEND_BUFFER: u32 = 32 * 1024;

/// The largest message that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Why there is no connection.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Perhaps later there is.
    Away(String),
    /// To try again is of no use, unless it has worked before.
    Final(String),
}

/// Connects, and says hello.
pub(super) async fn connect(url: &Uri, hello: Message) -> Result<Socket, Refusal> {
    let tcp = tcp(url).await?;
    // Each message is written at once.
    let config = WebSocketConfig::default()
        .write_buffer_size(0)
        .max_message_size(Some(LARGEST));
    let mut socket = handshake(url, tcp, config).await.map_err(refusal)?;
    futures::SinkExt::send(&mut socket, hello)
        .await
        .map_err(refusal)?;
    Ok(socket)
}

async fn tcp(url: &Uri) -> Result<TcpStream, Refusal> {
    let host = url.host().unwrap_or_default();
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let secure = url.scheme_str() == Some("wss");
    let port = url.port_u16().unwrap_or(if secure { 443 } else { 80 });
    let unknown = |error| Refusal::Final(format!("{host}: {error}"));
    let mut refused = None;
    for address in lookup_host((host, port)).await.map_err(unknown)? {
        match open(address).await {
            Ok(tcp) => return Ok(tcp),
            Err(error) => refused = Some(error),
        }
    }
    let why = refused.map_or_else(|| "it has no address".to_owned(), |error| error.to_string());
    Err(Refusal::Away(why))
}

async fn open(address: SocketAddr) -> io::Result<TcpStream> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.set_nodelay(true)?;
    socket.connect(address).await
}

#[cfg(feature = "tls")]
async fn handshake(url: &Uri, tcp: TcpStream, config: WebSocketConfig) -> Result<Socket, Error> {
    use tokio_tungstenite::client_async_tls_with_config;

    let (socket, _) = client_async_tls_with_config(url, tcp, Some(config), None).await?;
    Ok(socket)
}

#[cfg(not(feature = "tls"))]
async fn handshake(url: &Uri, tcp: TcpStream, config: WebSocketConfig) -> Result<Socket, Error> {
    use tokio_tungstenite::client_async_with_config;

    let plain = MaybeTlsStream::Plain(tcp);
    let (socket, _) = client_async_with_config(url, plain, Some(config)).await?;
    Ok(socket)
}

fn refusal(error: Error) -> Refusal {
    match &error {
        // A server behind another that is not there yet.
        Error::Http(response) if response.status().is_server_error() => {
            Refusal::Away(error.to_string())
        }
        // Certificates that are not trusted come as invalid data.
        Error::Io(io) if io.kind() != io::ErrorKind::InvalidData => {
            Refusal::Away(error.to_string())
        }
        Error::ConnectionClosed | Error::AlreadyClosed => Refusal::Away(error.to_string()),
        _ => Refusal::Final(error.to_string()),
    }
}
