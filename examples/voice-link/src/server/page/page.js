// Shows what /live tells: PROTOCOL.md says what that is.

const FRAMES_PER_SECOND = 50;
const SECONDS_SHOWN = 8;
const QUIETEST = -60; // in decibels
const LEAD = 0.1; // seconds of sound between what came and what is heard
const MESSAGES_SHOWN = 200;

const $ = (selector, within = document) => within.querySelector(selector);

/** The last seconds, drawn as the range of each frame. */
class Wave {
  constructor(canvas) {
    this.canvas = canvas;
    this.ranges = []; // [lowest, highest] of a frame, from -1 to 1; null where none was sent
    this.planned = false;
    new ResizeObserver(() => this.plan()).observe(canvas);
  }

  push(range) {
    this.ranges.push(range);
    if (this.ranges.length > SECONDS_SHOWN * FRAMES_PER_SECOND) this.ranges.shift();
    this.plan();
  }

  plan() {
    if (this.planned) return;
    this.planned = true;
    requestAnimationFrame(() => { this.planned = false; this.draw(); });
  }

  draw() {
    const { canvas, ranges } = this;
    const scale = window.devicePixelRatio;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    [canvas.width, canvas.height] = [width * scale, height * scale];
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    const style = getComputedStyle(canvas);
    const step = width / (SECONDS_SHOWN * FRAMES_PER_SECOND);
    const from = width - ranges.length * step;
    const y = (amplitude) => (1 - amplitude) * height / 2;
    context.fillStyle = style.getPropertyValue("--faint");
    context.fillRect(0, y(0), width, 1);
    ranges.forEach((range, at) => {
      const x = from + at * step;
      if (range === null) {
        context.fillStyle = style.getPropertyValue("--line");
        context.fillRect(x, 0, Math.ceil(step), height);
      } else {
        context.fillStyle = style.getPropertyValue("--sound");
        context.fillRect(x, y(range[1]), Math.max(step - 0.4, 0.5), Math.max(y(range[0]) - y(range[1]), 1));
      }
    });
  }
}

/** Plays frames one after the other, a little behind. */
class Player {
  constructor(rate) {
    this.context = new AudioContext({ sampleRate: rate });
    this.next = 0;
  }

  play(frame) {
    const { context } = this;
    const buffer = context.createBuffer(frame.length, frame[0].length, context.sampleRate);
    frame.forEach((samples, channel) => buffer.copyToChannel(samples, channel));
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    // After a pause, or where the sound has come too late, the lead is taken anew.
    if (this.next < context.currentTime) this.next = context.currentTime + LEAD;
    source.start(this.next);
    this.next += buffer.duration;
  }

  close() { this.context.close(); }
}

/** A client, and its card. */
class Link {
  constructor({ name, rate, channels }) {
    Object.assign(this, { rate, channels, frames: 0, next: null, player: null });
    this.card = $("#link").content.firstElementChild.cloneNode(true);
    this.show("name", name);
    this.show("format", `${rate / 1000} kHz, ${channels === 1 ? "mono" : channels === 2 ? "stereo" : `${channels} channels`}`);
    this.wave = new Wave($(".wave", this.card));
    $(".listen", this.card).addEventListener("click", () => this.listen(!this.player));
    this.level(QUIETEST);
    $("#links").append(this.card);
  }

  show(what, text) { $(`.${what}`, this.card).textContent = text; }

  /** Takes interleaved samples of 16 bits. */
  take(seq, view) {
    const length = view.byteLength / 2 / this.channels;
    if (length === 0) return;
    const frame = Array.from({ length: this.channels }, () => new Float32Array(length));
    let [lowest, highest, squares] = [1, -1, 0];
    for (let at = 0; at < length * this.channels; at += 1) {
      const sample = view.getInt16(at * 2, true) / 32768;
      frame[at % this.channels][Math.floor(at / this.channels)] = sample;
      lowest = Math.min(lowest, sample);
      highest = Math.max(highest, sample);
      squares += sample * sample;
    }
    const missing = this.next === null ? 0 : Math.min(seq - this.next, SECONDS_SHOWN * FRAMES_PER_SECOND);
    for (let at = 0; at < missing; at += 1) this.wave.push(null);
    this.next = seq + 1;
    this.frames += 1;
    this.wave.push([lowest, highest]);
    this.level(10 * Math.log10(squares / (length * this.channels)));
    this.show("frames", this.frames);
    this.show("time", `${((seq + 1) / FRAMES_PER_SECOND).toFixed(1)} s`);
    this.player?.play(frame);
  }

