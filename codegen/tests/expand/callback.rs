/// Fetches a page.
#[asyncify(callback)]
#[must_use]
pub async fn fetch<T: Decode>(url: &str, options: Options) -> T {
    options.client().get(url).await.decode()
}

#[asyncify(callback, name = on_sum, portal = &*PORTAL, abandoned = Err(Gone))]
async unsafe fn sum(numbers: &[u32], path: impl AsRef<Path>) -> Result<u32, Gone> {
    add(numbers).await
}

#[asyncify(callback)]
impl<S: Store> Client<S> {
    pub fn new(store: S) -> Self {
        Client { store }
    }

    pub async fn get(&self, key: Option<&str>) -> S::Value {
        self.store.get(key).await
    }

    #[asyncify(portal = self.portal)]
    async fn close(self: Arc<Self>) {
        self.store.close().await
    }

    #[asyncify(skip)]
    async fn left_alone(&self) {}
}

/// Adds.
#[asyncify(callback, abandoned = -1)]
#[unsafe(no_mangle)]
pub async extern "C" fn adder_add(a: c_int, b: c_int) -> c_int {
    a + b
}

#[asyncify(callback, name = adder_close)]
#[unsafe(export_name = "adder_close")]
async extern "C" fn close(id: usize) {
    close_adder(id).await
}
