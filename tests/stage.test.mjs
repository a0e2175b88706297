// The pure functions of stage.js: `node --test tests/stage.test.mjs`.
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
  assert.deepEqual(keys(stage.movers(before, after, true, false)), ["dot"]);
  assert.deepEqual(keys(stage.movers(after, before, false, false)), ["dot"]);
  assert.deepEqual(keys(stage.movers(after, before, true, false)), []);
  assert.deepEqual(keys(stage.movers(before, after, true, true)), ["dot", "line"]);
  assert.deepEqual(stage.movers(before, before, true, true), []);
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
