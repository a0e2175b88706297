/** Play a scene: frames of keyed SVG shapes, a note and now and then a question.
 *
 * Everything shown comes from the traits `scene`, `frame`, `answers` and `reply`; the kernel is asked, through
 * `request`, only when the learner drags or types, and for what comes next in a scene that never ends. Nothing
 * here knows a lesson: a shape is an SVG tag with SVG attributes, and the few names of our own are listed in OWN.
 *
 * Three parts, which `render` puts together: the player (which frame is shown, and when), the controls (what can
 * be taken hold of in the picture), and the line to the kernel.
 */

const SVG = "http://www.w3.org/2000/svg";
const OWN = new Set(["key", "tag", "text", "move", "label", "group", "drag", "step", "edit", "value",
  "options", "press", "paint"]);
const GLIDES = new Set(
  ("x y x1 y1 x2 y2 cx cy r rx ry width height dx dy font-size stroke-width opacity fill-opacity " +
    "stroke-opacity points d transform").split(" "),
);
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PATIENCE = 3000; // milliseconds without an answer, before the learner hears that the kernel is needed
const REST = 150; // milliseconds that a mouse rests on something before that is chosen
const AHEAD = 12; // frames of a scene that never ends that are there before they are shown

// ------------------------------------------------------------------------------------- pure functions

/** The shapes after a change, as a Map from key to shape; shapes that stay the same stay the same object. */
export function applyChange(before, change) {
  const dropped = new Set(change.drop);
  const own = (table, key) => (table && Object.hasOwn(table, key) ? table[key] : undefined);
  const after = new Map();
  const addBefore = (key) => (own(change.add, key) ?? []).forEach((shape) => after.set(shape.key, shape));
  for (const [key, shape] of before) {
    if (dropped.has(key)) continue;
    addBefore(key);
    const changed = own(change.set, key);
    after.set(key, changed ? merge(shape, changed) : shape);
  }
  addBefore("");
  return change.order ? new Map(change.order.map((key) => [key, after.get(key)])) : after;
}

function merge(shape, changed) {
  const merged = { ...shape };
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) delete merged[name];
    else merged[name] = typeof value === "object" ? merged[name] + value.more : value;
  }
  return merged;
}

/** Every frame's shapes, from the changes that were sent, the first of them to the shapes `base`. */
export function expand(frames, base = []) {
  let shapes = new Map(base.map((shape) => [shape.key, shape]));
  return frames.map((frame) => (shapes = applyChange(shapes, frame)));
}

const films = new WeakMap(); // scene → the shapes of each of its frames, for all views of it

export function shapesOf(scene) {
  if (!films.has(scene)) films.set(scene, expand(scene.frames, scene.base));
  return films.get(scene);
}

/** Frames have numbers that they keep, though a scene that never ends lets go of its oldest. */
export const firstOf = (scene) => scene.first ?? 0;
export const lastOf = (scene) => firstOf(scene) + scene.frames.length - 1;
const frameOf = (scene, index) => scene.frames[index - firstOf(scene)];

/** Whether there is more of a scene than has been sent. */
export const goesOn = (scene) => Boolean(scene.endless) && !scene.over;

/** Add to a scene the frames that came next, if they are not there yet, and let go of those before `first`.
 *
 * The scene is changed in place, as Python changes its own: the notebook saves it, and nothing is sent twice.
 */
export function extend(scene, { from, first, frames, values, over }) {
  const shapes = shapesOf(scene);
  if (from > lastOf(scene) + 1) return; // something in between is missing, and is sent when it is asked for
  for (let i = lastOf(scene) + 1 - from; i < frames.length; i += 1) {
    shapes.push(applyChange(shapes.at(-1), frames[i]));
    scene.frames.push(frames[i]);
    if (values) scene.values.push(values[i]);
  }
  for (; firstOf(scene) < first; scene.first = firstOf(scene) + 1) {
    scene.base = [...shapes.shift().values()];
    scene.frames.shift();
    scene.values?.shift();
  }
  scene.over = over;
}

/** The value a share t of the way from a to b: numbers glide, also those in strings of one structure. */
export function blend(a, b, t) {
  if (typeof a === "number" && typeof b === "number") return a + (b - a) * t;
  if (typeof a !== "string" || typeof b !== "string") return b;
  if (a.replace(NUMBER, "#") !== b.replace(NUMBER, "#")) return b;
  const from = a.match(NUMBER);
  let i = 0;
  return b.replace(NUMBER, (to) => {
    const start = Number(from[i++]);
    return String(Math.round((start + (to - start) * t) * 100) / 100);
  });
}

