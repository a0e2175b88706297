// stage.js without a browser: its pure functions, and what it says on a page of our own. `node --test tests/stage.test.mjs`
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const code = readFileSync(new URL("../src/dlmath/stage/stage.js", import.meta.url), "utf8");
const stage = await import("data:text/javascript," + encodeURIComponent(code));

const shapes = (...list) => new Map(list.map((shape) => [shape.key, shape]));
const dot = { key: "dot", tag: "circle", cx: 1, cy: 2 };
const line = { key: "line", tag: "polyline", points: "0,0" };

test("a change adds, sets, drops, lengthens and orders", () => {
  const one = stage.applyChange(new Map(), { add: { "": [dot, line] } });
  assert.deepEqual([...one.values()], [dot, line]);
  const two = stage.applyChange(one, {
    set: { dot: { cx: 9, cy: null, class: "data" }, line: { points: { more: " 5,5" } } },
    add: { line: [{ key: "new", tag: "rect" }] },
  });
  assert.deepEqual([...two.keys()], ["dot", "new", "line"]);
  assert.deepEqual(two.get("dot"), { key: "dot", tag: "circle", cx: 9, class: "data" });
  assert.equal(two.get("line").points, "0,0 5,5");
  const three = stage.applyChange(two, { drop: ["new"], order: ["line", "dot"] });
  assert.deepEqual([...three.keys()], ["line", "dot"]);
  assert.equal(three.get("dot"), two.get("dot"), "what stays is the same object");
  assert.equal(one.get("dot").cx, 1, "the frame before is left alone");
});

test("a key may have any name", () => {
  const change = JSON.parse('{"add": {"": [{"key": "constructor", "tag": "rect"}, {"key": "__proto__", "tag": "rect"}]}}');
  const one = stage.applyChange(new Map(), change);
  const two = stage.applyChange(one, JSON.parse('{"set": {"__proto__": {"x": 1}}}'));
  assert.equal(two.get("__proto__").x, 1);
  assert.equal(two.get("constructor"), one.get("constructor"));
});

test("numbers glide, alone and in strings of one structure", () => {
  assert.equal(stage.blend(0, 10, 0.25), 2.5);
  assert.equal(stage.blend("0,0 10,10", "10,0 20,-10", 0.5), "5,0 15,0");
  assert.equal(stage.blend("M0 0 L1e1 4", "M2 0 L20 8", 0.5), "M1 0 L15 6");
  assert.equal(stage.blend("rotate(0 5 5)", "rotate(90 5 5)", 0.5), "rotate(45 5 5)");
});

test("another structure jumps", () => {
  assert.equal(stage.blend("0,0", "1,1 2,2", 0.5), "1,1 2,2");
  assert.equal(stage.blend("M0 0 L1 1", "M0 0 H5", 0.5), "M0 0 H5");
  assert.equal(stage.blend(1, "50%", 0.5), "50%");
});

test("only geometry and opacity glide", () => {
  const from = { ...dot, fill: "#1e2345", class: "data", text: "1", opacity: 0, d: "M0 0 A1 1 0 0 0 5 5" };
  const to = { ...dot, cx: 3, fill: "#ffffff", class: "weight", text: "3", opacity: 1, d: "M0 0 A1 1 0 1 1 9 9" };
  const half = stage.between(from, to, 0.5);
  assert.deepEqual(half, { ...to, cx: 2, opacity: 0.5 });
});

test("a shape glides where the later frame says so", () => {
  const before = shapes({ ...dot }, line);
  const after = shapes({ ...dot, cx: 5, move: true }, { ...line, points: "1,1" });
  const keys = (moving) => moving.map(([key]) => key);
  assert.deepEqual(keys(stage.movers(before, after, true)), ["dot"]);
  assert.deepEqual(keys(stage.movers(after, before, false)), ["dot"]);
  assert.deepEqual(keys(stage.movers(after, before, true)), []);
  assert.deepEqual(stage.movers(after, after, true), []);
});

