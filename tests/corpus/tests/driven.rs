//! Some of the declarations, driven: the stubs call back as the libraries do.
#![allow(unsafe_code, reason = "some declarations are unsafe")]

use std::cell::RefCell;
use std::marker::PhantomData;
use std::sync::mpsc;
use std::time::Duration;

use asyncify::{CallError, EventStream, NotOk, Reply};
use asyncify_corpus::{entries, stubs};
use futures::executor::{block_on, block_on_stream};
use futures::{FutureExt, StreamExt, TryStreamExt};

fn all<T, H>(stream: EventStream<T, H>) -> Vec<T> {
    block_on(stream.collect())
}

/// What is there already, of a stream whose handle keeps the callback.
fn next<T, H>(stream: &mut EventStream<T, H>) -> T {
    let next = stream.next().now_or_never().flatten();
    next.expect("an item is there")
}

#[test]
fn completions() {
    use entries::wgpu_map_async::BufferSliceAsync;
    use entries::wgpu_on_submitted_work_done::QueueAsync;
    use entries::wgpu_read_buffer::util::DownloadBufferAsync;
    use stubs::wgpu::*;

    assert_eq!(block_on(Queue.on_submitted_work_done_async()), Ok(()));
    let slice = BufferSlice { bytes: &[1] };
    assert_eq!(block_on(slice.map_async_async(MapMode::Read)), Ok(()));
    let refused = block_on(slice.map_async_async(MapMode::Write));
    assert_eq!(refused, Err(CallError::Failed(BufferAsyncError)));
    let read = block_on(DownloadBuffer::read_buffer_async(&Device, &Queue, &slice));
    assert_eq!(read.unwrap().bytes, [1]);
}

#[test]
fn completions_that_are_called_too_often_or_say_so_by_a_flag() {
    use entries::libpulse_set_sink_volume::VolumeAsync;
    use entries::rust_socketio_emit_with_ack::RawClientAsync;
    use entries::steamworks_show_gamepad_text_input::{NotShown, UtilsAsync};
    use stubs::libpulse::{ChannelVolumes, Introspector};
    use stubs::rust_socketio::{Payload, RawClient};
    use stubs::steamworks::{
        GamepadTextInputDismissed, GamepadTextInputLineMode, GamepadTextInputMode, Utils,
    };

    let first = block_on(RawClient.emit_with_ack_async("event", "data", Duration::ZERO));
    assert_eq!(first, Ok(Payload("data".into())));
    let volumes = ChannelVolumes;
    let set = |index| block_on(Introspector.set_sink_volume_by_index_async(index, &volumes));
    assert_eq!(set(0), Ok(()));
    assert_eq!(set(1), Err(CallError::Failed(NotOk(()))));
    let input = |characters| {
        let mode = (
            GamepadTextInputMode::Normal,
            GamepadTextInputLineMode::SingleLine,
        );
        block_on(Utils.show_gamepad_text_input_async(mode.0, mode.1, "", characters, None))
    };
    assert_eq!(input(8), Ok(GamepadTextInputDismissed(Some(1))));
    assert_eq!(input(0), Err(CallError::Failed(NotShown)));
}

#[test]
fn buffers_and_copies_come_back() {
    use entries::dbus_send_with_reply::ConnectionAsync;
    use entries::gio_read_async::InputAsync;
    use stubs::dbus::{Connection, Message};
    use stubs::gio::{Cancellable, InputStream, Priority};

    let read = InputStream.read_async_async(vec![0; 3], Priority(0), None::<&Cancellable>);
    assert_eq!(block_on(read), Ok((vec![7; 3], 3)));
    let reply = block_on(Connection.send_with_reply_async(Message(4)));
    assert_eq!(reply.unwrap(), Message(4));
}

#[test]
fn closures_of_other_languages() {
    use entries::objc2_data_task::SessionAsync;
    use entries::web_sys_request_animation_frame::calls::request_animation_frame;
    use stubs::objc2::{NSData, NSURL, NSURLSession};

    // SAFETY: the stub asks for nothing.
    let task = unsafe { NSURLSession.data_task(&NSURL) };
    let (data, response) = block_on(task).unwrap();
    assert_eq!((&*data.0, response.0.0), (&NSData(1), 200));
    assert_eq!(
        block_on(request_animation_frame(&stubs::web_sys::Window)),
        Ok(16.7)
    );
}

