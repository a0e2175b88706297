"""A class on a real hub, on this machine: learners, a teacher who corrects a lesson, and what arrived.

    make class N=30

Everything is in a folder of its own that is removed at the end, and everything that is started is stopped, also when
you press Ctrl-C. No user of the system is made.
"""

import argparse
import contextlib
import csv
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import nbformat
import psutil
import requests
import websocket

ROOT = Path(__file__).resolve().parents[1]
COURSE, LESSON, PROGRESS = "dlmath-course", "01_linear_algebra.ipynb", "progress.json"
REPOSITORY = "lessons"  # what the learner's folder is called that the link makes
ANSWERS = {  # what every learner answers: two exercises right, and two known mistakes
    "1.1": "def entry(A, i, j):\n    return A[i - 1, j - 1]",
    "1.3": "def dot(u, v):\n    return (u * v).sum()",
    "1.2": "def average(images):\n    return images.sum(axis=0)",
    "1.5": "def cosine(u, v):\n    return u @ v",
}
SOLVED = ["1.1", "1.3"]
CORRECTION = "Corrected: the table counts from 1, and NumPy counts from 0."
PATIENCE = 300  # seconds that a learner waits for a server or for a cell


class Failure(Exception):
    """What a learner met, in one sentence."""


class Hub:
    """JupyterHub as hub/jupyterhub_config.py says, on free ports, with its folder and its password.

    Parameters
    ----------
    folder : Path
        An empty folder that every user of the system may pass through.
    """

    def __init__(self, folder):
        self.folder, self.password = folder, secrets.token_hex()
        self.seen = set()  # every process of the class; a hub that died no longer knows those it started
        address, hub, proxy = (f"127.0.0.1:{free_port()}" for _ in range(3))
        self.url = f"http://{address}"
        known = folder / "gitconfig"  # the repository belongs to another user than those who pull from it
        known.write_text("[safe]\n\tdirectory = *\n")
        config = folder / "jupyterhub_config.py"
        config.write_text(f"load_subconfig({str(ROOT / 'hub' / 'jupyterhub_config.py')!r})\n"
                          f"c.JupyterHub.hub_bind_url = 'http://{hub}'\n"
                          f"c.ConfigurableHTTPProxy.api_url = 'http://{proxy}'\n"
                          f"c.Spawner.environment = {{'GIT_CONFIG_GLOBAL': {str(known)!r}}}\n")
        self.log = folder / "log.txt"
        tools = [str(Path(sys.prefix) / place) for place in ("bin", "node_modules/.bin")]
        environment = os.environ | {"PATH": os.pathsep.join([*tools, os.environ["PATH"]]),
                                    "CLASS_PASSWORD": self.password,
                                    "CLASS_ADDRESS": address, "CLASS_FOLDER": str(folder / "class"),
                                    "CLASS_ONE_USER": one_user(folder)}
        with open(self.log, "wb") as log:
            self.process = psutil.Popen([sys.executable, "-m", "jupyterhub", "-f", config], cwd=folder, stdout=log,
                                        stderr=log, env=environment, start_new_session=True)

    def wait(self):
        """Wait until the hub answers; raise `Failure` with the end of its log if it does not."""
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                return requests.get(f"{self.url}/hub/health", timeout=5).raise_for_status()
            except requests.RequestException:
                time.sleep(0.2)
        raise Failure(f"The hub did not start. Its last words:\n{self.log.read_text(errors='replace')[-2000:]}")

    def children(self):
        """Return the processes that the hub has started, and those that they have started."""
        try:
            found = self.process.children(recursive=True)
        except psutil.NoSuchProcess:
            found = []
        self.seen.update(found)
        return found

    def family(self):
        """Return the processes of the class by kind: "hub and proxy", "server" and "kernel"."""
        found = {"hub and proxy": [self.process], "server": [], "kernel": []}
        for process in self.children():
            try:
                words = " ".join(process.cmdline())
            except psutil.Error:  # ended in the meantime
                continue
            kind = "kernel" if "ipykernel" in words else "server" if "singleuser" in words else "hub and proxy"
            found[kind].append(process)
        return found

    def stop(self, seconds=30):
        """End the hub and all that it has started; what does not end by itself within these seconds is killed."""
        started = [*self.children(), *self.seen]
        if self.process.is_running():
            self.process.terminate()
        _, left = psutil.wait_procs({self.process, *started}, timeout=seconds)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, timeout=10)


