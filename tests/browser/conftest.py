"""A JupyterLab of our own and a Chromium to look at it: fixtures for the tests in a real browser."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import TimeoutError, sync_playwright

from dlmath.course import copies

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
SETTINGS = {  # JupyterLab's own, but that it asks no other machine for news
    "@jupyterlab/apputils-extension/notification": {"checkForUpdates": False, "fetchNews": "false",
                                                    "doNotDisturbMode": True},
}
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden) "
TOKEN = "lessons"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
NOISE = ("favicon", "translation", "workspaces", "WebSocket", "kernels/", "Kernel", "debugger")  # JupyterLab's


# The scenes of lesson 1 that are enough where not the lesson is asked, but what is around it.
SCENES = ["vectors", "dot", "product", "gate", "plane_map"]


def excerpt(folder, name):
    """Lay a notebook with some scenes of lesson 1 into a folder, as nobody has run it, and return its name."""
    cells = nbformat.read(NOTEBOOKS / "01_linear_algebra.ipynb", as_version=4).cells
    scenes = [next(cell.source for cell in cells if cell.source.startswith(f"play(scene.{scene},")) for scene in SCENES]
    sources = ["from dlmath.scenes import linalg as scene\nfrom dlmath.stage import play", *scenes, "6 * 7"]
    notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, sources)], metadata=KERNEL)
    nbformat.write(notebook, folder / f"{name}.ipynb")
    return f"{name}.ipynb"


class Lab:
    """A running JupyterLab on the learner's copies, and a browser."""

    def __init__(self, url, browser, folder):
        self.url, self.browser, self.folder, self.log = url, browser, folder, []
        self.page = None
        self.open_browser()

    def open_browser(self, **context):
        """Open JupyterLab in a browser that remembers nothing; one that is open is emptied, or closed first."""
        if self.page and context == self.context:  # the same one, emptied: it need not read JupyterLab's code again
            self.page.goto("about:blank")
            store = self.page.context.new_cdp_session(self.page)
            store.send("Storage.clearDataForOrigin", {"origin": self.url, "storageTypes": "all"})
            store.detach()
        else:
            if self.page:
                self.page.context.close()
            self.page, self.context = self.browser.new_context(**context).new_page(), context
            self.page.on("console", self._hear)
            self.page.on("pageerror", lambda error: self.log.append(str(error)))
        self.page.goto(f"{self.url}/lab?reset&token={TOKEN}")
        self.page.wait_for_function("() => window.jupyterapp?.commands.hasCommand('docmanager:open')", timeout=60_000)

    def _hear(self, message):
        if message.type == "error":
            self.log.append(message.text)

    def ask(self, path, method="GET", body=None, url=None):
        """Ask the server; a token, else it refuses to stop a kernel."""
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request((url or self.url) + path, sent, {"Authorization": f"token {TOKEN}"},
                                         method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or "null")

    @contextlib.contextmanager
    def open(self, name):
        """Open a notebook in a tab of its own, and close tab and kernel afterwards."""
        self.log.clear()
        self.page.set_viewport_size({"width": 1300, "height": 1000})
        lesson = Lesson(self, name)
        try:
            yield lesson
        finally:
            lesson.close()
            self.stop_kernels()

    def stop_kernels(self, url=None):
        """Shut every kernel down, of this server or of one at another address."""
        for kernel in self.ask("/api/kernels", url=url):
            self.ask(f"/api/kernels/{kernel['id']}", "DELETE", url=url)
        assert self.ask("/api/kernels", url=url) == [], "a kernel is still there"