#[test]
fn a_call_that_returns_a_handle_and_completes_gives_both() {
    use entries::steamworks_submit::UpdateHandleAsync;
    use entries::windows_future_completed_handler::HandlerAsync;
    use stubs::steamworks::{PublishedFileId, UpdateHandle};
    use stubs::windows::{AsyncOperationCompletedHandler, AsyncStatus, IAsyncOperation, Ref};

    let update = UpdateHandle.submit_stream(Some("note"));
    assert_eq!(update.handle().progress(), (1, 2));
    assert_eq!(all(update), [Ok((PublishedFileId(1), false))]);
    let mut completed = AsyncOperationCompletedHandler::<u32>::new_stream();
    let operation = IAsyncOperation(PhantomData);
    assert_eq!(
        (completed.handle().0)(Ref(&operation), AsyncStatus(1)),
        Ok(())
    );
    assert_eq!(next(&mut completed).1, AsyncStatus(1));
}

#[test]
fn builders_go_on() {
    use entries::libbpf_rs_add::RingBufferAsync;
    use entries::postgres_notice_callback::ConfigAsync;
    use entries::rust_socketio_on::ClientBuilderAsync;
    use entries::wry_with_asynchronous_custom_protocol::WebViewBuilderAsync;
    use stubs::postgres::{Config, DbError};
    use stubs::rust_socketio::{Client, ClientBuilder};
    use stubs::wry::{Request, RequestAsyncResponder, WebViewBuilder};

    let mut config = Config::default();
    let mut notices = config.notice_callback_stream();
    config.notice.as_ref().expect("it is set")(DbError("a".into()));
    assert_eq!(next(&mut notices), DbError("a".into()));

    let (builder, mut opened) = ClientBuilder::default().on_stream("open").detach();
    let (mut builder, _closed) = builder.on_stream("close").detach();
    assert_eq!(builder.handlers.len(), 2);
    block_on((builder.handlers[0].1)("hello".into(), Client));
    assert_eq!(next(&mut opened).0, "hello".into());

    let views = WebViewBuilder::default();
    let (view, mut requests) = views
        .with_asynchronous_custom_protocol_stream("app".into())
        .detach();
    let (tell, told) = mpsc::channel();
    let handler = view.protocol.expect("it is set");
    handler("view", Request(vec![1]), RequestAsyncResponder(tell));
    let (id, request, responder) = next(&mut requests);
    assert_eq!((id.as_str(), request), ("view", Request(vec![1])));
    responder.respond(vec![2]);
    assert_eq!(told.recv(), Ok(vec![2]));

    let mut rings = stubs::libbpf_rs::RingBufferBuilder::default();
    let mut events = rings.add_stream(&()).unwrap();
    assert_eq!((rings.rings[0].1)(&[1, 2]), 0);
    assert_eq!(next(&mut events), [1, 2]);
    drop(events);
    assert_eq!((rings.rings[0].1)(&[3]), -1, "nobody listens");
}

#[test]
fn generics_that_go_with_the_callback() {
    use entries::calloop_insert_source::LoopAsync;
    use entries::device_query_on_mouse_move::MouseAsync;
    use entries::rclrs_create_subscription::NodeAsync;
    use entries::whisper_rs_set_progress_callback::FullParamsAsync;
    use stubs::calloop::{LoopHandle, Numbers};
    use stubs::device_query::DeviceState;
    use stubs::rclrs::NodeState;
    use stubs::whisper_rs::FullParams;

    let mut moves = DeviceState.on_mouse_move_stream();
    assert_eq!(next(&mut moves), (1, 2));
    (moves.handle().callback)(&(3, 4));
    assert_eq!(next(&mut moves), (3, 4));
    let mut messages = NodeState
        .create_subscription_stream::<u32>("topic")
        .unwrap();
    assert_eq!(next(&mut messages), 0);
    let mut params = FullParams::default();
    let mut progress = params.set_progress_callback_safe_stream();
    params.progress.as_mut().expect("it is set")(50);
    assert_eq!(next(&mut progress), Ok(50));
    let handle = LoopHandle {
        data: RefCell::new(()),
        sources: PhantomData,
    };
    let Ok(mut events) = handle.insert_source_stream(Numbers) else {
        panic!("it is inserted");
    };
    assert_eq!(next(&mut events), 1);
}

#[test]
fn decisions() {
    use entries::git2_credentials::CredentialsAsync;
    use entries::openssl_set_alpn_select_callback::AlpnAsync;
    use entries::rusqlite_create_scalar_function::FunctionsAsync;
    use stubs::git2::{Cred, CredentialType, RemoteCallbacks};
    use stubs::openssl::{SslContextBuilder, SslRef};
    use stubs::rusqlite::{Connection, FunctionFlags};

    let functions = Connection::default().create_scalar_function_stream("sum", 1, FunctionFlags);
    assert_eq!(all(functions.unwrap()), [6]);

    let mut builder = SslContextBuilder::default();
    let mut offered = builder.set_alpn_select_callback_stream();
    let select = builder.alpn.expect("it is set");
    let mut ssl = SslRef { servername: None };
    assert_eq!(select(&mut ssl, b"\x02h2"), Ok(&b"h2"[..]));
    assert_eq!(next(&mut offered), b"\x02h2");

    let mut callbacks = RemoteCallbacks::default();
    let mut questions = callbacks.credentials_stream();
    let consumer = std::thread::spawn(move || {
        let ((url, user, _), reply): (_, Reply<_>) =
            block_on(questions.next()).expect("a question");
        reply
            .send(Ok(Cred(format!("{user:?}@{url}"))))
            .expect("somebody waits");
    });
    let ask = callbacks.credentials.as_mut().expect("it is set");
    let answer = ask("host", None, CredentialType(1));
    assert_eq!(answer, Ok(Cred("None@host".into())));
    consumer.join().unwrap();
    assert!(ask("host", None, CredentialType(1)).is_err(), "the default");
}

