/// A connection, closed in the end.
pub fn connected(
    host: &str,
    port: u16,
) -> ::asyncify::Context<Connection, io::Result<()>> {
    async fn connected(
        host: &str,
        mut out: HandOut<Connection>,
        port: u16,
    ) -> io::Result<()> {
        let connection = out.give(Connection::open(host, port).await?).await;
        connection.close().await
    }
    let host = ::std::borrow::ToOwned::to_owned(host);
    ::asyncify::context(move |out| async move { connected(&*host, out, port).await })
}
async fn hold<T: Lock>(lock: T, out: asyncify::HandOut<T::Guard>) {
    drop(out.give(lock.lock().await).await);
}
/// `hold` as a context.
fn hold_context<T: Lock + ::core::marker::Send + 'static>(
    lock: T,
) -> ::asyncify::Context<T::Guard>
where
    T::Guard: ::core::marker::Send + 'static,
{
    let lock = ::asyncify::__private::to_thread(lock);
    ::asyncify::context(move |out| async move { hold::<T>(lock, out).await })
}
impl Pool {
    pub fn new() -> Self {
        Pool::default()
    }
    async fn __asyncify_transaction(
        &self,
        out: HandOut<Transaction>,
    ) -> Result<(), Error> {
        let transaction = self.begin().await?;
        out.give(transaction).await.commit().await
    }
    /// A transaction, committed in the end.
    pub fn transaction(&self) -> ::asyncify::Context<Transaction, Result<(), Error>> {
        let this = ::asyncify::__private::copied(self);
        ::asyncify::context(move |out| async move {
            Self::__asyncify_transaction(&*this, out).await
        })
    }
    pub async fn ping(&self) {}
}
