"""Sound that comes on a thread of its own, for an event loop."""
import asyncio
import contextlib
import threading
import time

import sounddevice

FRAMES_A_SECOND = 50
# Of a device, in hertz; it has one channel.
RATE = 48_000
# What waits for the socket at most: a second of sound.
ROOM = FRAMES_A_SECOND


class Microphone:
    """Frames of 20 ms in a bounded queue. It belongs to the loop that is running."""

    def __init__(self, stats):
        self.loop = asyncio.get_running_loop()
        self.frames = asyncio.Queue(ROOM)
        self.ended = asyncio.Event()
        self.stats = stats

    @property
    def seq(self):
        """The number of the frame that is being captured."""
        return self.stats.captured

    def callback(self, pcm, _samples, _time, status):
        """Called by PortAudio, on its thread."""
        now = time.perf_counter_ns()
        self.loop.call_soon_threadsafe(self.offer, now, bytes(pcm), status.input_overflow)

    def offer(self, captured, pcm, overflow):
        if overflow:
            # PortAudio does not say how much it has lost; this is the least it can be.
            self.stats.captured += 1
            self.stats.lost += 1
        if self.frames.full():
            self.drop_oldest()
        self.frames.put_nowait((captured, self.seq, pcm))
        self.stats.captured += 1

    def drop_oldest(self):
        self.frames.get_nowait()
        self.frames.task_done()
        self.stats.lost += 1

    def drop_all(self):
        while not self.frames.empty():
            self.drop_oldest()

    @contextlib.asynccontextmanager
    async def device(self, name):
        """Captures in the block."""
        # To open and close it takes time that the loop has not got.
        stream = await asyncio.to_thread(
            sounddevice.RawInputStream,
            samplerate=RATE,
            blocksize=RATE // FRAMES_A_SECOND,
            device=name,
            channels=1,
            dtype="int16",
            latency="low",
            callback=self.callback,
        )
        try:
            await asyncio.to_thread(stream.start)
            yield
        finally:
            await asyncio.to_thread(stream.close)

    @contextlib.asynccontextmanager
    async def recording(self, wav):
        """The same with a WAV file, at the pace of a microphone. Silence fills its last frame."""
        stop = threading.Event()
        player = threading.Thread(target=self.play, args=(wav, stop))
        player.start()
        try:
            yield
        finally:
            stop.set()
            player.join()

    def play(self, wav, stop):
        samples = wav.getframerate() // FRAMES_A_SECOND
        size = samples * wav.getnchannels() * wav.getsampwidth()
        due = time.monotonic()
        while pcm := wav.readframes(samples):
            due += 1 / FRAMES_A_SECOND
            if stop.wait(max(0, due - time.monotonic())):
                return
            self.callback(pcm.ljust(size, b"\0"), samples, None, sounddevice.CallbackFlags())
        self.loop.call_soon_threadsafe(self.ended.set)