#[test]
fn lists_and_lent_values() {
    use entries::gio_connect_changed::SettingsAsync;
    use entries::libpulse_get_sink_info_list::{ListFailed, SinksAsync};
    use entries::sqlx_sqlite_set_update_hook::UpdatesAsync;
    use stubs::libpulse::{Introspector, SinkInfo};

    let sinks = Introspector.get_sink_info_list_stream();
    let sinks: Result<Vec<SinkInfo<'static>>, ListFailed> = block_on(sinks.try_collect());
    assert_eq!(sinks.unwrap()[0].index, 3);
    let changed = stubs::gio::Settings.connect_changed_stream(Some("font"));
    assert_eq!(all(changed), ["font"]);
    let mut handle = 0;
    let mut sqlite = stubs::sqlx_sqlite::LockedSqliteHandle(&mut handle);
    assert_eq!(
        all(sqlite.set_update_hook_stream()),
        [("word".to_owned(), 1)]
    );
}

#[test]
fn samples() {
    use entries::jack_process_handler::{capture, playback};
    use entries::sdl3_audio_callback::calls::open_playback_stream;
    use stubs::jack::{AudioIn, AudioOut, Client, Port};

    let mut frames = capture(Client, Port(vec![0.5; 4], AudioIn)).expect("a client");
    let frame = frames.next().now_or_never().flatten().expect("a frame");
    assert_eq!((&*frame, *frame.info()), (&[0.5; 4][..], 64));
    let feed = playback(Client, Port(vec![1.0; 4], AudioOut)).expect("a client");
    assert_eq!(feed.silence(), 4, "nothing was written yet");
    assert_eq!(open_playback_stream().handle().data, [0.0; 4]);
}

#[test]
fn blocking_queues() {
    use entries::rdev_listen::calls::listen;
    use entries::signal_hook_register::signals;
    use stubs::rdev::{Event, ListenError};

    let heard: Vec<_> = block_on_stream(listen()).collect();
    assert_eq!(
        heard,
        [Ok(Event(1)), Ok(Event(2)), Err(ListenError::EventTapError)]
    );
    let mut caught = signals(&[10, 12]).unwrap();
    assert_eq!(block_on(caught.next()), Some(10));
    assert_eq!(block_on(caught.next()), Some(12));
    block_on(caught.close());
    assert_eq!(block_on(caught.next()), None);
}

#[test]
fn a_listener_without_self() {
    use entries::wayland_client_dispatch::{DispatchEvent, DispatchEvents, DispatchSender};
    use stubs::wayland_client::{Connection, Dispatch, QueueHandle, WlOutput};

    struct App;
    // What `delegate_dispatch!` writes.
    impl Dispatch<WlOutput, DispatchSender<WlOutput>> for App {
        fn event(
            state: &mut App,
            proxy: &WlOutput,
            event: u32,
            data: &DispatchSender<WlOutput>,
            connection: &Connection,
            queue: &QueueHandle<App>,
        ) {
            DispatchSender::event(state, proxy, event, data, connection, queue);
        }
    }

    let mut events = DispatchEvents::new();
    let mut queue = Connection.new_event_queue();
    let dispatched = queue.blocking_dispatch(&mut App, &events.sender());
    assert_eq!(dispatched, Ok(1));
    let event = events.next().now_or_never().flatten();
    assert!(matches!(event, Some(DispatchEvent::Event((WlOutput, 1)))));
}

