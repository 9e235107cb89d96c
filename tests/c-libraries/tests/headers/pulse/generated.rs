// Written by `cargo asyncify generate --c-bindings pulse.rs`.
// What it leaves to decide goes into asyncify.toml; then run it again.
// fingerprint: 976116ef22738b80

//! Async versions of the functions of `pulse` that take callbacks.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::null_mut;

use asyncify::asyncify;

use super::client::{Operation, Refused, Sink, done, server_name};
use super::ffi::{pa_context, pa_operation, pa_server_info, pa_sink_info};

#[asyncify]
unsafe extern "C" {
    /// Set a callback function that is called whenever the context status changes
    #[asyncify(
        stream,
        cancel = || {
            unsafe { pa_context_set_state_callback(c, Option::None, null_mut()) };
        },
        name = states
    )]
    pub fn pa_context_set_state_callback(
        c: *mut pa_context,
        #[map(|_| ())] cb: Option<unsafe extern "C" fn(c: *mut pa_context, userdata: *mut c_void)>,
        #[user_data] userdata: *mut c_void,
    );

    /// Get information about a sink by its name
    #[asyncify(stream)]
    #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    pub fn pa_context_get_sink_info_by_name(
        c: *mut pa_context,
        name: *const c_char,
        #[end_if(|_, _, eol| eol != 0)]
        #[map(|_, info, _| -> Sink { unsafe { Sink::of(info) } })]
        cb: Option<
            unsafe extern "C" fn(
                c: *mut pa_context,
                i: *const pa_sink_info,
                eol: c_int,
                userdata: *mut c_void,
            ),
        >,
        #[user_data] userdata: *mut c_void,
    ) -> *mut pa_operation;

    /// Get information about a sink by its index
    #[asyncify(stream)]
    #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    pub fn pa_context_get_sink_info_by_index(
        c: *mut pa_context,
        idx: u32,
        #[end_if(|_, _, eol| eol != 0)]
        #[map(|_, info, _| -> Sink { unsafe { Sink::of(info) } })]
        cb: Option<
            unsafe extern "C" fn(
                c: *mut pa_context,
                i: *const pa_sink_info,
                eol: c_int,
                userdata: *mut c_void,
            ),
        >,
        #[user_data] userdata: *mut c_void,
    ) -> *mut pa_operation;

    /// Get the complete sink list
    #[asyncify(stream, name = sinks)]
    #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    pub fn pa_context_get_sink_info_list(
        c: *mut pa_context,
        #[end_if(|_, _, eol| eol != 0)]
        #[map(|_, info, _| -> Sink { unsafe { Sink::of(info) } })]
        cb: Option<
            unsafe extern "C" fn(
                c: *mut pa_context,
                i: *const pa_sink_info,
                eol: c_int,
                userdata: *mut c_void,
            ),
        >,
        #[user_data] userdata: *mut c_void,
    ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the volume of a sink device specified by its index
    // #[asyncify(once)]
    // pub fn pa_context_set_sink_volume_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     volume: *const super::ffi::pa_cvolume,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the volume of a sink device specified by its name
    // #[asyncify(once)]
    // pub fn pa_context_set_sink_volume_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     volume: *const super::ffi::pa_cvolume,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    /// Set the mute switch of a sink device specified by its index
    #[asyncify(once)]
    #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    pub fn pa_context_set_sink_mute_by_index(
        c: *mut pa_context,
        idx: u32,
        mute: c_int,
        #[map(|_, success| -> Result<(), Refused> { done(success) })] cb: Option<
            unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void),
        >,
        #[user_data] userdata: *mut c_void,
    ) -> *mut pa_operation;

    /// Set the mute switch of a sink device specified by its name
    #[asyncify(once, name = mute)]
    #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    pub fn pa_context_set_sink_mute_by_name(
        c: *mut pa_context,
        name: *const c_char,
        mute: c_int,
        #[map(|_, success| -> Result<(), Refused> { done(success) })] cb: Option<
            unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void),
        >,
        #[user_data] userdata: *mut c_void,
    ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Change the profile of a sink.
    // #[asyncify(once)]
    // pub fn pa_context_set_sink_port_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     port: *const c_char,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Change the profile of a sink.
    // #[asyncify(once)]
    // pub fn pa_context_set_sink_port_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     port: *const c_char,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_source_info` is left out of the item: `#[map]` can make an owned value of
    // it
    // /// Get information about a source by its name
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_source_info_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_source_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_source_info` is left out of the item: `#[map]` can make an owned value of
    // it
    // /// Get information about a source by its index
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_source_info_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_source_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_source_info` is left out of the item: `#[map]` can make an owned value of
    // it
    // /// Get the complete source list
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_source_info_list(
    //     c: *mut pa_context,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_source_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the volume of a source device specified by its index
    // #[asyncify(once)]
    // pub fn pa_context_set_source_volume_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     volume: *const super::ffi::pa_cvolume,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the volume of a source device specified by its name
    // #[asyncify(once)]
    // pub fn pa_context_set_source_volume_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     volume: *const super::ffi::pa_cvolume,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the mute switch of a source device specified by its index
    // #[asyncify(once)]
    // pub fn pa_context_set_source_mute_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     mute: c_int,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the mute switch of a source device specified by its name
    // #[asyncify(once)]
    // pub fn pa_context_set_source_mute_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     mute: c_int,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Change the profile of a source.
    // #[asyncify(once)]
    // pub fn pa_context_set_source_port_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     port: *const c_char,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Change the profile of a source.
    // #[asyncify(once)]
    // pub fn pa_context_set_source_port_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     port: *const c_char,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    /// Get some information about the server
    #[asyncify(once, name = server)]
    #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    pub fn pa_context_get_server_info(
        c: *mut pa_context,
        #[map(|_, info| -> Result<String, Refused> { unsafe { server_name(info) } })] cb: Option<
            unsafe extern "C" fn(
                c: *mut pa_context,
                i: *const pa_server_info,
                userdata: *mut c_void,
            ),
        >,
        #[user_data] userdata: *mut c_void,
    ) -> *mut pa_operation;

    // TODO: `i: *const pa_sink_input_info` is left out of the item: `#[map]` can make an owned
    // value of it
    // /// Get some information about a sink input by its index
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_sink_input_info(
    //     c: *mut pa_context,
    //     idx: u32,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_sink_input_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_sink_input_info` is left out of the item: `#[map]` can make an owned
    // value of it
    // /// Get the complete sink input list
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_sink_input_info_list(
    //     c: *mut pa_context,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_sink_input_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the volume of a sink input stream
    // #[asyncify(once)]
    // pub fn pa_context_set_sink_input_volume(
    //     c: *mut pa_context,
    //     idx: u32,
    //     volume: *const super::ffi::pa_cvolume,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the mute switch of a sink input stream \\since 0.9.7
    // #[asyncify(once)]
    // pub fn pa_context_set_sink_input_mute(
    //     c: *mut pa_context,
    //     idx: u32,
    //     mute: c_int,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_source_output_info` is left out of the item: `#[map]` can make an owned
    // value of it
    // /// Get information about a source output by its index
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_source_output_info(
    //     c: *mut pa_context,
    //     idx: u32,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_source_output_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_source_output_info` is left out of the item: `#[map]` can make an owned
    // value of it
    // /// Get the complete list of source outputs
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_source_output_info_list(
    //     c: *mut pa_context,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_source_output_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the volume of a source output stream \\since 1.0
    // #[asyncify(once)]
    // pub fn pa_context_set_source_output_volume(
    //     c: *mut pa_context,
    //     idx: u32,
    //     volume: *const super::ffi::pa_cvolume,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: the returned `*mut pa_operation` is let go of by `pa_operation_unref` or
    // `pa_operation_cancel`: `#[status(|it| -> Result<Owner, Error> { .. })]` gives it an owner,
    // whose `Drop` does that, and makes a null pointer an error
    // /// Set the mute switch of a source output stream \\since 1.0
    // #[asyncify(once)]
    // pub fn pa_context_set_source_output_mute(
    //     c: *mut pa_context,
    //     idx: u32,
    //     mute: c_int,
    //     #[map(|_, _| ())]
    //     #[ok_if(|_, success| success != 0)]
    //     cb: Option<unsafe extern "C" fn(c: *mut pa_context, success: c_int, userdata: *mut c_void)>,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_sample_info` is left out of the item: `#[map]` can make an owned value of
    // it
    // /// Get information about a sample by its name
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_sample_info_by_name(
    //     c: *mut pa_context,
    //     name: *const c_char,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_sample_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_sample_info` is left out of the item: `#[map]` can make an owned value of
    // it
    // /// Get information about a sample by its index
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_sample_info_by_index(
    //     c: *mut pa_context,
    //     idx: u32,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_sample_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `i: *const pa_sample_info` is left out of the item: `#[map]` can make an owned value of
    // it
    // /// Get the complete list of samples stored in the daemon.
    // ///
    // /// An error, too, ends the stream, which then looks like a short list.
    // #[asyncify(stream)]
    // #[status(|it| -> Result<Operation, Refused> { Operation::of(it) })]
    // pub fn pa_context_get_sample_info_list(
    //     c: *mut pa_context,
    //     #[map(|_, _, _| ())]
    //     #[end_if(|_, _, eol| eol != 0)]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             i: *const super::ffi::pa_sample_info,
    //             eol: c_int,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // ) -> *mut pa_operation;

    // TODO: `cancel =` takes the callback away by a null pointer: is that what
    // `pa_context_set_subscribe_callback` asks for, and is all that it is given still there when
    // the stream is dropped?
    // /// Set the context specific call back function that is called whenever the state of the daemon changes
    // #[asyncify(
    //     stream,
    //     cancel = || {
    //         unsafe { pa_context_set_subscribe_callback(c, Option::None, null_mut()) };
    //     }
    // )]
    // pub fn pa_context_set_subscribe_callback(
    //     c: *mut pa_context,
    //     #[map(|_, t, idx| -> (super::ffi::pa_subscription_event_type_t, u32) { (t, idx) })]
    //     cb: Option<
    //         unsafe extern "C" fn(
    //             c: *mut pa_context,
    //             t: super::ffi::pa_subscription_event_type_t,
    //             idx: u32,
    //             userdata: *mut c_void,
    //         ),
    //     >,
    //     #[user_data] userdata: *mut c_void,
    // );
}