/** A scene that never ends: frame n has a dot at n, and every third a square. */
const endless = (count, more = {}) => ({
  label: "Counting", width: 10, height: 10, seconds: 0.05, endless: true, over: false, first: 0, base: [],
  frames: counted(0, count), ...more,
});
const counted = (from, count) =>
  Array.from({ length: count }, (_, i) => ({
    note: `n = ${from + i}`, alt: "a dot",
    ...(from + i === 0 ? { add: { "": [{ key: "dot", tag: "circle", cx: 0 }] } } : { set: { dot: { cx: from + i } } }),
    ...((from + i) % 3 === 1 ? { add: { dot: [{ key: "square", tag: "rect" }] } } : {}),
    ...((from + i) % 3 === 2 ? { drop: ["square"] } : {}),
  }));

test("a scene that never ends takes what comes next, and lets go of the oldest", () => {
  const whole = stage.expand(counted(0, 12));
  const scene = endless(3);
  const shown = (n) => stage.shapesOf(scene)[n - stage.firstOf(scene)];
  stage.extend(scene, { from: 3, first: 0, frames: counted(3, 4), over: false });
  stage.extend(scene, { from: 3, first: 0, frames: counted(3, 4), over: false }); // as another view hears it too
  assert.deepEqual([stage.firstOf(scene), stage.lastOf(scene)], [0, 6]);
  stage.extend(scene, { from: 5, first: 4, frames: counted(5, 4), over: false });
  assert.deepEqual([stage.firstOf(scene), stage.lastOf(scene), scene.frames.length], [4, 8, 5]);
  for (let n = 4; n <= 8; n += 1) assert.deepEqual(shown(n), whole[n]);
  stage.extend(scene, { from: 10, first: 6, frames: counted(10, 2), over: false });
  assert.deepEqual([stage.firstOf(scene), stage.lastOf(scene)], [4, 8], "what does not follow is not taken");
  assert.deepEqual(stage.expand(scene.frames, scene.base), whole.slice(4, 9), "opened again, it is the same");
  stage.extend(scene, { from: 9, first: 7, frames: counted(9, 1), over: true });
  assert.deepEqual([stage.goesOn(scene), stage.position(scene, 7)], [false, "8"]);
});

test("a question holds the scene until it is answered or skipped", () => {
  const scene = { frames: [{}, { ask: { question: "?" } }, {}] };
  assert.equal(stage.nextIndex(scene, {}, 0), 1);
  assert.equal(stage.nextIndex(scene, {}, 1), 1);
  assert.equal(stage.nextIndex(scene, { 1: 0 }, 1), 2);
  assert.equal(stage.nextIndex(scene, { 1: -1 }, 1), 2);
  assert.equal(stage.nextIndex(scene, {}, 2), 2);
  assert.equal(stage.nextIndex(scene, {}, 0, 9), 1);
  assert.equal(stage.nextIndex(scene, { 1: 0 }, 0, 9), 2);
  assert.equal(stage.isAsking(scene, {}, 1), true);
  assert.equal(stage.isAsking(scene, { 1: -1 }, 1), false);
  assert.equal(stage.isAsking(scene, {}, 7), false);
});

test("the place is a count, or a parameter", () => {
  assert.equal(stage.position({ frames: [1, 2, 3] }, 1), "2 / 3");
  assert.equal(stage.position({ frames: [1], axis: "learning rate", values: ["0.1"] }, 0), "learning rate = 0.1");
});

test("keys act on the scene and leave fields and buttons their own", () => {
  const on = (key, tag = "DIV", type = "") => stage.keyAction(key, tag, type);
  assert.deepEqual(["ArrowLeft", "ArrowRight", "Home", "End", " "].map((key) => on(key)), ["back", "next", "first", "last", "toggle"]);
  assert.equal(on("b"), undefined);
  assert.equal(on(" ", "BUTTON"), undefined);
  assert.equal(on("ArrowRight", "BUTTON"), "next");
  assert.equal(on(" ", "INPUT", "range"), "toggle");
  assert.equal(on("ArrowRight", "INPUT", "range"), undefined);
  assert.equal(on("Home", "INPUT", "text"), undefined);
  assert.equal(on("ArrowRight", "SELECT"), undefined);
});

