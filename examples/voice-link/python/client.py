#!/usr/bin/env python3
"""The client of the voice link as one writes it in Python: sounddevice's callback hands frames to
asyncio, websockets carries them as MessagePack, and messages come in beside them.

    python3 client.py ws://127.0.0.1:8765/link --seconds 10 --stats json

PROTOCOL.md, in the folder above, says what is sent.
"""
import argparse
import asyncio
import contextlib
import sys
import time
import wave

import msgpack
import sounddevice
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidURI

from microphone import FRAMES_A_SECOND, RATE, Microphone
from stats import Stats


async def send_frames(ws, mic, stats):
    while True:
        captured, seq, pcm = await mic.frames.get()
        frame = {"type": "frame", "seq": seq, "lost": stats.lost, "pcm": pcm}
        await ws.send(msgpack.packb(frame))
        stats.outward.append(time.perf_counter_ns() - captured)
        mic.frames.task_done()


async def receive(ws, mic, stats):
    async for raw in ws:
        try:
            message = msgpack.unpackb(raw)
            if message["type"] == "message":
                await on_message(ws, mic, stats, message["id"], message["text"], message.get("sent"))
        except (KeyError, TypeError, ValueError) as error:
            stats.malformed += 1
            print(f"malformed message: {error!r}", file=sys.stderr)


async def on_message(ws, mic, stats, number, text, sent):
    stats.messages += 1
    if sent is not None:
        stats.inward.append(time.time_ns() - sent)
    print(f"message {number}: {text}", flush=True)
    await ws.send(msgpack.packb({"type": "reply", "id": number, "at": mic.seq}))


async def talk(ws, hello, mic, stats):
    await ws.send(msgpack.packb(hello))
    # What was heard while there was no connection is old by now.
    mic.drop_all()
    async with asyncio.TaskGroup() as both:
        both.create_task(send_frames(ws, mic, stats))
        both.create_task(receive(ws, mic, stats))


async def keep_talking(connections, hello, mic, stats):
    async for ws in connections:
        stats.connections += 1
        try:
            await talk(ws, hello, mic, stats)
        except* ConnectionClosed:
            pass
        finally:
            await ws.close()


def delays():
    delay = 0.1
    while True:
        yield delay
        delay = min(2 * delay, 5)


async def other_task(begin):
    """One of those that `--load` adds."""
    await asyncio.sleep(begin)
    while True:
        await asyncio.sleep(0.02)


async def run(args, stats):
    # Sound hardly becomes shorter by compression; it only takes time.
    connections = connect(args.url, compression=None, reconnect_delays=delays, proxy=None)
    mic = Microphone(stats)
    rate, channels, source = RATE, 1, mic.device(args.device)
    if args.wav:
        wav = wave.open(args.wav)
        rate, channels, source = wav.getframerate(), wav.getnchannels(), mic.recording(wav)
        if wav.getsampwidth() != 2:
            raise wave.Error(f"{args.wav}: its samples do not have 16 bits")
    hello = {
        "type": "hello",
        "version": 1,
        "rate": rate,
        "channels": channels,
        "frame": rate // FRAMES_A_SECOND,
        "name": args.name,
    }
    begins = [0.02 * task / args.load for task in range(args.load)]
    others = [asyncio.create_task(other_task(begin)) for begin in begins]
    link = asyncio.create_task(keep_talking(connections, hello, mic, stats))
    ended = asyncio.create_task(mic.ended.wait())
    async with source:
        await asyncio.wait([link, ended], timeout=args.seconds, return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        await mic.frames.join()
    for task in [link, ended, *others]:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await link
    mic.drop_all()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("--wav", help="a 16-bit file in place of the microphone")
    parser.add_argument("--device", help="the microphone; the system's own unless given")
    parser.add_argument("--name", default="python")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--load", type=int, default=0, help="how many other tasks the loop has")
    parser.add_argument("--stats", choices=["text", "json"], default="text")
    args = parser.parse_args()
    stats = Stats(args.load)
    try:
        asyncio.run(run(args, stats))
    except KeyboardInterrupt:
        pass
    except (InvalidURI, OSError, wave.Error, sounddevice.PortAudioError) as error:
        sys.exit(f"error: {error}")
    stats.print(args.stats)


if __name__ == "__main__":
    main()
