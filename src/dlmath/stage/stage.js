/** Play a scene: frames of keyed SVG shapes, a note and now and then a question.
 *
 * Everything shown comes from the traits `scene`, `frame`, `answers` and `reply`; the kernel is asked only
 * when the learner drags or types, through `request`. Nothing here knows a lesson: a shape is an SVG tag
 * with SVG attributes, and the few names of our own are listed in OWN.
 */

const SVG = "http://www.w3.org/2000/svg";
const OWN = new Set(["key", "tag", "text", "move", "label", "group", "drag", "step", "edit", "value",
  "options", "paint"]);
const GLIDES = new Set(
  ("x y x1 y1 x2 y2 cx cy r rx ry width height dx dy font-size stroke-width opacity fill-opacity " +
    "stroke-opacity points d transform").split(" "),
);
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const PATIENCE = 3000; // milliseconds without an answer, before the learner hears that the kernel is needed

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

/** Every frame's shapes, from the changes that were sent. */
export function expand(frames) {
  let shapes = new Map();
  return frames.map((frame) => (shapes = applyChange(shapes, frame)));
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
export const isAsking = (frames, answers, index) => Boolean(frames[index]?.ask) && !(index in answers);

/** Where a step forward leads: one on, but not past an open question nor past the end. */
export const nextIndex = (frames, answers, index) =>
  isAsking(frames, answers, index) ? index : Math.min(index + 1, frames.length - 1);

/** What the slider stands at, in words. */
export const position = (scene, index) =>
  scene.axis ? `${scene.axis} = ${scene.values[index]}` : `${index + 1} / ${scene.frames.length}`;

/** What a key does on this kind of element; undefined leaves it to the element. */
export function keyAction(key, tag, type) {
  if (tag === "SELECT" || (tag === "INPUT" && type !== "range")) return undefined;
  if (key === " ") return tag === "BUTTON" ? undefined : "toggle";
  if (tag === "INPUT") return undefined;
  return { ArrowLeft: "back", ArrowRight: "next", Home: "first", End: "last" }[key];
}

/** How a shape is taken hold of: dragged, drawn on, chosen from a list, typed into, pointed at; or not at all. */
export function kindOf({ tag, drag, paint, edit, options, group, label }) {
  if (drag) return "drag";
  if (paint) return "paint";
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

// --------------------------------------------------------------------------------------------- the view

const ICONS = {
  back: "M15 5 L7 12 L15 19 Z M5 5 V19",
  play: "M8 4 L19 12 L8 20 Z",
  pause: "M8 5 V19 M16 5 V19",
  next: "M9 5 L17 12 L9 19 Z M19 5 V19",
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

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  svg.firstChild.setAttribute("d", ICONS[name]);
  return svg;
}

function render({ model, el }) {
  let scene, frames; // frames: one Map of shapes for each frame of the scene
  let shown = 0;
  let playing = false;
  let due = 0; // when the next frame comes, while playing
  let glide = null; // { moving, start, length } while shapes are on their way
  let ticking = 0;
  let held = null; // { key, x, y, down } while a handle is in the learner's hand, or its answer is awaited
  let lit; // the group of shapes that is pointed at
  let resume = false; // playback stopped at a question, and goes on after it
  const drawn = new Map(); // key → { node, shape, control }

  // --- elements
  const picture = document.createElementNS(SVG, "svg");
  picture.classList.add("dl-picture");
  picture.setAttribute("role", "img");
  const view = make("div", { className: "dl-view" }, picture);
  const button = (className, onclick, properties, ...children) =>
    make("button", { type: "button", className, onclick, ...properties }, ...children);
  const iconButton = (name, label, act) =>
    button(`dl-button dl-${name}`, act, { title: label, "aria-label": label }, icon(name));
  const back = iconButton("back", "Step back", () => step(-1));
  const play = iconButton("play", "Play", () => toggle());
  const next = iconButton("next", "Step forward", () => step(1));
  const slider = make("input", { type: "range", className: "dl-slider", min: 0, step: 1 });
  const where = make("span", { className: "dl-place" });
  const speed = make("select", { className: "dl-speed", title: "Speed", "aria-label": "Speed" });
  speed.append(...[0.5, 1, 2, 4].map((times) => make("option", { value: times, textContent: `${times}×` })));
  speed.value = 1;
  const controls = make("div", { className: "dl-controls" }, back, play, next, slider, where, speed);
  const note = make("div", { className: "dl-note" });
  // a screen reader hears what changes in a place that was there and shown before: these stay, and are only filled
  const asked = make("p", { className: "dl-question", "aria-live": "polite" });
  const choices = make("div", { className: "dl-choices", role: "group" });
  const reply = make("p", { className: "dl-reply", role: "status" });
  const ask = make("div", { className: "dl-ask" }, asked, choices, reply);
  const words = make("div", { className: "dl-words", "aria-live": "polite" }, note);
  const message = make("div", { className: "dl-message", role: "status" });
  const root = make("div", { className: "dl-stage", role: "group", tabIndex: -1 }, view, controls, words, ask, message);

  // --- the picture
  function setShape(node, before, shape) {
    for (const name of Object.keys(before)) if (!(name in shape) && !OWN.has(name)) node.removeAttribute(name);
    for (const [name, value] of Object.entries(shape)) {
      if (!OWN.has(name) && before[name] !== value) node.setAttribute(name, value);
    }
    if ((before.text ?? "") !== (shape.text ?? "")) node.textContent = shape.text ?? "";
    if (shape.group) node.dataset.group = shape.group;
    else delete node.dataset.group;
  }

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
      if (!item) drawn.set(key, (item = { node: document.createElementNS(SVG, shape.tag), shape: {}, control: null }));
      if (item.shape !== shape) setShape(item.node, item.shape, shape);
      item.shape = shape;
      if (item.node === behind) behind = behind.nextSibling;
      else picture.insertBefore(item.node, behind);
      control(key, item);
    }
    follow();
  }

  function move(now) {
    const t = Math.min(Math.max((now - glide.start) / glide.length, 0), 1);
    const eased = t * t * (3 - 2 * t);
    for (const [key, from, to] of glide.moving) {
      const item = drawn.get(key);
      const shape = t < 1 ? between(from, to, eased) : to;
      setShape(item.node, item.shape, shape);
      item.shape = shape;
    }
    if (t === 1) glide = null;
  }

  function tick(now) {
    ticking = 0;
    if (glide) move(now);
    if (playing && now >= due) {
      const to = nextIndex(scene.frames, model.get("answers"), shown);
      if (to === shown) pause();
      else {
        due = now + stay();
        go(to, true);
        if (isAsking(scene.frames, model.get("answers"), to)) {
          pause();
          resume = true;
        }
      }
    }
    if (playing || glide) ticking ||= requestAnimationFrame(tick);
  }

  function go(index, gliding = false) {
    const before = new Map([...drawn].map(([key, item]) => [key, item.shape]));
    const after = frames[index];
    const still = !gliding || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const moving = still ? [] : movers(before, after, index > shown);
    shown = index;
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

  // --- words
  /** Fill an element with words, some of them in code; one that says the same is left alone, or it is read again. */
  function fill(node, text, ...before) {
    const code = (part) => make("code", { className: "dl-code", textContent: part });
    const parts = [...before, ...pieces(text).map(([part, isCode]) => (isCode ? code(part) : part))];
    const said = parts.map((part) => part.textContent ?? part).join("");
    if (node.textContent !== said) node.replaceChildren(...parts);
  }

  function tell() {
    const frame = scene.frames[shown];
    picture.setAttribute("aria-label", frame.alt);
    root.setAttribute("aria-label", scene.label);
    slider.max = frames.length - 1;
    slider.value = shown;
    slider.setAttribute("aria-label", scene.axis ?? "Frame");
    slider.setAttribute("aria-valuetext", (where.textContent = position(scene, shown)));
    controls.hidden = frames.length < 2;
    back.setAttribute("aria-disabled", shown === 0);
    next.setAttribute("aria-disabled", shown === frames.length - 1);
    for (const live of [words, asked]) live.setAttribute("aria-live", playing ? "off" : "polite");
    const text = make("p");
    fill(text, frame.note);
    if (note.textContent !== text.textContent) note.replaceChildren(text);
    tellQuestion(playing && shown in model.get("answers") ? undefined : frame.ask);
  }

  function tellQuestion(question) {
    const focused = [...choices.querySelectorAll("button")].indexOf(document.activeElement);
    const chosen = question && model.get("answers")[shown];
    const verdict = chosen === question?.right ? "✓ Right. " : "✗ Not quite. ";
    ask.classList.toggle("dl-asking", Boolean(question));
    choices.hidden = !question;
    fill(asked, question?.question ?? "");
    if (chosen >= 0) fill(reply, question.choices[chosen][1], make("b", { textContent: verdict }));
    else fill(reply, "");
    choices.setAttribute("aria-label", asked.textContent);
    choices.replaceChildren(...(question ? buttons(question, chosen) : []));
    // else the keys would go to the notebook
    if (focused >= 0) (choices.querySelectorAll("button")[focused] ?? root).focus({ preventScroll: true });
  }

  /** The choices of a question, and the way on. */
  function buttons(question, chosen) {
    const offered = question.choices.map(([words], i) => {
      const choice = button("dl-choice", () => answer(i), { "aria-pressed": chosen === i });
      fill(choice, words);
      if (chosen === i) choice.dataset.right = i === question.right;
      return choice;
    });
    const on = button("dl-on", goOn, {}, chosen === undefined ? "Skip" : "Continue");
    on.hidden = shown === frames.length - 1;
    return [...offered, on];
  }

  function answer(choice) {
    model.set("answers", { ...model.get("answers"), [shown]: choice });
    save();
  }

  function goOn() {
    if (isAsking(scene.frames, model.get("answers"), shown)) answer(-1);
    next.focus();
    if (resume) toggle();
    else step(1);
  }

  // --- playing
  const stay = () => (1000 * scene.seconds) / speed.value; // milliseconds

  /** Whether a question holds the scene here; at the end there is nothing to hold back. */
  const isHeld = () => shown < frames.length - 1 && isAsking(scene.frames, model.get("answers"), shown);

  function save() {
    if (!isGone(model.widget_manager)) model.save_changes(); // else ipywidgets logs an error for each message
  }

  function toggle() {
    if (playing) return pause();
    if (isHeld()) return choices.querySelector("button").focus();
    const again = shown === frames.length - 1;
    playing = true;
    resume = false;
    due = performance.now() + (again ? stay() : 0);
    if (again) go(0);
    showPlaying();
    ticking ||= requestAnimationFrame(tick);
  }

  function pause() {
    playing = false;
    showPlaying();
    for (const live of [note, asked]) live.replaceChildren(); // what is heard is where it stopped, not the way there
    tell();
    save();
  }

  function showPlaying() {
    play.title = playing ? "Pause" : "Play";
    play.setAttribute("aria-label", play.title);
    play.replaceChildren(icon(playing ? "pause" : "play"));
    root.classList.toggle("dl-playing", playing);
  }

  function step(by) {
    if (playing) pause();
    resume = false;
    if (by > 0 && isHeld()) choices.querySelector("button").focus();
    else jump(Math.min(Math.max(shown + by, 0), frames.length - 1), true);
  }

  function jump(index, gliding = false) {
    if (playing) pause();
    resume = false;
    if (index !== shown) go(index, gliding);
    save();
  }

  // --- what can be taken hold of: HTML controls over the picture, so that keys and screen readers reach them
  const percent = (part, whole) => `${(100 * part) / whole}%`;

  function place(control, x, y) {
    control.style.left = percent(x, scene.width);
    control.style.top = percent(y, scene.height);
  }

  function control(key, item) {
    const kind = kindOf(item.shape);
    if (item.control && item.control.dataset.kind !== kind) item.control = item.control.remove() ?? null;
    if (!kind) return;
    if (!item.control) {
      item.control = { drag: makeHandle, paint: makePad, edit: makeCell, choose: makeChoice, point: makePointer }[kind](key);
      item.node.setAttribute("data-kind", kind);
      view.append(item.control);
    }
    const { shape, control } = item;
    const [x, y, width, height] = kind === "drag"
      ? [shape.cx - shape.r, shape.cy - shape.r, 2 * shape.r, 2 * shape.r]
      : [shape.x, shape.y, shape.width, shape.height];
    place(control, x, y);
    control.style.width = percent(width, scene.width);
    control.style.height = percent(height, scene.height);
    control.setAttribute("aria-label", shape.label);
    if (shape.group) control.dataset.group = shape.group;
    if (kind === "choose") offer(control, shape);
    if (kind === "paint") settle();
    if (kind === "edit" && document.activeElement !== control) control.value = shape.value ?? "";
  }

  function offer(select, { options, value }) {
    const names = options.split("|");
    if (names.join() !== [...select.options].map((option) => option.value).join()) {
      select.replaceChildren(...names.map((name) => make("option", { value: name, textContent: name })));
    }
    select.value = value;
  }

  function makeChoice(key) {
    const select = make("select", { className: "dl-choose" });
    select.dataset.kind = "choose";
    select.onchange = () => request("edit", drawn.get(key).shape.edit, { text: select.value });
    return select;
  }

  /** What is pointed at lights up together with all that belongs to it. */
  function makePointer() {
    const node = button("dl-pointer", null, {});
    node.dataset.kind = "point";
    return node;
  }

  function light(target) {
    const group = target?.closest?.("[data-group]")?.dataset.group;
    if (group === lit) return;
    lit = group;
    for (const { node, shape } of drawn.values()) node.classList.toggle("dl-lit", Boolean(lit) && shape.group === lit);
  }

  function makeCell(key) {
    const input = make("input", { type: "text", className: "dl-cell", autocomplete: "off", spellcheck: false });
    input.dataset.kind = "edit";
    let sent = null;
    const commit = () => {
      const { edit, value } = drawn.get(key).shape;
      if (input.value !== (value ?? "") && input.value !== sent) request("edit", edit, { text: (sent = input.value) });
    };
    input.onfocus = () => {
      sent = null;
      input.select();
    };
    input.onkeydown = (event) => {
      if (event.key === "Enter" && !belongsToNotebook(event, true)) commit();
      if (event.key === "Escape") {
        input.value = drawn.get(key).shape.value ?? "";
        input.select();
        event.stopPropagation();
      }
    };
    input.onblur = () => {
      if (!drawn.has(key)) return;
      commit();
      if (!inFlight) control(key, drawn.get(key));
    };
    return input;
  }

  const within = (value, least, most) => Math.min(Math.max(value, least), most);

  /** Where in the picture the pointer is. */
  function pointer(event) {
    const { left, top, width, height } = picture.getBoundingClientRect();
    return [((event.clientX - left) * scene.width) / width, ((event.clientY - top) * scene.height) / height];
  }

  /** A pad: what is drawn shows at once over the picture, until Python's frames show it. */
  function makePad(key) {
    const { label, x, y, width, height } = drawn.get(key).shape;
    const svg = document.createElementNS(SVG, "svg");
    const [ink, pen] = ["path", "circle"].map((tag) => svg.appendChild(document.createElementNS(SVG, tag)));
    svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("stroke-width", width / 20);
    pen.setAttribute("r", width / 30);
    const how = "Draw with the pointer, or with keys: arrows move the pen, Space puts it down or lifts it, Delete clears";
    const sheet = make("div", { className: "dl-sheet", role: "application", tabIndex: 0, "aria-label": label, title: how });
    sheet.setAttribute("aria-description", how);
    const clear = button("dl-clear", () => change([]), {}, "Clear");
    const node = make("div", { className: "dl-pad", role: "group" }, sheet, svg, clear);
    node.dataset.kind = "paint";
    let strokes = []; // in pixels of the picture
    let at = [x + width / 2, y + height / 2];
    let down = ""; // "pointer" or "pen" while it draws

    function change(drawing) {
      strokes = drawing;
      ink.setAttribute("d", inkPath(strokes));
      request("paint", drawn.get(key).shape.paint, { strokes: strokes.map((stroke) => [...stroke]) });
    }

    function moveTo([left, top]) {
      at = [within(left, x, x + width), within(top, y, y + height)];
      pen.setAttribute("cx", at[0]);
      pen.setAttribute("cy", at[1]);
      if (down && lengthen(strokes, at)) change(strokes);
    }

    function put(what) {
      down = what;
      node.classList.toggle("dl-down", Boolean(down));
      if (down) strokes.push([]);
      moveTo(at);
      if (!down) settle();
    }

    sheet.onpointerdown = (event) => {
      if (event.button || !event.isPrimary) return;
      if (playing) pause();
      sheet.setPointerCapture(event.pointerId);
      at = pointer(event);
      put("pointer");
    };
    sheet.onpointermove = (event) => {
      if (down === "pointer") for (const part of event.getCoalescedEvents?.() ?? []) moveTo(pointer(part));
      if (down === "pointer") moveTo(pointer(event));
    };
    sheet.onpointerup = sheet.onpointercancel = () => {
      if (down === "pointer") put("");
    };
    sheet.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const way = WAYS[event.key];
      if (way) moveTo([at[0] + (way[0] * width) / 40, at[1] + (way[1] * height) / 40]);
      else if (event.key === " ") put(down ? "" : "pen");
      else if (event.key === "Delete" || event.key === "Backspace") change([]);
      else return;
      if (event.key === " ") say(down ? "Pen down: the arrow keys draw." : "Pen up.");
      if (down && !strokes.length) strokes.push([]);
      event.preventDefault();
      event.stopPropagation();
    };
    sheet.onblur = () => put("");
    node.settle = () => {
      if (down) return;
      strokes = JSON.parse(drawn.get(key)?.shape.value || "[]");
      ink.setAttribute("d", "");
    };
    moveTo(at);
    return node;
  }

  /** When nothing is on its way to Python, what a pad holds is what the frame says. */
  function settle() {
    if (!inFlight && !waiting.size) for (const { control } of drawn.values()) control?.settle?.();
  }

  function makeHandle(key) {
    const node = button("dl-handle", null, { "aria-description": "Drag, or move with the arrow keys" });
    node.dataset.kind = "drag";
    const moveTo = (x, y, down) => {
      held = { key, x: within(x, 0, scene.width), y: within(y, 0, scene.height), down };
      follow();
      request("drag", drawn.get(key).shape.drag, { x: held.x, y: held.y });
    };
    node.onpointerdown = (event) => {
      if (event.button) return;
      if (playing) pause();
      node.setPointerCapture(event.pointerId);
      const [x, y] = pointer(event);
      const { cx, cy } = drawn.get(key).shape;
      held = { key, x: cx, y: cy, down: [cx - x, cy - y] }; // where it was gripped, so that it does not jump
    };
    node.onpointermove = (event) => {
      if (!held?.down || held.key !== key) return;
      const [x, y] = pointer(event);
      moveTo(x + held.down[0], y + held.down[1], held.down);
    };
    node.onpointerup = node.onpointercancel = () => {
      if (held?.key === key) held.down = null;
      letGo();
    };
    node.onkeydown = (event) => {
      const way = WAYS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const { cx, cy, step = 10 } = drawn.get(key).shape;
      const from = held?.key === key ? held : { x: cx, y: cy };
      moveTo(from.x + way[0] * step, from.y + way[1] * step, null);
    };
    return node;
  }

  /** Keep the held handle under the pointer, whatever the frame says. */
  function follow() {
    const item = held && drawn.get(held.key);
    if (!item) return;
    item.node.setAttribute("cx", held.x);
    item.node.setAttribute("cy", held.y);
    place(item.control, held.x - item.shape.r, held.y - item.shape.r);
  }

  function letGo() {
    if (!held || held.down || inFlight || waiting.size) return;
    const item = drawn.get(held.key);
    held = null;
    if (!item) return;
    item.node.setAttribute("cx", item.shape.cx);
    item.node.setAttribute("cy", item.shape.cy);
    control(item.shape.key, item);
  }

  // --- asking the kernel: one message in flight, and of those that wait only the latest of each kind
  const name = Math.random().toString(36).slice(2);
  const waiting = new Map();
  let inFlight = null;
  let patience = 0;
  let sent = 0;

  function request(kind, what, detail) {
    waiting.set(`${kind} ${what}`, { kind, name: what, ...detail });
    if (!inFlight) send();
  }

  function send() {
    const [[key, detail]] = waiting;
    waiting.delete(key);
    inFlight = `${name} ${(sent += 1)}`;
    model.set("request", { ...detail, serial: inFlight });
    root.setAttribute("aria-busy", true);
    patience = setTimeout(wonder, isGone(model.widget_manager) ? 0 : PATIENCE, false);
    save();
  }

  /** There is no answer yet: while Python is busy, and once more after that, wait on. */
  function wonder(wasBusy) {
    const busy = isBusy(model.widget_manager);
    if (!busy && !wasBusy) return giveUp();
    patience = setTimeout(wonder, PATIENCE, busy);
    if (wasBusy) return;
    root.setAttribute("aria-busy", false); // else a screen reader keeps silent about all that happens meanwhile
    say("Python is busy; this will follow.");
  }

  function giveUp() {
    inFlight = null;
    root.setAttribute("aria-busy", false);
    waiting.clear();
    letGo();
    say("No answer from Python. Changing this picture needs a kernel: run the cell again. Playing does not.", "error");
  }

  function say(text, kind = "") {
    message.textContent = text;
    message.dataset.kind = kind;
  }

  // --- listening
  const listen = {
    "change:scene": () => {
      if (playing) pause();
      scene = model.get("scene");
      frames = expand(scene.frames);
      picture.setAttribute("viewBox", `0 0 ${scene.width} ${scene.height}`);
      root.style.setProperty("--dl-width", scene.width);
      const widest = Math.max(...frames.map((_, i) => position(scene, i).length));
      where.style.minWidth = `${widest + 1}ch`; // so that the slider keeps its length
      go(Math.min(model.get("frame"), frames.length - 1));
    },
    "change:frame": () => {
      const index = Math.min(model.get("frame"), frames.length - 1);
      if (index === shown) return;
      if (playing) pause();
      go(index);
    },
    "change:answers": () => tell(),
    "change:reply": () => {
      const reply = model.get("reply");
      say(reply.message ?? "", reply.kind);
      for (const [key, item] of drawn) control(key, item); // a cell that was refused shows its number again
      if (reply.serial !== inFlight) return;
      clearTimeout(patience);
      inFlight = null;
      root.setAttribute("aria-busy", false);
      if (waiting.size) send();
      else letGo();
      settle();
    },
  };
  slider.oninput = () => {
    if (playing) pause();
    resume = false;
    go(Number(slider.value));
  };
  slider.onchange = save;
  view.onpointerover = (event) => light(event.target);
  view.addEventListener("focusin", (event) => light(event.target));
  view.addEventListener("focusout", () => light());
  view.onpointerleave = () => light(document.activeElement);
  root.addEventListener("keydown", (event) => {
    const { tagName, type } = event.target;
    if (belongsToNotebook(event, tagName === "INPUT" && type === "text")) return;
    event.stopPropagation();
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keyAction(event.key, tagName, type);
    if (!action || frames.length < 2) return;
    event.preventDefault();
    const last = frames.length - 1;
    const acts = { toggle, back: () => step(-1), next: () => step(1), first: () => jump(0), last: () => jump(last) };
    acts[action]();
  });

  listen["change:scene"]();
  for (const [event, act] of Object.entries(listen)) model.on(event, act);
  el.append(root);
  return () => {
    for (const [event, act] of Object.entries(listen)) model.off(event, act);
    cancelAnimationFrame(ticking);
    clearTimeout(patience);
    playing = false;
  };
}

export default { render };
