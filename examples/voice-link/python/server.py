#!/usr/bin/env python3
"""A server of the voice link: checks what a client sends, and prints a line of JSON for each thing
but frames, which it acknowledges and writes to a file.

    python3 server.py --listen 127.0.0.1:0 --pcm heard.pcm

Lines on its standard input go to all clients as messages, and its end ends the server.
"""
import argparse
import asyncio
import contextlib
import functools
import json
import sys
import time

import msgpack
from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import ConnectionClosed

FIELDS = {
    "hello": {"version": int, "rate": int, "channels": int, "frame": int, "name": str},
    "frame": {"seq": int, "lost": int, "pcm": bytes},
    "speech": {"seq": int, "on": bool},
    "reply": {"id": int, "at": int},
}


def say(**what):
    print(json.dumps(what), flush=True)


def checked(raw):
    """What a client has sent, if it is as PROTOCOL.md has it."""
    if isinstance(raw, str):
        raise ValueError("a text message")
    what = msgpack.unpackb(raw)
    fields = {"type": str, **FIELDS[what["type"]]}
    found = {name: type(value) for name, value in what.items()}
    if found != fields:
        raise ValueError(f"fields {found} in place of {fields}")
    return what


async def link(out, ws):
    hello = checked(await ws.recv())
    if hello["type"] != "hello":
        raise ValueError(f"a {hello['type']} before the hello")
    say(**hello)
    size = hello["frame"] * hello["channels"] * 2
    frames = due = gaps = lost = 0
    # What came before the connection ended is still to be taken: so an end while sending is none yet.
    with contextlib.suppress(ConnectionClosed):
        async for raw in ws:
            match checked(raw):
                case {"type": "frame", "seq": seq, "lost": lost, "pcm": pcm}:
                    if seq < due or len(pcm) != size:
                        raise ValueError(f"frame {seq} of {len(pcm)} bytes, {due} of {size} was due")
                    gaps += seq - due
                    due = seq + 1
                    frames += 1
                    out.write(pcm)
                    with contextlib.suppress(ConnectionClosed):
                        await ws.send(msgpack.packb({"type": "ack", "seq": seq}))
                case other:
                    say(**other)
    out.flush()
    say(type="end", frames=frames, gaps=gaps, lost=lost)


async def guarded(out, ws):
    """A mistake of the client ends its connection, and is told."""
    try:
        await link(out, ws)
    except (KeyError, TypeError, ValueError) as error:
        say(type="mistake", what=repr(error))


async def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listen", default="127.0.0.1:8765")
    parser.add_argument("--pcm", default="/dev/null", help="where the samples go, frame by frame")
    args = parser.parse_args()
    host, port = args.listen.rsplit(":", 1)
    with open(args.pcm, "wb") as out:
        async with serve(functools.partial(guarded, out), host, int(port), compression=None) as server:
            host, port = server.sockets[0].getsockname()
            print(f"listening on ws://{host}:{port}/link", flush=True)
            number = 0
            while line := await asyncio.to_thread(sys.stdin.readline):
                text = line.rstrip("\n")
                message = {"type": "message", "id": number, "text": text, "sent": time.time_ns()}
                broadcast(server.connections, msgpack.packb(message))
                number += 1


if __name__ == "__main__":
    asyncio.run(main())