class Learner:
    """One learner, who speaks to the hub as a browser does."""

    def __init__(self, hub, name):
        self.hub, self.name = hub, name
        self.home = f"{hub.url}/user/{name}"
        self.http = requests.Session()
        self.seconds = None  # from asking for a server until it was ready

    def log_in(self):
        """Log in by the hub's form, and get a token for the rest."""
        form = f"{self.hub.url}/hub/login"
        self.http.get(form, timeout=60)
        xsrf = self.http.cookies.get("_xsrf", path="/hub/")
        answer = self.http.post(form, timeout=60, allow_redirects=False, data={
            "username": self.name, "password": self.hub.password, "_xsrf": xsrf})
        if answer.status_code != 302:
            raise Failure(f"could not log in: {answer.status_code}")
        xsrf = self.http.cookies.get("_xsrf", path="/hub/")
        token = self.ask("POST", f"{self.hub.url}/hub/api/users/{self.name}/tokens", headers={"X-XSRFToken": xsrf})
        self.token = {"Authorization": f"token {token['token']}"}

    def ask(self, method, url, **more):
        """Send one request; return what was answered, or raise `Failure`."""
        more = {"timeout": PATIENCE, "headers": getattr(self, "token", None)} | more
        answer = self.http.request(method, url, **more)
        if not answer.ok:
            raise Failure(f"{method} {url.removeprefix(self.hub.url)}: {answer.status_code} {answer.text[:200]}")
        return answer.json() if answer.content else None

    def start(self):
        """Start a server, wait until it is ready, and open the course as a browser would."""
        begin = time.monotonic()
        user = f"{self.hub.url}/hub/api/users/{self.name}"
        self.ask("POST", f"{user}/server")
        while not (server := self.ask("GET", user)["servers"].get("", {})).get("ready"):
            if not server.get("pending") or time.monotonic() > begin + PATIENCE:
                raise Failure(f"the server did not come within {time.monotonic() - begin:.0f} s")
            time.sleep(0.5)
        self.seconds = time.monotonic() - begin
        page = self.http.get(f"{self.home}/", timeout=PATIENCE)  # through the hub's own log-in, and to the start lesson
        if not page.url.endswith(f"/lab/tree/{COURSE}/00_start.ipynb") or "jupyter-config-data" not in page.text:
            raise Failure(f"not the start lesson, but {page.url}: {page.status_code}")

    def follow(self, repository):
        """Follow a link of nbgitpuller."""
        answer = self.http.get(f"{self.home}/git-pull/api", headers=self.token, timeout=PATIENCE, params={
            "repo": str(repository), "branch": "learn", "targetpath": REPOSITORY})
        if '"phase": "finished"' not in answer.text:
            raise Failure(f"the link did not work: {answer.text[-500:]}")

    def read(self, path):
        """Return what a file in the learner's home holds."""
        return self.ask("GET", f"{self.home}/api/contents/{quote(path)}")["content"]

    def kernel(self, path):
        """Return a socket to the kernel of a notebook; one that does not run yet is started."""
        session = self.ask("POST", f"{self.home}/api/sessions", json={
            "path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}})
        channel = f"{self.home}/api/kernels/{session['kernel']['id']}/channels".replace("http:", "ws:", 1)
        return websocket.create_connection(channel, timeout=PATIENCE, header=self.token, suppress_origin=True)

    def ask_for_too_much(self, path):
        """Ask for four times the memory that a learner may have; the kernel has to refuse, and to live."""
        with contextlib.closing(self.kernel(path)) as socket:
            try:
                run(socket, nbformat.v4.new_code_cell("import os; bytearray(4 * int(os.environ['MEM_LIMIT']))"))
            except Failure as failure:
                if "MemoryError" not in str(failure):
                    raise
            else:
                raise Failure("a kernel got more memory than the limit")
            time.sleep(1)  # after an error, a kernel leaves aside what comes at once
            after = nbformat.v4.new_code_cell("print('alive')")
            run(socket, after)
            if not after.outputs:
                raise Failure("the kernel did not live on after a MemoryError")

    def work(self, path):
        """Open the lesson, answer some exercises, run every cell, and save."""
        notebook = nbformat.from_dict(self.read(path))
        with contextlib.closing(self.kernel(path)) as socket:
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    self._answer(cell)
                    run(socket, cell)
        self.ask("PUT", f"{self.home}/api/contents/{quote(path)}", json={
            "type": "notebook", "format": "json", "content": notebook})

    def _answer(self, cell):
        """Put the answer into the cell, if it is one of those that are answered."""
        for exercise, answer in ANSWERS.items():
            if f'check("{exercise}"' in cell.source:
                name = answer.split("(")[0].removeprefix("def ")
                cell.source = f'{answer}\n\ncheck("{exercise}", {name})'


def run(socket, cell):
    """Run one cell in the kernel behind a socket, and put into the cell what it prints; raise `Failure` if it fails."""
    id = secrets.token_hex(8)
    header = {"msg_id": id, "msg_type": "execute_request", "username": "", "session": id, "version": "5.3", "date": ""}
    socket.send(json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {}, "content": {
        "code": cell.source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}}))
    cell.outputs = []
    while True:
        message = json.loads(socket.recv())
        if message["parent_header"].get("msg_id") != id:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "execute_input":
            cell.execution_count = content["execution_count"]
        elif kind in ("stream", "display_data", "execute_result", "error"):
            cell.outputs.append(nbformat.v4.output_from_msg(message))
        if kind == "error":
            raise Failure(f"the cell {cell.source[:40]!r} ended with {content['ename']}: {content['evalue']}")
        if kind == "status" and content["execution_state"] == "idle":
            return


