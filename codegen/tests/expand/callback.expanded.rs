/// Fetches a page.
#[must_use]
pub async fn fetch<T: Decode>(url: &str, options: Options) -> T {
    options.client().get(url).await.decode()
}
/// Fetches a page.
///
/// Returns at once. `callback` gets what `fetch` returns, on the thread of the loop that it runs on.
pub fn fetch_with_callback<T: Decode + 'static>(
    url: &str,
    options: Options,
    callback: impl ::core::ops::FnOnce(T) + ::core::marker::Send + 'static,
) {
    let portal = ::asyncify::Portal::shared();
    let url = ::std::borrow::ToOwned::to_owned(url);
    let options = ::asyncify::__private::to_thread(options);
    ::asyncify::__private::call_back(
        portal,
        async move || fetch::<T>(&*url, options).await,
        callback,
    );
}
async unsafe fn sum(numbers: &[u32], path: impl AsRef<Path>) -> Result<u32, Gone> {
    add(numbers).await
}
/// Returns at once. `callback` gets what `sum` returns, on the thread of the loop that it runs on.
///
/// # Safety
/// What `sum` asks for.
unsafe fn on_sum(
    numbers: &[u32],
    path: impl AsRef<Path>,
    callback: impl ::core::ops::FnOnce(
        Result<u32, Gone>,
    ) + ::core::marker::Send + 'static,
) {
    let portal: &::asyncify::Portal = &&*PORTAL;
    let portal = &::core::clone::Clone::clone(portal);
    let numbers = ::std::borrow::ToOwned::to_owned(numbers);
    let path = ::std::borrow::ToOwned::to_owned(
        ::core::convert::AsRef::<Path>::as_ref(&path),
    );
    ::asyncify::__private::call_back_surely(
        portal,
        async move || unsafe { sum(&*numbers, path) }.await,
        callback,
        move || -> Result<u32, Gone> { Err(Gone) },
    );
}
impl<S: Store> Client<S> {
    pub fn new(store: S) -> Self {
        Client { store }
    }
    pub async fn get(&self, key: Option<&str>) -> S::Value {
        self.store.get(key).await
    }
    /// Returns at once. `callback` gets what `get` returns, on the thread of the loop that it runs on.
    pub fn get_with_callback(
        &self,
        key: Option<&str>,
        callback: impl ::core::ops::FnOnce(S::Value) + ::core::marker::Send + 'static,
    )
    where
        Self: ::core::clone::Clone + ::core::marker::Send + 'static,
        S::Value: 'static,
    {
        let portal = ::asyncify::Portal::shared();
        let this = ::asyncify::__private::copied(self);
        let key = key.map(::std::borrow::ToOwned::to_owned);
        ::asyncify::__private::call_back(
            portal,
            async move || Self::get(&*this, key.as_deref()).await,
            callback,
        );
    }
    async fn close(self: Arc<Self>) {
        self.store.close().await
    }
    /// Returns at once. `callback` gets what `close` returns, on the thread of the loop that it runs on.
    fn close_with_callback(
        self: Arc<Self>,
        callback: impl ::core::ops::FnOnce() + ::core::marker::Send + 'static,
    )
    where
        Arc<Self>: ::core::marker::Send + 'static,
    {
        let portal: &::asyncify::Portal = &self.portal;
        let portal = &::core::clone::Clone::clone(portal);
        let this = ::asyncify::__private::to_thread(self);
        let callback = move |()| callback();
        ::asyncify::__private::call_back(
            portal,
            async move || Self::close(this).await,
            callback,
        );
    }
    async fn left_alone(&self) {}
}
/// Adds.
pub async fn adder_add(a: c_int, b: c_int) -> c_int {
    a + b
}
/// Adds.
///
/// Returns at once. `callback` gets what `adder_add` returns, on the thread of the loop that it runs on.
///
/// # Safety
/// `callback`, if there is one, may be called with `user_data`, once, on any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn adder_add_with_callback(
    a: c_int,
    b: c_int,
    callback: ::core::option::Option<
        unsafe extern "C" fn(c_int, *mut ::core::ffi::c_void),
    >,
    user_data: *mut ::core::ffi::c_void,
) {
    let portal = ::asyncify::Portal::shared();
    let a = ::asyncify::__private::to_thread(a);
    let b = ::asyncify::__private::to_thread(b);
    let user_data = ::core::sync::atomic::AtomicPtr::new(user_data);
    let callback = move |value: c_int| {
        if let ::core::option::Option::Some(callback) = callback {
            unsafe { callback(value, user_data.into_inner()) }
        }
    };
    ::asyncify::__private::call_back_surely(
        portal,
        async move || adder_add(a, b).await,
        callback,
        move || -> c_int { -1 },
    );
}
async fn close(id: usize) {
    close_adder(id).await
}
/// Returns at once. `callback` gets what `close` returns, on the thread of the loop that it runs on.
///
/// # Safety
/// `callback`, if there is one, may be called with `user_data`, once, on any thread.
#[unsafe(export_name = "adder_close")]
unsafe extern "C" fn adder_close(
    id: usize,
    callback: ::core::option::Option<unsafe extern "C" fn(*mut ::core::ffi::c_void)>,
    user_data: *mut ::core::ffi::c_void,
) {
    let portal = ::asyncify::Portal::shared();
    let user_data = ::core::sync::atomic::AtomicPtr::new(user_data);
    let callback = move |()| {
        if let ::core::option::Option::Some(callback) = callback {
            unsafe { callback(user_data.into_inner()) }
        }
    };
    ::asyncify::__private::call_back_surely(
        portal,
        async move || close(id).await,
        callback,
        move || (),
    );
}