/** A shape on its way: only geometry and opacity glide, so a colour or a word never passes through nonsense. */
export function between(from, to, t) {
  const shape = { ...to };
  for (const name of Object.keys(to)) {
    const arc = name === "d" && /a/i.test(to.d); // its flags are 0 or 1, and nothing between
    if (GLIDES.has(name) && name in from && !arc) shape[name] = blend(from[name], to[name], t);
  }
  return shape;
}

/** The shapes that glide between two frames: those for which the later frame says so. */
export function movers(before, after, forward) {
  const moving = [];
  for (const [key, to] of after) {
    const from = before.get(key);
    if (!from || from === to || from.tag !== to.tag) continue;
    if ((forward ? to : from).move) moving.push([key, from, to]);
  }
  return moving;
}

/** A frame with a question lets go once it is answered or skipped. */
export const isAsking = (scene, answers, index) => Boolean(frameOf(scene, index)?.ask) && !(index in answers);

/** Where playing leads: `stride` frames on, but not past an open question nor past the last. */
export function nextIndex(scene, answers, index, stride = 1) {
  const end = Math.min(index + stride, lastOf(scene));
  while (index < end && !isAsking(scene, answers, index)) index += 1;
  return index;
}

/** What the slider stands at, in words. */
export function position(scene, index) {
  if (scene.axis) return `${scene.axis} = ${scene.values[index - firstOf(scene)]}`;
  return scene.endless ? (index + 1).toLocaleString("en") : `${index + 1} / ${scene.frames.length}`;
}

/** What a key does on this kind of element; undefined leaves it to the element. */
export function keyAction(key, tag, type) {
  if (tag === "SELECT" || (tag === "INPUT" && type !== "range")) return undefined;
  if (key === " ") return tag === "BUTTON" ? undefined : "toggle";
  if (tag === "INPUT") return undefined;
  return { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last" }[key];
}

/** How a shape is taken hold of: dragged, drawn on, pressed, chosen from a list, typed into, pointed at; or not at all. */
export function kindOf({ tag, drag, paint, edit, options, press, group, label }) {
  if (drag) return "drag";
  if (paint) return "paint";
  if (press !== undefined) return tag === "rect" ? "press" : ""; // a line is pressed where it is drawn
  if (edit) return options ? "choose" : "edit";
  return tag === "rect" && group && label ? "point" : "";
}

/** Lengthen the last line of a drawing, if it is not full and the point is a step away; say whether it was. */
export function lengthen(strokes, point, step = 2, most = 2000) {
  const end = strokes.at(-1).at(-1);
  const near = end && Math.hypot(point[0] - end[0], point[1] - end[1]) < step;
  if (near || strokes.reduce((sum, stroke) => sum + stroke.length, 0) >= most) return false;
  strokes.at(-1).push(point.map(Math.round));
  return true;
}

/** A drawing as the `d` of a path; a line of one point is a dot. */
export const inkPath = (strokes) =>
  strokes.map((stroke) => (stroke.length ? `M${stroke.join("L")}${stroke.length > 1 ? "" : "h0.1"}` : "")).join("");

/** Keys that the notebook keeps: run the cell, leave the cell, and shortcuts outside a text field. */
export function belongsToNotebook({ key, shiftKey, ctrlKey, metaKey, altKey }, typing) {
  if (key === "Escape") return true;
  if (key === "Enter") return shiftKey || ctrlKey || metaKey || altKey;
  return !typing && (ctrlKey || metaKey);
}

/** Whether a notebook says that its kernel was stopped; elsewhere nobody says, and only silence tells. */
export function isGone(manager) {
  if (!manager || !("kernel" in manager)) return false;
  return !manager.kernel || Boolean(manager.kernel.isDisposed) || manager.kernel.status === "dead";
}

/** Whether a notebook says that its kernel is at work, and will come to us; elsewhere nobody says. */
export const isBusy = (manager) => !isGone(manager) && manager?.kernel?.status === "busy";

/** Words cut at `backquotes`: [words, isCode] pairs. */
export const pieces = (words) => words.split("`").map((part, i) => [part, i % 2 === 1]).filter(([part]) => part);

// ------------------------------------------------------------------------------------------- elements

const ICONS = {
  back: "M15 5 L7 12 L15 19 Z M5 5 V19",
  play: "M8 4 L19 12 L8 20 Z",
  pause: "M8 5 V19 M16 5 V19",
  next: "M9 5 L17 12 L9 19 Z M19 5 V19",
  reset: "M5 9 A8 8 0 1 1 4 13 M5 3 V9 H11",
};

function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in node && !name.startsWith("aria")) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function makeSvg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const icon = (name) =>
  makeSvg("svg", { viewBox: "0 0 24 24", "aria-hidden": true }, makeSvg("path", { d: ICONS[name] }));