class Lesson:
    """A notebook open in JupyterLab."""

    def __init__(self, lab, name):
        self.lab, self.name, self.log = lab, name, lab.log
        self.show()

    @property
    def page(self):
        return self.lab.page

    def show(self):
        """Open the notebook in a tab."""
        self.page.evaluate("""name => { (window.tabs ??= {})[name] = null;
            const opened = window.jupyterapp.commands.execute('docmanager:open', {path: name});
            opened.then(tab => { window.tabs[name] = tab; }); }""", self.name)
        self.page.wait_for_function("name => window.tabs[name]", arg=self.name, timeout=60_000)
        self.page.wait_for_selector(PANEL + ".jp-Cell")
        self.page.evaluate("() => { window.jupyterapp.shell.collapseLeft(); }")  # it would take half of a narrow window

    def close(self):
        """Close the tab."""
        self.page.evaluate("name => { window.tabs[name].dispose(); }", self.name)

    def save(self):
        """Save the notebook, and wait until the file is there."""
        self.page.evaluate("""name => { window.saved = false;
            window.tabs[name].context.save().then(() => { window.saved = true; }); }""", self.name)
        self.page.wait_for_function("() => window.saved", timeout=20_000)

    def come_back(self, **context):
        """Save, stop the kernel and close the browser; then, another evening, open all of it again."""
        count = len(self.stages())
        self.save()
        self.lab.stop_kernels()
        self.lab.open_browser(**context)
        self.show()
        self.restored(count, **context)

    def restored(self, count, tries=3, **context):
        """Wait until the scenes that were saved are drawn.

        JupyterLab waits two seconds for a saved widget and gives it up, with an error of its own. A machine that is
        busier than that is asked again.
        """
        try:
            self.drawn(count)
        except TimeoutError:
            if tries == 1:
                raise
            self.log[:] = [line for line in self.log if "widget model not found" not in line]
            self.lab.open_browser(**context)
            self.show()
            self.restored(count, tries - 1, **context)

    def drawn(self, count=0):
        """Wait until the widgets are drawn, and so many scenes are there."""
        self.page.wait_for_function("""([panel, count]) =>
            document.querySelectorAll(panel + '.dl-stage').length >= count""", arg=[PANEL, count], timeout=30_000)
        self.page.wait_for_function("""panel => [...document.querySelectorAll(
            panel + "[data-mime-type='application/vnd.jupyter.widget-view+json']")].every(e => e.textContent.trim())""",
            arg=PANEL, timeout=20_000)
        self.page.wait_for_timeout(300)

    def kernel_state(self):
        """Return what the server says of this notebook's kernel, or None before there is one."""
        states = [session["kernel"]["execution_state"] for session in self.lab.ask("/api/sessions")
                  if session["path"] == self.name]
        return states[0] if states else None

    def ready(self, seconds=150):
        """Wait until the kernel is there and idle."""
        ready = self.page.locator(PANEL + ".jp-Notebook-ExecutionIndicator[data-status='idle']")
        named = self.page.locator(PANEL + ".jp-Toolbar-kernelName:not(:has-text('No Kernel'))")
        end = time.time() + seconds
        while not (named.count() and ready.count() and self.kernel_state() == "idle"):
            assert time.time() < end, "the kernel never became idle"
            self.page.wait_for_timeout(100)

    def run_all(self, seconds=150):
        """Run every cell, and wait until nothing runs and the widgets are drawn."""
        self.ready(seconds)
        self.page.evaluate("""() => { window.ran = false;
            window.jupyterapp.commands.execute('notebook:run-all-cells').finally(() => { window.ran = true; }); }""")
        self.page.wait_for_function("() => window.ran", timeout=1000 * seconds)
        self.drawn()

    def theme(self, name):
        """Change JupyterLab's theme."""
        self.page.evaluate("theme => { window.jupyterapp.commands.execute('apputils:change-theme', {theme}); }", name)
        self.page.wait_for_function("theme => document.body.dataset.jpThemeName === theme", arg=name)
        self.page.wait_for_timeout(200)

    def stop_kernel(self):
        """Shut the kernel down, as a closed laptop or Binder does."""
        self.lab.stop_kernels()
        self.page.wait_for_timeout(500)

    def errors(self):
        """Return what went wrong: in outputs, on the page, in the console."""
        bad = ", ".join(f"{PANEL}[data-mime-type='application/vnd.jupyter.{kind}']" for kind in ("error", "stderr"))
        shown = [text[:300] for text in self.page.locator(bad).all_inner_texts()]
        return shown + [line for line in self.log if not any(word in line for word in NOISE)]

    def stages(self):
        """Return every Stage of the lesson."""
        return self.page.locator(PANEL + ".dl-stage").all()

    def stage(self, label):
        """Return the first Stage with this label."""
        return self.page.locator(PANEL + f".dl-stage[aria-label='{label}']").first


@pytest.fixture(scope="session")
def browser():
    """Start a Chromium."""
    with running_browser() as browser:
        yield browser


@contextlib.contextmanager
def running_browser():
    """Run a Chromium: the one that CHROMIUM names, or that is on the PATH, or Playwright's own.

    The shell without windows draws the same pages in two thirds of the time.
    """
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which(
            "chromium") or playwright.chromium.executable_path
        if not Path(chromium).exists() and os.environ.get("CI") != "true":
            pytest.skip("no Chromium here, so nothing was opened in a browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lab(browser):
    """Start JupyterLab on a learner's copies of the lessons."""
    with tempfile.TemporaryDirectory() as folder:
        copies.update(Path(folder))
        with running_server("jupyterlab", folder) as url:
            yield Lab(url, browser, Path(folder))


@contextlib.contextmanager
def running_server(application, folder, *options):
    """Run JupyterLab or Notebook on a folder, with nothing trusted and nothing remembered; give its address."""
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        for plugin, value in SETTINGS.items():
            file = home / "settings" / f"{plugin}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(value))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        folders = {"JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "ws", "IPYTHONDIR": "ipy",
                   "JUPYTER_CONFIG_DIR": "cfg", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "rt"}
        exposed = {"jupyterlab": "LabApp", "notebook": "JupyterNotebookApp"}[application]
        log = stack.enter_context(open(home / "log", "w"))
        server = subprocess.Popen(
            [sys.executable, "-m", application, "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1",
             f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
             f"--{exposed}.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}", *options],
            env=os.environ | {name: str(home / path) for name, path in folders.items()},
            stdout=log, stderr=subprocess.STDOUT)
        stack.callback(server.wait, 20)
        stack.callback(server.terminate)
        _wait_for(url, server, home / "log")
        yield url


def _wait_for(url, server, log):
    """Wait until the server answers, or show why it does not."""
    end = time.time() + 60
    while True:
        try:
            urllib.request.urlopen(f"{url}/api/status?token={TOKEN}", timeout=2).close()
            return
        except OSError:
            assert server.poll() is None and time.time() < end, log.read_text()[-3000:]
            time.sleep(0.1)
