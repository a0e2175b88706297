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
  assert.deepEqual(stage.movers(before, before, true), []);
});

test("a question holds the scene until it is answered or skipped", () => {
  const frames = [{}, { ask: { question: "?" } }, {}];
  assert.equal(stage.nextIndex(frames, {}, 0), 1);
  assert.equal(stage.nextIndex(frames, {}, 1), 1);
  assert.equal(stage.nextIndex(frames, { 1: 0 }, 1), 2);
  assert.equal(stage.nextIndex(frames, { 1: -1 }, 1), 2);
  assert.equal(stage.nextIndex(frames, {}, 2), 2);
  assert.equal(stage.isAsking(frames, {}, 1), true);
  assert.equal(stage.isAsking(frames, { 1: -1 }, 1), false);
  assert.equal(stage.isAsking(frames, {}, 7), false);
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
  focus() {
    document.activeElement = this;
  }
}

const element = (tag) => new Node(tag);
globalThis.document = { createElement: element, createElementNS: (_, tag) => element(tag), activeElement: null };
globalThis.matchMedia = () => ({ matches: true });
globalThis.cancelAnimationFrame = () => {};

/** A stage on an empty page, with all that Python holds of it. */
function open(frames, manager) {
  const heard = {};
  const traits = { scene: { label: "A dot", width: 10, height: 10, seconds: 1, frames }, frame: 0, answers: {}, reply: {} };
  const model = {
    sent: [],
    widget_manager: manager,
    get: (name) => traits[name],
    set(name, value) {
      traits[name] = value;
      if (name === "request") model.sent.push(value);
      heard[`change:${name}`]?.();
    },
    save_changes() {},
    on: (event, act) => (heard[event] = act),
    off() {},
  };
  const page = element("body");
  const close = stage.default.render({ model, el: page });
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