const button = (className, onclick, properties, ...children) =>
  make("button", { type: "button", className, onclick, ...properties }, ...children);

const iconButton = (name, label, act) =>
  button(`dl-button dl-${name}`, act, { title: label, "aria-label": label }, icon(name));

/** Fill an element with words, some of them in code; one that says the same is left alone, or it is read again. */
function fill(node, text, ...before) {
  const code = (part) => make("code", { className: "dl-code", textContent: part });
  const parts = [...before, ...pieces(text).map(([part, isCode]) => (isCode ? code(part) : part))];
  if (node.textContent !== parts.map((part) => part.textContent ?? part).join("")) node.replaceChildren(...parts);
}

/** Make an SVG node what a shape says, knowing what it was before. */
function setShape(node, before, shape) {
  for (const name of Object.keys(before)) if (!(name in shape) && !OWN.has(name)) node.removeAttribute(name);
  for (const [name, value] of Object.entries(shape)) {
    if (!OWN.has(name) && before[name] !== value) node.setAttribute(name, value);
  }
  if ((before.text ?? "") !== (shape.text ?? "")) node.textContent = shape.text ?? "";
  if (shape.group) node.dataset.group = shape.group;
  else delete node.dataset.group;
}

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const within = (value, least, most) => Math.min(Math.max(value, least), most);

// ------------------------------------------------------------------------------------------ the kernel

/** The line to the kernel: one message in flight, and of those that wait only the latest of each kind.
 *
 * `onGone` is called when no answer will come.
 */
function makeLine({ model, isLive, root, onGone }) {
  const message = make("div", { className: "dl-message", role: "status" });
  const name = Math.random().toString(36).slice(2);
  const waiting = new Map();
  let inFlight = null;
  let patience = 0;
  let sent = 0;

  const isCut = () => !isLive() || isGone(model.widget_manager);
  const asked = () => [...waiting.values(), inFlight].filter(Boolean);
  /** A screen reader waits while what the learner did is under way, and not for what is fetched ahead. */
  const showBusy = () => root.setAttribute("aria-busy", asked().some(({ kind }) => kind !== "more"));

  function save() {
    if (!isCut()) model.save_changes(); // else ipywidgets logs an error for each message
  }

  function say(text, kind = "") {
    message.textContent = text;
    message.dataset.kind = kind;
  }

  /** Ask; what waits under the same `key` is forgotten. */
  function request(kind, what, detail, key = `${kind} ${what}`) {
    waiting.set(key, { kind, name: what, ...detail });
    if (!inFlight) send();
    showBusy();
  }

  function send() {
    const [[key, detail]] = waiting;
    waiting.delete(key);
    inFlight = { ...detail, serial: `${name} ${(sent += 1)}` };
    model.set("request", inFlight);
    patience = setTimeout(wonder, isCut() ? 0 : PATIENCE, false);
    save();
  }

  /** There is no answer yet: while Python is busy, and once more after that, wait on. */
  function wonder(wasBusy) {
    const busy = !isCut() && isBusy(model.widget_manager);
    if (!busy && !wasBusy) return giveUp();
    patience = setTimeout(wonder, PATIENCE, busy);
    if (wasBusy) return;
    root.setAttribute("aria-busy", false); // else a screen reader keeps silent about all that happens meanwhile
    say("Python is busy; this will follow.", "busy");
  }

  function giveUp() {
    const needs = inFlight.kind === "more" ? "Going on" : "Changing this picture";
    inFlight = null;
    waiting.clear();
    showBusy();
    say(`No answer from Python. ${needs} needs a kernel: run the cell again. Playing does not.`, "error");
    onGone();
  }

  /** Take a reply; one without words leaves what was said before. */
  function hear(reply) {
    const { kind } = message.dataset;
    const isNews = "message" in reply && (reply.message || kind !== "pen"); // the pen is down until it is lifted
    if (isNews || kind === "busy") say(reply.message ?? "", reply.kind);
    if (reply.serial !== inFlight?.serial) return;
    clearTimeout(patience);
    inFlight = null;
    if (waiting.size) send();
    showBusy();
  }

  const isAsking = (kind) => asked().some((detail) => detail.kind === kind);
  const isAtRest = () => !asked().length;
  return { message, request, save, say, hear, isCut, isAsking, isAtRest, close: () => clearTimeout(patience) };
}