test("running and leaving the cell stay with the notebook", () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
  const goes = (event, typing = false) => stage.belongsToNotebook({ ...none, ...event }, typing);
  assert.equal(goes({ key: "Enter", shiftKey: true }), true);
  assert.equal(goes({ key: "Enter", ctrlKey: true }, true), true);
  assert.equal(goes({ key: "Escape" }), true);
  assert.equal(goes({ key: "s", ctrlKey: true }), true);
  assert.equal(goes({ key: "a", ctrlKey: true }, true), false);
  assert.equal(goes({ key: "Enter" }), false);
  assert.equal(goes({ key: "b" }), false);
});

test("a stopped kernel is known where the notebook tells", () => {
  assert.equal(stage.isGone({ kernel: null }), true);
  assert.equal(stage.isGone({ kernel: { status: "dead" } }), true);
  assert.equal(stage.isGone({ kernel: { status: "busy" } }), false);
  assert.equal(stage.isGone({}), false);
  assert.equal(stage.isGone(undefined), false);
});

test("a kernel at work is known where the notebook tells", () => {
  assert.equal(stage.isBusy({ kernel: { status: "busy" } }), true);
  const others = [{ kernel: { status: "idle" } }, { kernel: { status: "busy", isDisposed: true } }, { kernel: null }, {}];
  for (const manager of [...others, null, undefined]) assert.equal(stage.isBusy(manager), false);
});

test("words are cut at backquotes", () => {
  assert.deepEqual(stage.pieces("so `C = 1` holds"), [["so ", false], ["C = 1", true], [" holds", false]]);
  assert.deepEqual(stage.pieces("<b>plain</b>"), [["<b>plain</b>", false]]);
});

test("a line grows by points that are a step away, until the drawing is full", () => {
  const strokes = [[[0, 0]], []];
  assert.equal(stage.lengthen(strokes, [10.4, 20.6]), true);
  assert.equal(stage.lengthen(strokes, [11, 21]), false, "nearer than a step");
  assert.equal(stage.lengthen(strokes, [13, 21], 2, 2), false, "full");
  assert.equal(stage.lengthen(strokes, [13, 21], 2, 3), true);
  assert.deepEqual(strokes, [[[0, 0]], [[10, 21], [13, 21]]]);
});

test("a drawing is a path, and a point in it a dot", () => {
  assert.equal(stage.inkPath([[[1, 2], [3, 4]], [[5, 6]], []]), "M1,2L3,4M5,6h0.1");
  assert.equal(stage.inkPath([]), "");
});

test("a rect is pressed by a button, and a line where it is drawn", () => {
  const press = { edit: "look", press: "a", label: "Look", group: "g" };
  assert.equal(stage.kindOf({ tag: "rect", ...press }), "press");
  assert.equal(stage.kindOf({ tag: "line", ...press }), "");
  assert.equal(stage.kindOf({ tag: "rect", edit: "look", label: "Look", press: "" }), "press");
});

test("a pad is drawn on", () => {
  assert.equal(stage.kindOf({ tag: "rect", paint: "pad", label: "Draw", group: "g" }), "paint");
});

// ----------------------------------------------------------------------- what it says, on a page of our own

class Node {
  className = "";
  onclick = null;
  hidden = false;
  parent = null;
  children = [];
  attributes = {};
  dataset = {};
  style = { setProperty() {} };
  classList = { add() {}, toggle() {} };

