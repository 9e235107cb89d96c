//! A server that is asked for so many bytes.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::LazyLock;
use std::thread;

/// Where the server of all tests listens.
///
/// `/7` is seven bytes; of `/half/8` four come, and the connection ends; `/silent` is never answered.
pub(crate) fn address() -> SocketAddr {
    static ADDRESS: LazyLock<SocketAddr> = LazyLock::new(start);
    *ADDRESS
}

fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(|| serve(stream));
        }
    });
    at
}

/// Until the other side has enough.
fn serve(mut stream: TcpStream) -> Option<()> {
    let mut lines = BufReader::new(stream.try_clone().ok()?).lines();
    loop {
        let request = lines.next()?.ok()?;
        while !lines.next()?.ok()?.is_empty() {}
        let path = request.split(' ').nth(1)?.strip_prefix('/')?;
        if path == "silent" {
            continue;
        }
        let half = path.strip_prefix("half/");
        let length = half.unwrap_or(path).parse::<usize>().ok()?;
        let header = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
        let sent = if half.is_some() { length / 2 } else { length };
        let answer = [header.as_bytes(), &vec![b'.'; sent]].concat();
        stream.write_all(&answer).ok()?;
        if half.is_some() {
            return None;
        }
    }
}
