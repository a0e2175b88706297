"""A page of our own with the player on it, and a stand-in for the widget's model: no JupyterLab, a clock that we turn.

What the learner does is answered by a real `Stage`, in this process, as a kernel would; or, with `answering=False`, by
nobody, so that a test can look at what is under way.
"""

import json

from dlmath.stage.stage import Player

SOURCE, STYLE = Player.source.default_value, Player.style.default_value
THEMES = {  # how JupyterLab's themes look from here: their variables, and what the system asks for
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "lab light": {"jp": ("true", "#ffffff", "#000000de")},
    "lab dark": {"jp": ("false", "#111111", "#ffffff")},
    "lab high contrast": {"jp": ("false", "#000000", "#ffffff")},
}
PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>%s</style></head><body><main>
<h1>A page</h1><div id="before" tabindex="0">before</div><div id="views"></div></main>
<script type="module">
import stage from "./stage.js";
const models = window.models = [];
window.keys = [];
document.addEventListener("keydown", event => window.keys.push(event.key));

/** A model as ipywidgets makes it: a trait that changes tells those who listen; `python` answers when it is saved. */
window.makeModel = (number, traits, manager, answering) => {
    const heard = new Map(), same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const tell = names => names.forEach(name => [...(heard.get(`change:${name}`) ?? [])].forEach(act => act()));
    const model = {
        sent: [], asked: 0, saves: 0, heard, widget_manager: manager,
        get: name => traits[name],
        set(name, value) {
            if (same(traits[name], value)) return;
            traits[name] = value;
            if (name === "request") model.sent.push(value);
            tell([name]);
        },
        hear(changes) { Object.assign(traits, changes); tell(Object.keys(changes)); },
        on: (event, act) => heard.set(event, (heard.get(event) ?? new Set()).add(act)),
        off: (event, act) => heard.get(event).delete(act),
        save_changes() {
            model.saves += 1;
            if (!answering || model.asked === model.sent.length) return;
            model.asked = model.sent.length;
            model.answered = window.python(number, JSON.stringify(traits)).then(said => model.hear(JSON.parse(said)));
        },
    };
    models.push(model);
};
window.show = (number, width) => {
    const el = document.createElement("div");
    el.style.width = `${width}px`;
    document.getElementById("views").append(el);
    return (el.close = stage.render({model: models[number], el})) && true;
};
window.atRest = async () => {
    for (const model of models) for (let last; last !== model.answered; await last) last = model.answered;
};
window.ready = true;
</script></body></html>"""


class Scene:
    """A scene on the page; each of its views shows the same model."""

    def __init__(self, page, number):
        self.page, self.number, self.views = page, number, []

    def show(self, width=700):
        """Show it once more, so wide; return the place of the view on the page."""
        self.page.evaluate("([number, width]) => window.show(number, width)", [self.number, width])
        self.views.append(self.page.evaluate("() => document.querySelectorAll('.dl-stage').length - 1"))
        return self.views[-1]

    def model(self, script):
        """Return what a piece of JavaScript says of the model `m`."""
        return self.page.evaluate(f"number => {{ const m = window.models[number]; return {script}; }}", self.number)

    def sent(self):
        """Return all requests so far."""
        return self.model("m.sent")

    def hear(self, **changes):
        """Tell the model something, as Python would."""
        self.page.evaluate("([number, changes]) => window.models[number].hear(changes)", [self.number, changes])

    def run(self, script, view=0):
        """Return what a piece of JavaScript says of a view; `find` and `all` look inside it."""
        return self.page.evaluate(
            f"""async at => {{ const stage = document.querySelectorAll('.dl-stage')[at];
            const find = name => stage.querySelector(name), all = name => [...stage.querySelectorAll(name)];
            return {script}; }}""", self.views[view])

    def style(self, name, what, view=0):
        """Return a computed style of the first of its kind."""
        return self.run(f"getComputedStyle(find({name!r}))[{what!r}]", view)

    def click(self, name, view=0):
        """Click the first of its kind, as a program does."""
        self.run(f"find({name!r}).click()", view)

    def at(self, view=0):
        """Return the number of the frame that a view shows."""
        return self.run("Number(find('.dl-slider').value)", view)

    def text(self, name, view=0):
        """Return what the first of its kind says."""
        return self.run(f"find({name!r}).textContent", view)

    def middle(self, name, view=0):
        """Return where on the page the middle of the first of its kind is, scrolled into view."""
        return self.run(f"""(() => {{ find({name!r}).scrollIntoView({{block: 'center'}});
            const {{ x, y, width, height }} = find({name!r}).getBoundingClientRect();
            return [x + width / 2, y + height / 2]; }})()""", view)

    def close(self):
        """Take its views away, as JupyterLab does when an output is cleared."""
        self.page.evaluate("() => document.querySelectorAll('#views > div').forEach(el => el.close())")


class PlainPage:
    """The page; it is loaded anew for each test, in one browser context."""

    def __init__(self, browser):
        self.context = browser.new_context(has_touch=True, viewport={"width": 800, "height": 700})
        self.page, self.errors, self.stages = self.context.new_page(), [], []
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/*", self._serve)
        self.page.expose_function("python", self._answer)
        self.page.clock.install(time=0)
        self.page.clock.pause_at(1000)

    @staticmethod
    def _serve(route):
        kind, body = {"stage.js": ("text/javascript", SOURCE), "": ("text/html; charset=utf-8", PAGE % STYLE)}.get(
            route.request.url.rpartition("/")[2], ("text/plain", ""))
        route.fulfill(content_type=kind, body=body)

    def _answer(self, number, traits):
        """Do as a kernel does: give the request to the Stage, and send back what has changed."""
        stage, traits = self.stages[number], json.loads(traits)
        before = stage.scene
        stage.frame, stage.answers, stage.request = traits["frame"], traits["answers"], traits["request"]
        scene = {} if stage.scene is before else {"scene": stage.scene}
        return json.dumps(scene | {"frame": stage.frame, "answers": stage.answers, "reply": stage.reply})

    def load(self, theme="light", reduced_motion="no-preference"):
        """Load the page afresh, in a theme."""
        look = dict(THEMES[theme])
        jp = look.pop("jp", None)
        self.page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", "media": "screen",
                                   "reduced_motion": reduced_motion} | look)
        self.errors.clear()
        self.stages.clear()
        self.page.goto("http://course.test/")
        self.page.wait_for_function("() => window.ready")
        if jp:
            self.page.evaluate("""([light, paper, ink]) => { document.body.dataset.jpThemeLight = light;
                document.body.style.cssText = `background: ${paper}; --jp-layout-color0: ${paper};
                    --jp-content-font-color0: ${ink}; --jp-content-font-family: sans-serif;
                    --jp-code-font-family: monospace`; }""", jp)
        return self

    def show(self, stage, width=700, answering=True, manager=None):
        """Show a Stage; return its Scene."""
        self.stages.append(stage)
        traits = {"scene": stage.scene, "frame": 0, "answers": {}, "reply": {}}
        self.page.evaluate("([number, traits, manager, answering]) => makeModel(number, traits, manager, answering)",
                           [len(self.stages) - 1, traits, manager or {"kernel": {"status": "idle"}}, answering])
        scene = Scene(self.page, len(self.stages) - 1)
        scene.show(width)
        return scene

    def wait(self, milliseconds):
        """Let time go by, and hear what Python answers."""
        self.page.clock.run_for(milliseconds)
        self.settle()

    def watch(self, milliseconds):
        """Let time go by in small steps, so that Python can answer between them; return the notes that were shown."""
        seen = []
        for _ in range(0, milliseconds, 100):
            self.wait(100)
            seen.append(self.page.evaluate("() => document.querySelector('.dl-note').textContent"))
        return seen

    def settle(self):
        """Wait until Python has answered all that was asked."""
        self.page.evaluate("() => window.atRest()")