#[test]
fn listeners() {
    use entries::curl_handler::{HandlerEvent, HandlerEvents};
    use entries::fuser_filesystem::{FilesystemEvent, FilesystemEvents};
    use entries::gilrs_filter_fn::{FilterFnEvent, FilterFnEvents};
    use entries::minifb_input_callback::InputCallbackEvent;
    use entries::minifb_set_input_callback::WindowAsync;
    use entries::mongodb_command_event_handler::CommandEventHandlerEvents;
    use entries::rdkafka_consumer_context::{
        ConsumerContextEvent, ConsumerContextEvents, Partitions,
    };
    use entries::rusb_hotplug::{HotplugEvent, HotplugEvents};
    use stubs::{curl, fuser, gilrs, minifb, mongodb, rdkafka, rusb};

    let mut events =
        HotplugEvents::start(|sender| rusb::register(rusb::GlobalContext, Box::new(sender)));
    let device = rusb::Device(1, rusb::GlobalContext);
    let first = events.next().now_or_never().flatten();
    assert!(matches!(first, Some(HotplugEvent::DeviceArrived { device: it }) if it == device));

    let events = CommandEventHandlerEvents::new();
    mongodb::run_command(std::sync::Arc::new(events.sender()));
    assert_eq!(block_on_stream(events).count(), 2);

    let mut window = minifb::Window::default();
    let mut input = window.set_input_callback_stream();
    window.update();
    assert_eq!(
        next(&mut input),
        InputCallbackEvent::AddChar { uni_char: 97 }
    );

    let mut events = ConsumerContextEvents::new();
    rdkafka::drive(&events.sender());
    let first = events.next().now_or_never().flatten();
    let list = rdkafka::TopicPartitionList(vec![1]);
    assert!(
        matches!(first, Some(ConsumerContextEvent::PreRebalance(Partitions::Assigned(it))) if it == list)
    );

    let mut events = HandlerEvents::new();
    curl::Easy2::new(events.sender()).perform().unwrap();
    let first = events.next().now_or_never().flatten();
    assert!(matches!(first, Some(HandlerEvent::Header { data }) if data == b"Age: 1"));

    let mut events = FilterFnEvents::new();
    let event = Some(gilrs::Event(1));
    assert_eq!(
        gilrs::filter_ev(event.clone(), &events.sender(), &mut gilrs::Gilrs),
        event
    );
    let first = events.next().now_or_never().flatten();
    assert!(matches!(first, Some(FilterFnEvent::Filter(it)) if it == event));

    let mut events = FilesystemEvents::new();
    let sender = events.sender();
    let kernel = std::thread::spawn(move || fuser::look_up(&sender, "a"));
    let Some(FilesystemEvent::Lookup((_, name, reply))) = block_on(events.next()) else {
        panic!("a look-up");
    };
    assert_eq!(name, "a");
    reply.entry(7);
    assert_eq!(kernel.join().unwrap(), Some(7));
}

#[test]
fn what_hides_behind_fields_traits_and_arguments_that_are_used_up() {
    use entries::ash_debug_messages::debug_messages;
    use entries::midir_connect::MidiAsync;
    use entries::reqwest_custom::redirects;
    use entries::tauri_register_uri_scheme_protocol::BuilderAsync;
    use entries::wgpu_on_uncaptured_error::DeviceAsync;
    use stubs::{ash, midir, reqwest, tauri, wgpu};

    // SAFETY: the stub asks for nothing.
    let mut messages = unsafe { debug_messages(&ash::Instance) }.unwrap();
    let severity = ash::DebugUtilsMessageSeverityFlagsEXT(1);
    assert_eq!(next(&mut messages), (severity, "slow".to_owned()));
    let port = midir::MidiInputPort;
    let mut notes = midir::MidiInput.connect_stream(&port, "keys", ()).unwrap();
    assert_eq!(next(&mut notes), (5, vec![0x90, 60, 64]));
    let mut redirects = redirects();
    let answer = redirects.handle().redirect("/there");
    assert_eq!(
        (answer, next(&mut redirects)),
        (reqwest::Action::Follow, "/there".to_owned())
    );
    assert_eq!(
        all(wgpu::Device.on_uncaptured_error_stream()),
        [wgpu::Error::OutOfMemory]
    );
    // It asks within the call, where the default is the answer.
    let builder = tauri::Builder(tauri::MockRuntime);
    let mut requests = builder.register_uri_scheme_protocol_stream::<_, Vec<u8>>("app");
    let (_, reply) = next(&mut requests);
    assert!(reply.send(tauri::http::Response(vec![1])).is_err());
}

#[test]
fn trust_is_the_consumers_to_give() {
    use entries::rustls_server_cert_verifier::{ServerCertVerifierEvent, ServerCertVerifierEvents};
    use stubs::rustls::*;

    let mut events = ServerCertVerifierEvents::new();
    let verifier = events.sender();
    let handshake = std::thread::spawn(move || {
        let (certificate, name) = (CertificateDer(&[1]), ServerName("example.org"));
        verifier.verify_server_cert(&certificate, &[], &name, &[], UnixTime(0))
    });
    let event = block_on(events.next());
    let Some(ServerCertVerifierEvent::VerifyServerCert((certificate, name), reply)) = event else {
        panic!("a certificate");
    };
    assert_eq!((certificate, name.as_str()), (vec![1], "example.org"));
    reply.send(Ok(ServerCertVerified)).unwrap();
    assert_eq!(handshake.join().unwrap(), Ok(ServerCertVerified));
}