  constructor(tag) {
    this.tagName = tag;
  }
  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }
  set textContent(text) {
    this.replaceChildren(...(text === "" ? [] : [text]));
  }
  get firstChild() {
    return this.children[0] ?? null;
  }
  get nextSibling() {
    return this.parent.children[this.parent.children.indexOf(this) + 1] ?? null;
  }
  append(...children) {
    for (const child of children) this.insertBefore(child, null);
  }
  insertBefore(child, before) {
    if (child.remove) child.remove();
    this.children.splice(before ? this.children.indexOf(before) : this.children.length, 0, child);
    if (child instanceof Node) child.parent = this;
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = null;
  }
  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }
  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }
  removeAttribute(name) {
    delete this.attributes[name];
  }
  querySelectorAll(what) {
    const fits = (node) => (what[0] === "." ? node.className.split(" ").includes(what.slice(1)) : node.tagName === what);
    const inside = this.children.filter((child) => child instanceof Node);
    return inside.flatMap((child) => [...(fits(child) ? [child] : []), ...child.querySelectorAll(what)]);
  }
  querySelector(what) {
    return this.querySelectorAll(what)[0] ?? null;
  }
  addEventListener() {}
  getBoundingClientRect() {
    return this.box ?? { width: 50, top: 10, bottom: 60 };
  }
  focus() {
    document.activeElement = this;
  }
}

const element = (tag) => new Node(tag);
globalThis.document = { createElement: element, createElementNS: (_, tag) => element(tag), activeElement: null };
globalThis.matchMedia = () => ({ matches: true });
globalThis.cancelAnimationFrame = () => {};

globalThis.innerHeight = 100;

/** A stage on an empty page, with all that Python holds of it; `frames` may be a whole scene. */
function open(frames, manager, isLive) {
  const heard = {};
  const scene = Array.isArray(frames) ? { label: "A dot", width: 10, height: 10, seconds: 1, frames } : frames;
  const traits = { scene, frame: 0, answers: {}, reply: {} };
  const model = {
    heard,
    sent: [],
    widget_manager: manager,
    get: (name) => traits[name],
    set(name, value) {
      traits[name] = value;
      if (name === "request") model.sent.push(value);
      heard[`change:${name}`]?.();
    },
    hear(changes) { // from Python: all is there before any of it is told
      Object.assign(traits, changes);
      for (const name of Object.keys(changes)) heard[`change:${name}`]?.();
    },
    save_changes() {},
    on: (event, act) => (heard[event] = act),
    off: (event, act) => assert.equal(heard[event], act) ?? delete heard[event],
  };
  const page = element("body");
  const close = stage.default.render({ model, el: page, isLive });
  return { model, page, close, find: (name) => page.querySelector(name) };
}

const isShown = (node) => !node || (!node.hidden && isShown(node.parent));
const words = { note: "n", alt: "a" };
const ask = { question: "Which `one`?", choices: [["this", "Yes: `1`."], ["that", "No."]], right: 0 };

test("what is asked and replied is put into elements that are there and shown from the start", () => {
  const { page, model, find } = open([words, { ...words, note: "m", ask }, words]);
  const [asked, reply] = [".dl-question", ".dl-reply"].map(find);
  const same = () => find(".dl-question") === asked && find(".dl-reply") === reply && isShown(asked) && isShown(reply);
  assert.equal(asked.attributes["aria-live"], "polite");
  assert.equal(reply.attributes.role, "status");
  assert.deepEqual([same(), asked.textContent, reply.textContent, page.querySelectorAll(".dl-choice").length], [true, "", "", 0]);

  find(".dl-next").onclick();
  assert.deepEqual([same(), asked.textContent, reply.textContent], [true, "Which one?", ""]);
  const said = asked.firstChild;
  page.querySelectorAll(".dl-choice")[1].onclick();
  assert.deepEqual([same(), reply.textContent], [true, "✗ Not quite. No."]);
  page.querySelectorAll(".dl-choice")[0].onclick();
  assert.deepEqual([same(), reply.textContent], [true, "✓ Right. Yes: 1."]);
  assert.equal(asked.firstChild, said, "the question is not said again");
  const praise = reply.firstChild;
  model.set("answers", { 1: 0 });
  assert.equal(reply.firstChild, praise, "what is replied is said once");

  find(".dl-on").onclick();
  assert.deepEqual([same(), asked.textContent, reply.textContent], [true, "", ""]);
  assert.equal(page.querySelectorAll(".dl-choice").length, 0);
});