// -------------------------------------------------------------------------------------------- controls

/** What can be taken hold of: HTML controls over the picture, so that keys and screen readers reach them.
 *
 * `drawn` is what the picture shows: key → { node, shape, control }. `onHold` is called when a hand is laid on it.
 */
function makeControls({ model, view, picture, drawn, line, onHold }) {
  const makePointer = () => button("dl-pointer", null, {});
  const makePress = () => button("dl-press", null, {});
  const makers = {
    drag: makeHandle, paint: makePad, press: makePress, edit: makeCell, choose: makeChoice, point: makePointer,
  };
  const shapeOf = (key) => drawn.get(key).shape;
  let held = null; // { key, x, y, isDown } while a handle is in the learner's hand, or its answer is awaited
  let lit; // the group of shapes that is pointed at

  /** Give a shape the control it asks for, where it is, or where it is held. */
  function update(key, item) {
    const { node, shape } = item;
    const kind = kindOf(shape);
    if (item.control && item.control.dataset.kind !== kind) item.control = item.control.remove() ?? null;
    if (!kind) return;
    if (!item.control) view.append((item.control = makers[kind](key)));
    const { control } = item;
    const scene = model.get("scene");
    let { x, y, width, height } = shape;
    if (kind === "drag") {
      const at = held?.key === key ? held : { x: shape.cx, y: shape.cy };
      node.setAttribute("cx", at.x);
      node.setAttribute("cy", at.y);
      [x, y, width, height] = [at.x - shape.r, at.y - shape.r, 2 * shape.r, 2 * shape.r];
    }
    const across = (length) => `${(100 * length) / scene.width}%`;
    const down = (length) => `${(100 * length) / scene.height}%`;
    Object.assign(control.style, { left: across(x), top: down(y), width: across(width), height: down(height) });
    control.dataset.kind = node.dataset.kind = kind;
    control.setAttribute("aria-label", shape.label);
    if (shape.group) control.dataset.group = shape.group;
    if (document.activeElement !== control || kind === "choose") control.show?.(shape);
  }

  /** Show what the frame says; what is held stays in the hand until the answer to it has come. */
  function refresh() {
    if (line.isAtRest() && !held?.isDown) held = null;
    for (const [key, item] of drawn) update(key, item);
  }

  /** Where in the picture the pointer is. */
  function pointer(event) {
    const { left, top, width, height } = picture.getBoundingClientRect();
    const scene = model.get("scene");
    return [((event.clientX - left) * scene.width) / width, ((event.clientY - top) * scene.height) / height];
  }

  /** Hear where a node is taken, moved and let go by the pointer, and which keys it is moved with. */
  function hear(node, { take, move, drop, press }) {
    let isDown = false;
    node.onpointerdown = (event) => {
      if (event.button || !event.isPrimary) return;
      onHold();
      node.setPointerCapture(event.pointerId);
      isDown = true;
      take(pointer(event));
    };
    node.onpointermove = (event) => {
      if (isDown) for (const part of [...(event.getCoalescedEvents?.() ?? []), event]) move(pointer(part));
    };
    node.onpointerup = node.onpointercancel = () => {
      if (isDown) drop();
      isDown = false;
    };
    node.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || press(event.key, WAYS[event.key]) === false) return;
      event.preventDefault();
      event.stopPropagation();
    };
  }

  function makeHandle(key) {
    const node = button("dl-handle", null, { "aria-description": "Drag, or move with the arrow keys" });
    let grip; // from the pointer to the middle, so that it does not jump
    const at = () => (held?.key === key ? held : { x: shapeOf(key).cx, y: shapeOf(key).cy });
    const moveTo = (x, y, isDown) => {
      const { width, height } = model.get("scene");
      held = { key, x: within(x, 0, width), y: within(y, 0, height), isDown };
      update(key, drawn.get(key));
      line.request("drag", shapeOf(key).drag, { x: held.x, y: held.y });
    };
    hear(node, {
      take([x, y]) {
        held = { key, ...at(), isDown: true };
        grip = [held.x - x, held.y - y];
      },
      move: ([x, y]) => moveTo(x + grip[0], y + grip[1], true),
      drop() {
        if (held) held.isDown = false;
        refresh();
      },
      press(_, way) {
        if (!way) return false;
        const { step = 10 } = shapeOf(key);
        moveTo(at().x + way[0] * step, at().y + way[1] * step, false);
      },
    });
    return node;
  }

  /** A pad: what is drawn shows at once over the picture, until Python's frames show it. */
  function makePad(key) {
    const { label, x, y, width, height } = shapeOf(key);
    const [ink, pen] = [makeSvg("path"), makeSvg("circle", { r: width / 30 })];
    const box = { viewBox: `${x} ${y} ${width} ${height}`, "aria-hidden": true, "stroke-width": width / 20 };
    const how = "Draw with the pointer, or with keys: arrows move the pen, Space puts it down or lifts it, Delete clears";
    const spoken = { "aria-label": label, "aria-description": how };
    const sheet = make("div", { className: "dl-sheet", role: "application", tabIndex: 0, title: how, ...spoken });
    const clear = button("dl-clear", () => change([]), {}, "Clear");
    const node = make("div", { className: "dl-pad", role: "group" }, sheet, makeSvg("svg", box, ink, pen), clear);
    let strokes = []; // in pixels of the picture
    let at = [x + width / 2, y + height / 2];
    let isDown = false;

    function change(drawing) {
      strokes = drawing;
      ink.setAttribute("d", inkPath(strokes));
      line.request("paint", shapeOf(key).paint, { strokes: strokes.map((stroke) => [...stroke]) });
    }

    function moveTo([left, top]) {
      at = [within(left, x, x + width), within(top, y, y + height)];
      pen.setAttribute("cx", at[0]);
      pen.setAttribute("cy", at[1]);
      if (isDown && lengthen(strokes, at)) change(strokes);
    }

    function put(down, point = at) {
      isDown = down;
      node.classList.toggle("dl-down", isDown);
      if (isDown) strokes.push([]);
      moveTo(point);
      if (!isDown) refresh();
    }

    node.show = ({ value }) => {
      if (isDown || !line.isAtRest()) return;
      strokes = JSON.parse(value || "[]");
      ink.setAttribute("d", "");
    };
    hear(sheet, {
      take: (point) => put(true, point),
      move: moveTo,
      drop: () => put(false),
      press(name, way) {
        if (way) moveTo([at[0] + (way[0] * width) / 40, at[1] + (way[1] * height) / 40]);
        else if (name === " ") put(!isDown);
        else if (name === "Delete" || name === "Backspace") change([]);
        else return false;
        if (name === " ") line.say(isDown ? "Pen down: the arrow keys draw." : "Pen up.", "pen");
        if (isDown && !strokes.length) strokes.push([]);
      },
    });
    sheet.onblur = () => {
      put(false);
      if (line.message.dataset.kind === "pen") line.say("");
    };
    moveTo(at);
    return node;
  }

  function makeCell(key) {
    const input = make("input", { type: "text", className: "dl-cell", autocomplete: "off", spellcheck: false });
    let sent = null;
    const commit = () => {
      const { edit, value = "" } = shapeOf(key);
      if (input.value !== value && input.value !== sent) line.request("edit", edit, { text: (sent = input.value) });
    };
    input.show = ({ value = "" }) => (input.value = value);
    input.onfocus = () => {
      sent = null;
      input.select();
    };
    input.onkeydown = (event) => {
      if (event.key === "Enter" && !belongsToNotebook(event, true)) commit();
      if (event.key !== "Escape") return;
      input.show(shapeOf(key));
      input.select();
      event.stopPropagation();
    };
    input.onblur = () => {
      if (!drawn.has(key)) return;
      commit();
      if (line.isAtRest()) input.show(shapeOf(key));
    };
    return input;
  }

  function makeChoice(key) {
    const select = make("select", { className: "dl-choose" });
    select.onchange = () => line.request("edit", shapeOf(key).edit, { text: select.value });
    select.show = ({ options, value }) => {
      const names = options.split("|");
      if (names.join() !== [...select.options].map((option) => option.value).join()) {
        select.replaceChildren(...names.map((name) => make("option", { value: name, textContent: name })));
      }
      select.value = value;
    };
    return select;
  }

  /** What is pointed at lights up together with all that belongs to it. */
  function light(target) {
    const group = target?.closest?.("[data-group]")?.dataset.group;
    if (group === lit) return;
    lit = group;
    for (const { node, shape } of drawn.values()) node.classList.toggle("dl-lit", Boolean(lit) && shape.group === lit);
  }

  const itemAt = (target) => [...drawn.values()].find(({ node, control }) => node === target || control === target);
  let presses = 0; // each of them counts, also one that has to wait
  const press = ({ shape }) => line.request("edit", shape.edit, { text: shape.press }, `press ${(presses += 1)}`);
  let aiming = 0;

  /** Where a mouse rests on something that belongs to a group and can be pressed, it need not be clicked. */
  function aim({ target, pointerType }) {
    clearTimeout(aiming);
    const item = pointerType === "mouse" && !line.isCut() ? itemAt(target) : undefined;
    const { press: text, group, value } = item?.shape ?? {};
    if (group && text !== undefined && text !== value) aiming = setTimeout(press, REST, item);
  }

  view.onclick = ({ target }) => {
    clearTimeout(aiming);
    const item = itemAt(target);
    if (item?.shape.press !== undefined) press(item);
  };
  view.onpointerover = (event) => {
    light(event.target);
    aim(event);
  };
  view.onpointerleave = () => {
    light(document.activeElement);
    clearTimeout(aiming);
  };
  view.addEventListener("focusin", (event) => light(event.target));
  view.addEventListener("focusout", () => light());
  return { update, refresh };
}