  level(decibels) {
    const shown = Math.max(decibels, QUIETEST);
    $(".meter", this.card).value = shown;
    this.show("decibels", decibels <= QUIETEST ? `< ${QUIETEST} dB` : `${shown.toFixed(1)} dB`);
  }

  lost(frames) {
    this.show("lost", frames);
    $(".lost", this.card).classList.toggle("some", frames > 0);
  }

  speech(on) {
    const pill = $(".speech", this.card);
    pill.hidden = false;
    pill.textContent = on ? "speech" : "silence";
    pill.classList.toggle("on", on);
    if (!on) this.level(QUIETEST);
  }

  listen(on) {
    this.player?.close();
    this.player = on ? new Player(this.rate) : null;
    const button = $(".listen", this.card);
    button.setAttribute("aria-pressed", on);
    button.textContent = on ? "Stop listening" : "Listen";
  }

  leave() {
    this.listen(false);
    this.level(QUIETEST);
    this.card.classList.add("gone");
    const button = $(".listen", this.card);
    button.disabled = true;
    button.textContent = "has left";
  }
}

const links = new Map();

/** The message of that number in the log, and its small print. */
const messages = new Map();

const told = {
  link(event) {
    // Whoever has left gives way to those who are there.
    document.querySelectorAll(".link.gone").forEach((card) => card.remove());
    links.set(event.link, new Link(event));
    $("#nobody").hidden = true;
  },
  gone({ link }) {
    links.get(link)?.leave();
    links.delete(link);
  },
  speech({ link, on }) { links.get(link)?.speech(on); },
  lost({ link, lost }) { links.get(link)?.lost(lost); },
  message({ id, text, links: reached }) {
    const item = document.createElement("li");
    const small = document.createElement("small");
    item.append(text, small);
    small.textContent = reached === 0 ? "nobody is there" : `sent to ${reached === 1 ? "1 link" : `${reached} links`}`;
    messages.set(id, { small, replies: 0, reached });
    const log = $("#log");
    log.append(item);
    while (log.children.length > MESSAGES_SHOWN) log.firstElementChild.remove();
    log.scrollTop = log.scrollHeight;
  },
  reply({ id, at }) {
    const message = messages.get(id);
    if (!message) return;
    message.replies += 1;
    const of = message.reached > 1 ? ` by ${message.replies} of ${message.reached}` : "";
    message.small.textContent = `handled${of} at ${(at / FRAMES_PER_SECOND).toFixed(2)} s`;
  },
  missed({ events }) { console.warn(`${events} events were left out: this page is too slow`); },
};

function take(data) {
  if (typeof data === "string") {
    const event = JSON.parse(data);
    told[event.type]?.(event);
    return;
  }
  const header = new DataView(data, 0, 12);
  const seq = Number(header.getBigUint64(4, true));
  links.get(header.getUint32(0, true))?.take(seq, new DataView(data, 12));
}

function state(text, kind) {
  const pill = $("#state");
  pill.textContent = text;
  pill.className = `pill ${kind}`;
}

/** Connects, and again when the server comes back. */
function connect(pause = 250) {
  const socket = new WebSocket(Object.assign(new URL("live", location.href), { protocol: location.protocol === "https:" ? "wss:" : "ws:" }));
  socket.binaryType = "arraybuffer";
  socket.onopen = () => { pause = 250; state("live", "on"); };
  socket.onmessage = ({ data }) => take(data);
  socket.onclose = () => {
    state("server gone", "off");
    links.forEach((link) => link.leave());
    links.clear();
    setTimeout(() => connect(Math.min(pause * 2, 5000)), pause);
  };
  $("#say").onsubmit = (event) => {
    event.preventDefault();
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ type: "message", text: $("#text").value }));
    $("#text").value = "";
  };
}

$("#nobody code").textContent = `voice-link connect ${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/link`;
connect();