test("where playing stops at a question, the note is said before it", () => {
  let tick;
  globalThis.requestAnimationFrame = (act) => (tick = act);
  const { find, close } = open([words, { ...words, ask }, words]);
  const said = [];
  for (const name of [".dl-note", ".dl-question"]) {
    const node = find(name);
    const put = node.replaceChildren;
    const isLive = () => (node.attributes["aria-live"] ?? node.parent.attributes["aria-live"]) === "polite";
    node.replaceChildren = (...children) => {
      if (children.length && isLive()) said.push(name);
      put.apply(node, children);
    };
  }
  find(".dl-play").onclick();
  tick(performance.now() + 1000);
  assert.deepEqual(said, [".dl-note", ".dl-question"]);
  assert.equal(find(".dl-question").textContent, "Which one?");
  close();
});

test("a scene made anew may have another label", () => {
  const { model, find } = open([words]);
  assert.equal(find(".dl-stage").attributes["aria-label"], "A dot");
  model.set("scene", { ...model.get("scene"), label: "A ring" });
  assert.equal(find(".dl-stage").attributes["aria-label"], "A ring");
});

const handle = { key: "h", tag: "circle", cx: 5, cy: 5, r: 2, drag: "a", label: "tip of a" };
const nudge = (find, key) => find(".dl-handle").onkeydown({ key, preventDefault() {}, stopPropagation() {} });

test("a busy kernel is waited for, and nothing is thrown away", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { model, find } = open([{ ...words, add: { "": [handle] } }], { kernel: { status: "busy" } });
  const message = find(".dl-message");
  nudge(find, "ArrowRight");
  nudge(find, "ArrowUp");
  t.mock.timers.tick(3000);
  assert.equal(message.textContent, "Python is busy; this will follow.");
  assert.equal(find(".dl-stage").attributes["aria-busy"], "false", "or it would not be read aloud");
  message.replaceChildren = () => assert.fail("it is said once");
  t.mock.timers.tick(60_000);
  assert.equal(model.sent.length, 1);
  delete message.replaceChildren;
  model.set("reply", { serial: model.sent[0].serial, message: "", kind: "" });
  assert.deepEqual([message.textContent, model.sent.length], ["", 2]);
});

test("a kernel that falls silent after it was busy is called missing", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const manager = { kernel: { status: "busy" } };
  const { find } = open([{ ...words, add: { "": [handle] } }], manager);
  nudge(find, "ArrowRight");
  t.mock.timers.tick(6000);
  manager.kernel.status = "idle";
  t.mock.timers.tick(3000);
  assert.match(find(".dl-message").textContent, /busy/, "its answer may be on its way");
  t.mock.timers.tick(3000);
  assert.match(find(".dl-message").textContent, /needs a kernel: run the cell again/);
});

for (const manager of [undefined, {}, { kernel: { status: "idle" } }, { kernel: null }]) {
  test(`silence means that the kernel is needed: ${JSON.stringify(manager)}`, (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const { find } = open([{ ...words, add: { "": [handle] } }], manager);
    nudge(find, "ArrowRight");
    t.mock.timers.tick(3000);
    assert.match(find(".dl-message").textContent, /needs a kernel: run the cell again/);
    assert.equal(find(".dl-message").dataset.kind, "error");
  });
}

test("a scene whose kernel does not know it says so at once", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { model, find } = open([{ ...words, add: { "": [handle] } }], { kernel: { status: "idle" } }, () => false);
  model.save_changes = () => assert.fail("nobody would hear it");
  nudge(find, "ArrowRight");
  t.mock.timers.tick(1);
  assert.match(find(".dl-message").textContent, /needs a kernel: run the cell again/);
});

test("what is closed leaves nothing behind", () => {
  const { model, page, close } = open([words, words]);
  assert.equal(Object.keys(model.heard).length, 4);
  close();
  assert.deepEqual([model.heard, page.children], [{}, []]);
});