// ------------------------------------------------------------------------------------------ the player

/** Which frame is shown: time, the buttons and the slider, words, questions, and what comes next.
 *
 * `paint` shows the shapes of a frame; `drawn` holds what the picture shows.
 */
function makePlayer({ model, root, picture, drawn, paint, line }) {
  let scene;
  let shown = 0;
  let playing = false;
  let due = 0; // when the next frame comes, while playing
  let glide = null; // { moving, start, length } while shapes are on their way
  let ticking = 0;
  let resume = false; // playback stopped at a question, and goes on after it
  let wish = false; // a step past the last frame there is, taken once the next has come

  const back = iconButton("back", "Step back", () => step(-1));
  const play = iconButton("play", "Play", () => toggle());
  const next = iconButton("next", "Step forward", () => step(1));
  const reset = iconButton("reset", "Start again", () => line.request("reset", "", {}));
  const slider = make("input", { type: "range", className: "dl-slider", min: 0, step: 1, onchange: line.save });
  const where = make("span", { className: "dl-place" });
  const speed = make("select", { className: "dl-speed", title: "Speed", "aria-label": "Speed" });
  speed.append(...[0.5, 1, 2, 4].map((times) => make("option", { value: times, textContent: `${times}×` })));
  speed.value = 1;
  const bar = make("div", { className: "dl-controls" }, back, play, next, reset, slider, where, speed);
  const note = make("p", { className: "dl-note" });
  const words = make("div", { className: "dl-words", "aria-live": "polite" }, note);
  // a screen reader hears what changes in a place that was there and shown before: these stay, and are only filled
  const asked = make("p", { className: "dl-question", "aria-live": "polite" });
  const choices = make("div", { className: "dl-choices", role: "group" });
  const reply = make("p", { className: "dl-reply", role: "status" });
  const ask = make("div", { className: "dl-ask" }, asked, choices, reply);

  const answers = () => model.get("answers");
  const last = () => lastOf(scene);
  const clamped = (index) => within(index, firstOf(scene), last());
  const stay = () => (1000 * scene.seconds) / speed.value; // milliseconds
  /** How long a picture rests: what never ends shows one a second to those who asked for less motion. */
  const rest = () => Math.max(stay(), scene.endless && isStill() ? 1000 : 0);
  const stride = () => Math.round(rest() / stay());
  /** Whether a question holds the scene here; at the end there is nothing to hold back. */
  const isHeld = () => (shown < last() || goesOn(scene)) && isAsking(scene, answers(), shown);

  // --- which frame

  /** Take up a scene; where both never end, a scene made anew plays on if the one before did. */
  function load() {
    const loaded = model.get("scene");
    if (playing && !(scene.endless && loaded.endless)) pause();
    scene = loaded;
    picture.setAttribute("viewBox", `0 0 ${scene.width} ${scene.height}`);
    root.style.setProperty("--dl-width", scene.width);
    reset.hidden = !scene.reset;
    measure();
    go(clamped(model.get("frame")));
  }

  /** Give the place as much room as it ever needs, so that the slider keeps its length. */
  function measure() {
    const widths = scene.frames.map((_, i) => position(scene, firstOf(scene) + i).length);
    where.style.minWidth = `${Math.max(...widths) + 1}ch`;
  }

  function go(index, gliding = false) {
    const before = new Map([...drawn].map(([key, item]) => [key, item.shape]));
    const after = shapesOf(scene)[index - firstOf(scene)];
    const moving = gliding && !isStill() ? movers(before, after, index > shown) : [];
    shown = index;
    wish = false;
    glide = null;
    paint(after);
    if (moving.length) {
      glide = { moving, start: performance.now(), length: Math.min(600, 0.6 * stay()) };
      move(glide.start); // or the picture would show the end before the way
      ticking ||= requestAnimationFrame(tick);
    }
    if (model.get("frame") !== index) model.set("frame", index); // the other views follow; the kernel hears at rest
    tell();
  }

  /** Go where another view, or Python, went. */
  function follow() {
    if (model.get("scene") !== scene) return load(); // both have changed, and this one is heard of first
    const index = clamped(model.get("frame"));
    if (index === shown) return;
    if (playing) pause();
    go(index);
  }

  function jump(index, gliding = false) {
    if (playing) pause();
    resume = false;
    if (index !== shown) go(index, gliding);
    line.save();
  }

  function step(by) {
    if (playing) pause();
    resume = false;
    if (by > 0 && isHeld()) return choices.querySelector("button").focus();
    wish = by > 0 && shown === last() && goesOn(scene);
    if (wish) want();
    else jump(clamped(shown + by), true);
  }

  // --- time

  function tick(now) {
    ticking = 0;
    if (glide) move(now);
    if (playing && now >= due) advance(now);
    if (playing || glide) ticking ||= requestAnimationFrame(tick);
  }

  function move(now) {
    const t = within((now - glide.start) / glide.length, 0, 1);
    const eased = t * t * (3 - 2 * t);
    for (const [key, from, to] of glide.moving) {
      const item = drawn.get(key);
      const shape = t < 1 ? between(from, to, eased) : to;
      setShape(item.node, item.shape, shape);
      item.shape = shape;
    }
    if (t === 1) glide = null;
  }

  function advance(now) {
    if (scene.endless && !isSeen()) return void (due = now + 500);
    const to = nextIndex(scene, answers(), shown, stride());
    if (to === shown) return goesOn(scene) && !isHeld() ? want() : pause();
    due = Math.max(due + rest(), now); // not `now + rest()`, or each picture would be late by half a screen's
    go(to, true);
    if (isAsking(scene, answers(), to)) {
      pause();
      resume = true;
    } else want();
  }

  /** Whether anybody sees the scene: it is in the window, and its tab in front. */
  function isSeen() {
    const { top, bottom } = root.getBoundingClientRect(); // nothing but zeros, where it is not shown
    return bottom > 0 && top < innerHeight;
  }

  function toggle() {
    if (playing) return pause();
    if (isHeld()) return choices.querySelector("button").focus();
    const again = shown === last() && !goesOn(scene);
    playing = true;
    resume = wish = false;
    due = performance.now() + (again ? stay() : 0);
    if (again) go(firstOf(scene));
    showPlaying();
    ticking ||= requestAnimationFrame(tick);
  }

  function pause() {
    playing = false;
    showPlaying();
    for (const live of [note, asked]) live.replaceChildren(); // what is heard is where it stopped, not the way there
    tell();
    line.save();
  }

  function showPlaying() {
    play.title = playing ? "Pause" : "Play";
    play.setAttribute("aria-label", play.title);
    play.replaceChildren(icon(playing ? "pause" : "play"));
    root.classList.toggle("dl-playing", playing);
  }

  // --- what comes next in a scene that never ends

  /** Ask for frames before they are needed, so that playing does not falter. */
  function want() {
    const most = stride() + AHEAD;
    const ready = last() - shown;
    if (!goesOn(scene) || ready > most / 2 || (ready && line.isCut()) || line.isAsking("more")) return;
    line.request("more", "", { after: last(), count: most - ready });
  }

  function receive(more) {
    extend(scene, more);
    measure();
    const to = clamped(more.to ?? shown);
    if (wish && shown < last()) step(1);
    else if (to !== shown) go(to);
    else tell();
  }

  /** Nothing more will come: stop where there is nothing left to play. */
  function stop() {
    wish = false;
    if (playing && shown === last()) pause();
  }

  // --- words and questions

  function tell() {
    const frame = frameOf(scene, shown);
    const isLast = shown === last() && !goesOn(scene);
    picture.setAttribute("aria-label", frame.alt);
    root.setAttribute("aria-label", scene.label);
    Object.assign(slider, { min: firstOf(scene), max: last(), value: shown });
    slider.setAttribute("aria-label", scene.axis ?? "Frame");
    slider.setAttribute("aria-valuetext", (where.textContent = position(scene, shown)));
    bar.hidden = isSingle();
    back.setAttribute("aria-disabled", shown === firstOf(scene));
    next.setAttribute("aria-disabled", isLast);
    for (const live of [words, asked]) live.setAttribute("aria-live", playing ? "off" : "polite");
    fill(note, frame.note);
    tellQuestion(playing && shown in answers() ? undefined : frame.ask, isLast);
  }

  function tellQuestion(question, isLast) {
    const focused = [...choices.querySelectorAll("button")].indexOf(document.activeElement);
    const chosen = question && answers()[shown];
    const verdict = chosen === question?.right ? "✓ Right. " : "✗ Not quite. ";
    ask.classList.toggle("dl-asking", Boolean(question));
    choices.hidden = !question;
    fill(asked, question?.question ?? "");
    if (chosen >= 0) fill(reply, question.choices[chosen][1], make("b", { textContent: verdict }));
    else fill(reply, "");
    choices.setAttribute("aria-label", asked.textContent);
    choices.replaceChildren(...(question ? buttons(question, chosen, isLast) : []));
    // else the keys would go to the notebook
    if (focused >= 0) (choices.querySelectorAll("button")[focused] ?? root).focus({ preventScroll: true });
  }

  /** The choices of a question, and the way on. */
  function buttons(question, chosen, isLast) {
    const offered = question.choices.map(([words], i) => {
      const choice = button("dl-choice", () => answer(i), { "aria-pressed": chosen === i });
      fill(choice, words);
      if (chosen === i) choice.dataset.right = i === question.right;
      return choice;
    });
    return [...offered, button("dl-on", goOn, { hidden: isLast }, chosen === undefined ? "Skip" : "Continue")];
  }

  function answer(choice) {
    model.set("answers", { ...answers(), [shown]: choice });
    line.save();
  }

  function goOn() {
    if (isAsking(scene, answers(), shown)) answer(-1);
    next.focus();
    if (resume) toggle();
    else step(1);
  }

  const isSingle = () => scene.frames.length < 2 && !goesOn(scene);

  function onKey(event) {
    const { tagName, type } = event.target;
    if (belongsToNotebook(event, tagName === "INPUT" && type === "text")) return;
    event.stopPropagation();
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keyAction(event.key, tagName, type);
    if (!action || isSingle()) return;
    event.preventDefault();
    const [first, end] = [firstOf(scene), last()];
    ({ toggle, back: () => step(-1), next: () => step(1), first: () => jump(first), last: () => jump(end) })[action]();
  }

  slider.oninput = () => {
    if (playing) pause();
    resume = false;
    go(Number(slider.value));
  };
  root.addEventListener("keydown", onKey);
  return {
    bar, words, ask, load, follow, receive, stop, tell,
    pause: () => playing && pause(),
    close: () => cancelAnimationFrame(ticking),
  };
}

