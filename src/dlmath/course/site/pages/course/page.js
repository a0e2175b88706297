
// ------------------------------------------------------------------------------------- the page around the scenes
//
// The rest of this script is ours, and `render` above is the player's. A scene asks a model for its data and tells it
// what the learner did; in Jupyter that is ipywidgets' model, and here it is this stand-in, which has no kernel.

{
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const page = document.body.dataset.page;

  /** What this browser remembers, under names that begin with "dlmath"; nothing, where it may not. */
  const memory = {
    read(name) {
      try { return JSON.parse(localStorage.getItem(`dlmath ${name}`)); } catch { return null; }
    },
    write(name, value) {
      try { localStorage.setItem(`dlmath ${name}`, JSON.stringify(value)); } catch { /* then it is forgotten */ }
    },
  };
  const remembered = memory.read(page) ?? {};
  const remember = (changed) => memory.write(page, Object.assign(remembered, changed));

  class Model {
    constructor(values, onSave) {
      Object.assign(this, { values, onSave, listeners: new Map() });
    }
    get(name) { return this.values[name]; }
    set(name, value) {
      if (this.values[name] === value) return;
      this.values[name] = value;
      this.listeners.get(`change:${name}`)?.forEach((listener) => listener());
    }
    on(event, listener) {
      if (!this.listeners.has(event)) this.listeners.set(event, new Set());
      this.listeners.get(event).add(listener);
    }
    off(event, listener) { this.listeners.get(event)?.delete(listener); }
    save_changes() {
      this.onSave(this.values);
      const { serial } = this.values.request;
      if (serial === this.values.reply.serial) return;
      const message = "To change this, run the lesson: the top of the page says how.";
      queueMicrotask(() => this.set("reply", { serial, message, kind: "invalid" }));
    }
  }

  // --- scenes, each when it comes near

  const started = new WeakSet();

  function start(figure) {
    if (started.has(figure)) return;
    started.add(figure);
    const kept = remembered.scenes?.[figure.id];
    const { frame = 0, answers = {} } = kept?.print === figure.dataset.print ? kept : {};
    const values = { scene: JSON.parse($("script", figure).textContent), frame, answers, request: {}, reply: {} };
    const model = new Model(values, ({ frame, answers }) =>
      remember({ scenes: { ...remembered.scenes, [figure.id]: { print: figure.dataset.print, frame, answers } } }));
    const el = document.createElement("div");
    el.className = "live";
    render({ model, el });
    figure.insertBefore(el, $("figcaption", figure));
    figure.classList.add("plays");
  }

  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) start(target);
  }, { rootMargin: "1200px 0px" });
  const [first, ...others] = $$("figure.scene");
  if (first) start(first);
  for (const figure of others) near.observe(figure);

  // --- colours

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = $(".theme");

  function paint() {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    document.body.dataset.jpThemeLight = String(!isDark); // scenes and answers go by what JupyterLab says here
    theme.setAttribute("aria-pressed", isDark);
  }
  theme.onclick = () => {
    root.dataset.theme = theme.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    try { localStorage.setItem("dlmath theme", root.dataset.theme); } catch { /* then it is forgotten */ }
    paint();
  };
  dark.onchange = paint;
  paint();

  // --- the place: how far, which section, and the same again next time

  const cells = $$("main > [id]");
  const sections = cells.map((cell) => $("h2[id]", cell)).filter(Boolean); // asking where a cell is costs less
  const links = new Map($$(".sections a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  let waiting = 0;

  function look() {
    waiting = 0;
    const most = root.scrollHeight - innerHeight;
    $(".progress").style.transform = `scaleX(${most > 0 ? Math.min(scrollY / most, 1) : 0})`;
    const isAbove = (part) => part.getBoundingClientRect().top < 120;
    const cell = cells.findLast(isAbove);
    const section = sections.findLast((heading) => isAbove(heading.closest("main > *")));
    for (const [id, link] of links) {
      if (id === section?.id) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    clearTimeout(look.timer);
    look.timer = setTimeout(keep, 200, cell, section);
  }

  function keep(cell, section) {
    const place = cell && { id: cell.id, by: Math.round(-cell.getBoundingClientRect().top) };
    remember({ place });
    if (page !== "index" && section) {
      memory.write("last", { page, id: section.id, title: `${document.title.split(" · ")[0]}: ${plainTitle(section)}` });
    }
  }

  const plainTitle = (heading) => heading.textContent.replace(/\s*#$/, "");

  /** Show what an address names: open the folds around it, and start its scene, before going there. */
  function open(id) {
    const target = document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.matches("figure.scene")) start(target);
    return target;
  }

  const named = () => decodeURIComponent(location.hash.slice(1));

  /** Go to a place, and move along with it while scenes above it start and take more room. */
  function settle(id, by) {
    const target = open(id);
    if (!target) return;
    const top = () => scrollY + target.getBoundingClientRect().top;
    if (by === undefined) target.scrollIntoView();
    else scrollTo(0, top() + by);
    let before = top();
    const watcher = new ResizeObserver(() => {
      scrollBy(0, top() - before);
      before = top();
    });
    root.style.overflowAnchor = "none"; // else the browser moves along, too
    watcher.observe($("main"));
    setTimeout(() => {
      watcher.disconnect();
      root.style.overflowAnchor = "";
    }, 2000);
  }

  addEventListener("hashchange", () => settle(named()));
  addEventListener("scroll", () => (waiting ||= requestAnimationFrame(look)), { passive: true });
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (named() && (isNew || !remembered.place)) settle(named());
  else if (remembered.place) {
    history.scrollRestoration = "manual";
    settle(remembered.place.id, remembered.place.by);
  }
  look();

  const last = memory.read("last");
  if (page === "index" && last) {
    $(".go-on").hidden = false;
    Object.assign($(".go-on a"), { href: `${last.page}.html#${encodeURIComponent(last.id)}`, textContent: `Go on where you stopped: ${last.title} →` });
  }

  // --- folds

  const unfold = $(".unfold");
  if (unfold) unfold.onclick = () => {
    const isOpen = unfold.getAttribute("aria-pressed") !== "true";
    for (const fold of $$("details.prints")) fold.open = isOpen;
    unfold.setAttribute("aria-pressed", isOpen);
  };
  const menu = $(".menu");
  addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
  menu.onkeydown = ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    $("summary", menu).focus();
  };
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$("main details:not([open])");
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

  /** What is wider than the page can be scrolled by keys, too. */
  function reach() {
    for (const box of $$(".wide, .long, math[display=block], main .highlight pre")) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  }
  let soon = setTimeout(reach, 400); // it lays out the whole page, and the first scene comes first
  addEventListener("resize", () => {
    clearTimeout(soon);
    soon = setTimeout(reach, 200);
  });

  // --- search

  const search = $("#search"), found = $(".found"), list = $("ul", found);
  const words = (text) => ` ${text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\d]+/gu, " ")}`;
  let index;

  search.onfocus = () => {
    if (index !== undefined) return;
    index = [];
    const script = document.createElement("script"); // a script, since a page that was opened as a file may fetch nothing
    script.src = "search.js";
    script.onload = () => { index = globalThis.dlmathSearch; show(); };
    document.head.append(script);
  };

  /** Show what was found: first what begins so, then what has a word that does, then what has it anywhere. */
  function show() {
    const wanted = words(search.value).trim();
    const rank = ([title, more]) => {
      const place = words(title).indexOf(` ${wanted}`);
      return place === 0 ? 0 : place > 0 ? 1 : words(`${title} ${more}`).includes(wanted) ? 2 : 3;
    };
    const hits = !wanted ? [] : index.map((entry) => [entry, rank(entry)])
      .filter(([, place]) => place < 3).sort((a, b) => a[1] - b[1]).slice(0, 12);
    found.hidden = !wanted;
    $("p", found).textContent = hits.length ? `${hits.length === 12 ? "The first 12" : hits.length} found` : "Nothing found";
    list.replaceChildren(...hits.map(([[title, where, href]]) => {
      const link = Object.assign(document.createElement("a"), { href, textContent: title });
      link.append(Object.assign(document.createElement("small"), { textContent: where }));
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  }
  search.oninput = show;
  $(".search").onkeydown = (event) => {
    const reachable = [search, ...$$("a", list)];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      reachable[Math.max(0, Math.min(reachable.length - 1, reachable.indexOf(document.activeElement) + step))].focus();
    } else if (event.key === "Enter" && document.activeElement === search) $("a", list)?.click();
    else if (event.key === "Escape") { found.hidden = true; search.focus(); }
  };
  addEventListener("click", ({ target }) => {
    if (!$(".search").contains(target) || target.closest(".found a")) found.hidden = true;
  });
}