// ------------------------------------------------------------------------------------ a scene that never ends

/** Open one, with a clock of our own and a Python that answers when told to. */
function openEndless(t, { count = 1, still = false, isLive, ...more } = {}) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  t.mock.method(globalThis, "matchMedia", () => ({ matches: still }));
  let now = 0;
  let frame;
  t.mock.method(performance, "now", () => now);
  globalThis.requestAnimationFrame = (act) => (frame = act) && 1;
  const opened = open(endless(count, { reset: true, ...more }), { kernel: { status: "idle" } }, isLive);
  const { model, find } = opened;
  const asked = () => model.sent.at(-1);
  return {
    ...opened,
    at: () => model.get("frame"),
    run(milliseconds) {
      for (const end = now + milliseconds; now < end && frame; ) {
        const act = frame;
        frame = null;
        act((now += 10));
      }
    },
    answer({ over = false, first = 0, ...reply } = {}) {
      const { serial, after, count: wanted } = asked();
      model.set("reply", { serial, more: { from: after + 1, first, over, frames: counted(after + 1, wanted) }, ...reply });
    },
    play: () => find(".dl-play").onclick(),
    isPlaying: () => find(".dl-play").title === "Pause",
    press: (name) => find(name).onclick(),
    said: () => find(".dl-message").textContent,
  };
}

test("it asks for what comes next before that is needed, with one message in flight", (t) => {
  const { model, play, run, answer, at, find, isPlaying } = openEndless(t);
  assert.equal(model.sent.length, 0, "it does nothing by itself");
  play();
  run(500);
  assert.deepEqual([model.sent.length, model.sent[0].kind, model.sent[0].after, at()], [1, "more", 0, 0]);
  assert.equal(find(".dl-stage").attributes["aria-busy"], "false", "a screen reader is not silenced by it");
  answer();
  run(200);
  assert.deepEqual([model.sent.length, at()], [1, 5], "twenty pictures a second");
  run(200);
  assert.equal(model.sent.length, 2);
  run(2000);
  assert.deepEqual([model.sent.length, at(), isPlaying()], [2, model.sent[0].count, true], "it waits at the last there is");
  play();
  play();
  run(100);
  assert.deepEqual([model.sent.length, at(), isPlaying()], [2, model.sent[0].count, true], "and never plays from the start");
  assert.equal(find(".dl-slider").max, model.sent[0].count);
});

test("paused, or where nobody sees it, it asks for nothing", (t) => {
  const { model, play, run, answer, at, find, press } = openEndless(t);
  play();
  run(100);
  answer();
  play();
  run(5000);
  assert.equal(model.sent.length, 1);
  play();
  for (const box of [{ width: 0, top: 0, bottom: 0 }, { width: 50, top: -90, bottom: -40 }, { width: 50, top: 120, bottom: 170 }]) {
    find(".dl-stage").box = box;
    const before = at();
    run(5000);
    assert.deepEqual([model.sent.length, at()], [1, before]);
  }
  find(".dl-stage").box = undefined;
  run(2000);
  assert.equal(model.sent.length, 2);
  press(".dl-play");
});

test("a step past the last frame waits for the next, unless one goes elsewhere meanwhile", (t) => {
  const { model, press, answer, at, find, isPlaying } = openEndless(t);
  assert.deepEqual([find(".dl-controls").hidden, find(".dl-next").attributes["aria-disabled"]], [false, "false"]);
  press(".dl-next");
  assert.deepEqual([model.sent.length, at()], [1, 0]);
  answer();
  assert.deepEqual([at(), isPlaying()], [1, false]);
  find(".dl-slider").value = find(".dl-slider").max;
  find(".dl-slider").oninput();
  press(".dl-next");
  find(".dl-slider").value = 5;
  find(".dl-slider").oninput();
  answer();
  assert.deepEqual([model.sent.length, at()], [2, 5]);
});