// ------------------------------------------------------------------------------------ put together

/** Show a scene in `el`; return what takes it away again. `isLive` tells whether its kernel still knows it. */
function render({ model, el, isLive = () => true }) {
  const drawn = new Map(); // what the picture shows: key → { node, shape, control }
  const picture = makeSvg("svg", { class: "dl-picture", role: "img" });
  const view = make("div", { className: "dl-view" }, picture);
  const root = make("div", { className: "dl-stage", role: "group", tabIndex: -1 }, view);
  const line = makeLine({ model, isLive, root, onGone });
  const controls = makeControls({ model, view, picture, drawn, line, onHold: () => model.get("scene").endless || player.pause() });
  const player = makePlayer({ model, root, picture, drawn, paint, line });

  function paint(shapes) {
    for (const [key, { node, control, shape }] of drawn) {
      if (shapes.get(key)?.tag === shape.tag) continue;
      node.remove();
      control?.remove();
      drawn.delete(key);
    }
    let behind = picture.firstChild;
    for (const [key, shape] of shapes) {
      let item = drawn.get(key);
      if (!item) drawn.set(key, (item = { node: makeSvg(shape.tag), shape: {}, control: null }));
      const differs = item.shape !== shape;
      if (differs) setShape(item.node, item.shape, shape);
      item.shape = shape;
      if (item.node === behind) behind = behind.nextSibling;
      else picture.insertBefore(item.node, behind);
      if (differs) controls.update(key, item);
    }
  }

  function hear() {
    const reply = model.get("reply");
    if (reply.more) player.receive(reply.more);
    line.hear(reply);
    controls.refresh(); // what was held is let go of, and a cell that was refused shows its number again
  }

  function onGone() {
    controls.refresh();
    player.stop();
  }

  root.append(player.bar, player.words, player.ask, line.message);
  player.load();
  const listen = {
    "change:scene": player.load, "change:frame": player.follow, "change:answers": player.tell, "change:reply": hear,
  };
  for (const [event, act] of Object.entries(listen)) model.on(event, act);
  el.append(root);
  return () => {
    for (const [event, act] of Object.entries(listen)) model.off(event, act);
    player.close();
    line.close();
    root.remove();
  };
}

export default { render };
