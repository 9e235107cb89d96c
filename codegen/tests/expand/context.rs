/// A connection, closed in the end.
#[asyncify(context)]
pub async fn connected(host: &str, mut out: HandOut<Connection>, port: u16) -> io::Result<()> {
    let connection = out.give(Connection::open(host, port).await?).await;
    connection.close().await
}

#[asyncify(context, keep)]
async fn hold<T: Lock>(lock: T, out: asyncify::HandOut<T::Guard>) {
    drop(out.give(lock.lock().await).await);
}

#[asyncify(context)]
impl Pool {
    pub fn new() -> Self {
        Pool::default()
    }

    /// A transaction, committed in the end.
    pub async fn transaction(&self, out: HandOut<Transaction>) -> Result<(), Error> {
        let transaction = self.begin().await?;
        out.give(transaction).await.commit().await
    }

    pub async fn ping(&self) {}
}