# The teacher.


def publish(folder):
    """Make a repository of the lessons as learners get them, with the branch `learn`, and return it."""
    from dlmath.course import copies

    for path in copies.lessons_folder().glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        folder.mkdir(exist_ok=True)
        (folder / path.name).write_text(copies.cleared(notebook), encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "learn")
    commit(folder, "The lessons")
    return folder


def correct(folder):
    """Correct lesson 1: add a cell below its first exercise."""
    path = folder / LESSON
    notebook = json.loads(path.read_text(encoding="utf-8"))
    place = next(i for i, cell in enumerate(notebook["cells"]) if 'check("1.1"' in "".join(cell["source"]))
    notebook["cells"].insert(place + 1, {"cell_type": "markdown", "id": "correction", "metadata": {},
                                         "source": [CORRECTION]})
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    commit(folder, "A correction")


def commit(folder, message):
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=Teacher", "-c", "user.email=teacher@example.org", "commit", "--quiet", "-m", message)


def git(folder, *words):
    subprocess.run(["git", "-C", folder, *words], check=True, stdin=subprocess.DEVNULL)


# What is measured.


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def one_user(folder):
    """Return "1" where the hub cannot give each learner a number of their own: not root, or Python is out of reach."""
    if os.geteuid():
        return "1"
    try:
        subprocess.run([sys.executable, "-c", f"import dlmath, os; os.listdir({str(ROOT / 'hub')!r})"], cwd=folder,
                       user=20000, group=20000, extra_groups=[], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "1"
    return ""


def megabytes(processes):
    """Return what processes take, in MB; what several of them share is counted once (on Linux)."""
    total = 0
    for process in processes:
        try:
            memory = process.memory_full_info()
            total += getattr(memory, "pss", memory.rss)
        except psutil.Error:
            pass
    return total / 1e6


def core_seconds(hub):
    """Return the seconds of one core that the class has taken so far, those that ended left out."""
    total = 0
    for processes in hub.family().values():
        for process in processes:
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue
            total += times.user + times.system + times.children_user + times.children_system
    return total


class Lowest(threading.Thread):
    """Watches how much memory the machine has left, in MB."""

    def __init__(self):
        super().__init__(daemon=True)
        self.first = self.least = psutil.virtual_memory().available / 1e6

    def run(self):
        while True:
            self.least = min(self.least, psutil.virtual_memory().available / 1e6)
            time.sleep(0.5)


# The class.


def together(what, learners, failures):
    """Let learners do the same at once; return those who could, and note why the others could not."""
    def attempt(learner):
        try:
            what(learner)
            return None
        except (Failure, OSError, requests.RequestException, websocket.WebSocketException) as error:
            return f"{learner.name}: {error or type(error).__name__}"

    with ThreadPoolExecutor(max(1, len(learners))) as pool:
        said = list(pool.map(attempt, learners))
    failures += [sentence for sentence in said if sentence]
    return [learner for learner, sentence in zip(learners, said) if not sentence]


def row(what, figure):
    print(f"{what:<58}{figure:>14}", flush=True)


def lesson_day(hub, count, failures):
    """Play the day, print its figures, and note what went wrong."""
    repository = publish(hub.folder / REPOSITORY)
    learners = together(Learner.log_in, [Learner(hub, f"learner{i:02d}") for i in range(1, count + 1)], failures)
    before, begin = core_seconds(hub), time.monotonic()
    learners = together(Learner.start, learners, failures)
    row(f"{len(learners)} of {count} servers ready, the last after", f"{time.monotonic() - begin:.1f} s")
    if not learners:
        return
    waited = sorted(learner.seconds for learner in learners)
    row("  the middle one after", f"{waited[len(waited) // 2]:.1f} s")
    row("  one core, for each start", f"{(core_seconds(hub) - before) / len(learners):.1f} s")
    row("memory of a server, with no kernel", f"{megabytes(hub.family()['server']) / len(learners):.0f} MB")

    first = learners[:1]
    together(lambda learner: learner.follow(repository), first, failures)
    begin, before = time.monotonic(), core_seconds(hub)
    working = together(lambda learner: learner.work(f"{COURSE}/{LESSON}"), learners, failures)
    row(f"{len(working)} of {len(learners)} ran lesson 1 and saved, the last after",
        f"{time.monotonic() - begin:.1f} s")
    row("  one core, for each lesson", f"{(core_seconds(hub) - before) / len(learners):.1f} s")
    family = hub.family()
    for kind, processes in family.items():
        each = 1 if kind == "hub and proxy" else max(1, len(processes))
        row(f"memory of {'a ' if each > 1 or len(processes) == 1 else ''}{kind}, after lesson 1",
            f"{megabytes(processes) / each:.0f} MB")
    row("memory of all, after lesson 1", f"{sum(map(megabytes, family.values())):.0f} MB")
    done = together(lambda learner: learner.ask_for_too_much(f"{COURSE}/{LESSON}"), first, failures)
    row("a cell that asks for more memory than the limit", "MemoryError" if done else "FAILED")
    pulled(repository, first, failures)
    arrived(working, failures)
    believed(hub.folder, len(working), failures)


def pulled(repository, first, failures):
    """See what a learner has who follows the link again after the teacher corrected the lesson."""
    def again(learner):
        path = f"{REPOSITORY}/{LESSON}"
        learner.work(path)
        correct(repository)
        learner.follow(repository)
        text = json.dumps(learner.read(path)["cells"], ensure_ascii=False)
        if json.dumps(ANSWERS["1.1"])[1:-1] not in text:
            raise Failure("the answer was gone when the link was followed again")
        if CORRECTION not in text:
            raise Failure("the correction did not come when the link was followed again")

    done = together(again, first, failures)
    row("the link followed again: answer kept, correction came", "yes" if done else "NO")


def arrived(learners, failures):
    """Compare what each learner's folder remembers with what the learner did."""
    def look(learner):
        progress = json.loads(learner.read(f"{COURSE}/{PROGRESS}"))
        solved = sorted(id for id, entry in progress["exercises"].items() if "solved" in entry)
        if solved != SOLVED:
            raise Failure(f"{SOLVED} were solved, and {PROGRESS} remembers {solved}")

    good = together(look, learners, failures)
    row(f"{PROGRESS} holds what the learner solved", f"{len(good)} of {len(learners)}")


def believed(folder, count, failures):
    """Compare what `python -m dlmath class` reports with what the learners did: each solved two, and made two mistakes.

    Parameters
    ----------
    folder : Path
        The hub's; the report is written there.
    count : int
        How many learners worked.
    """
    done = subprocess.run([sys.executable, "-P", "-m", "dlmath", "class", folder / "class" / "homes", "--to", folder],
                          capture_output=True, text=True, encoding="utf-8")
    if "invalid choice" in done.stderr:
        return row("python -m dlmath class", "not there yet")
    if done.returncode:
        failures.append(f"python -m dlmath class: {done.stderr.strip()}")
        return None
    with open(folder / "class.csv", encoding="utf-8-sig", newline="") as table:
        learners = list(csv.DictReader(table))
    wanted = {"solved": str(len(SOLVED)), "mistakes": str(len(ANSWERS) - len(SOLVED))}
    failures += [f"python -m dlmath class says of {learner['learner']}: {name} {learner[name]}, and it was {right}"
                 for learner in learners for name, right in wanted.items() if learner[name] != right]
    good = sum(all(learner[name] == right for name, right in wanted.items()) for learner in learners)
    row("the report counts what was solved and mistaken", f"{good} of {count}")
    print(*(f"  {line}" for line in done.stdout.splitlines() if str(folder) not in line), sep="\n")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="A class on a real hub, on this machine.")
    parser.add_argument("learners", type=int, nargs="?", default=30, help="how many learners (30, unless told)")
    count = parser.parse_args(arguments).learners
    if count < 1:
        parser.error("a class has at least one learner")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    folder, failures, hub = Path(tempfile.mkdtemp(prefix="dlmath-class-")), [], None
    folder.chmod(0o711)
    lowest = Lowest()
    lowest.start()
    try:
        hub = Hub(folder)
        hub.wait()
        print(f"A class of {count} on {os.cpu_count()} cores", flush=True)
        lesson_day(hub, count, failures)
        row("the machine gave at most", f"{lowest.first - lowest.least:.0f} MB")
    except Failure as failure:
        failures.append(str(failure))
    finally:
        if hub:
            hub.stop()
        shutil.rmtree(folder, ignore_errors=True)
    row("failures", len(failures))
    print(*failures, sep="\n", end="\n" if failures else "")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
