#!/usr/bin/env python3
"""Makes recording.wav: a short tune on a synthetic plucked string, with no two parts alike.

    python3 recording.py

16 kHz, mono, 16-bit, 2.5 s. Karplus and Strong's algorithm: a burst of noise circulates in a
delay line that is as long as the note's period, and each round is averaged with the next sample.
"""
import pathlib
import struct
import wave

RATE = 16_000
NOTES = [(0.0, 196.0), (0.3, 246.9), (0.6, 293.7), (0.9, 392.0), (1.2, 370.0), (1.5, 293.7), (1.8, 246.9)]
SECONDS = 2.5

seed = 1


def noise():
    global seed
    seed = (seed * 1_103_515_245 + 12_345) % 2**31
    return seed / 2**30 - 1


sound = [0.0] * int(RATE * SECONDS)
for start, hertz in NOTES:
    line = [noise() for _ in range(round(RATE / hertz))]
    for at in range(int(start * RATE), len(sound)):
        sample = line.pop(0)
        line.append(0.997 * (sample + line[0]) / 2)
        sound[at] += sample

loudest = max(map(abs, sound))
samples = [round(24_000 * sample / loudest) for sample in sound]
with wave.open(str(pathlib.Path(__file__).with_name("recording.wav")), "wb") as wav:
    wav.setnchannels(1)
    wav.setsampwidth(2)
    wav.setframerate(RATE)
    wav.writeframes(struct.pack(f"<{len(samples)}h", *samples))