test("a question at the last frame there is holds it", (t) => {
  const { model, play, run, at, isPlaying, find } = openEndless(t, { frames: [{ ...counted(0, 1)[0], ask }] });
  play();
  run(200);
  assert.deepEqual([model.sent.length, isPlaying(), find(".dl-on").hidden], [0, false, false]);
  model.set("answers", { 0: 1 });
  play();
  run(200);
  assert.deepEqual([model.sent.length, isPlaying(), at()], [1, true, 0]);
});

test("the oldest frame there is is where the slider begins, and where one who stood before it is taken", (t) => {
  const { answer, at, find, press } = openEndless(t, { count: 20, reset: false });
  assert.equal(find(".dl-reset").hidden, true, "Python offers no start");
  press(".dl-next");
  press(".dl-next");
  find(".dl-slider").value = 19;
  find(".dl-slider").oninput();
  press(".dl-next");
  find(".dl-slider").value = 2;
  find(".dl-slider").oninput();
  answer({ first: 4 });
  assert.deepEqual([at(), find(".dl-slider").min, find(".dl-back").attributes["aria-disabled"]], [4, 4, "true"]);
});

test("for those who want less motion it shows a picture a second, and training is no slower", (t) => {
  const { model, play, run, answer, at } = openEndless(t, { still: true, count: 30 });
  const places = new Set();
  play();
  for (let i = 0; i < 40; i += 1) {
    run(100);
    places.add(at());
    if (model.sent.length > places.answered || (model.sent.length && !places.answered)) {
      places.answered = model.sent.length;
      answer();
    }
  }
  assert.deepEqual([...places].slice(0, 4), [20, 40, 60, 80]);
});

test("without a kernel it plays what there is, and then says what going on needs", (t) => {
  const { model, play, run, at, isPlaying, said } = openEndless(t, { count: 9, isLive: () => false });
  play();
  run(300);
  t.mock.timers.tick(10);
  assert.deepEqual([isPlaying(), said()], [true, ""]);
  run(1000);
  t.mock.timers.tick(10);
  assert.deepEqual([at(), isPlaying()], [8, false]);
  assert.match(said(), /Going on needs a kernel: run the cell again/);
});

test("what has changed is shown at once, and it plays on", (t) => {
  const { model, play, run, answer, at, isPlaying } = openEndless(t);
  play();
  run(100);
  answer();
  const [{ count }] = model.sent;
  model.set("reply", { serial: "", more: { from: count + 1, first: 0, over: false, frames: counted(count + 1, 1), to: count + 1 } });
  assert.deepEqual([at(), isPlaying()], [count + 1, true]);
});

test("started again, it plays on if it did before", (t) => {
  const { model, play, run, press, at, isPlaying } = openEndless(t, { count: 40 });
  for (const plays of [true, false]) {
    if (isPlaying() !== plays) play();
    run(300);
    press(".dl-reset");
    assert.equal(model.sent.at(-1).kind, "reset");
    const reply = { serial: model.sent.at(-1).serial, message: "", kind: "" };
    model.hear({ frame: 0, scene: endless(40, { reset: true }), reply });
    assert.deepEqual([at(), isPlaying()], [0, plays]);
  }
});

test("an error stops it where the last frame is, and from there it can be played again", (t) => {
  const { model, play, run, answer, at, said, isPlaying } = openEndless(t);
  play();
  run(100);
  answer({ over: true, message: "The loss is no longer finite.", kind: "invalid" });
  run(5000);
  assert.deepEqual([at(), isPlaying(), model.sent.length], [model.sent[0].count, false, 1]);
  assert.equal(said(), "The loss is no longer finite.");
  play();
  assert.deepEqual([at(), isPlaying()], [0, true]);
});

test("what was said stays while more comes", (t) => {
  const { model, play, run, answer, said } = openEndless(t);
  model.set("reply", { serial: "", message: "“x” is no number", kind: "invalid" });
  play();
  run(100);
  answer();
  assert.equal(said(), "“x” is no number");
});
