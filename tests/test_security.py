"""What others on the same network can do with a learner's notebooks: nothing."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STAGE = (ROOT / "src" / "dlmath" / "stage" / "stage.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Run what `make lab` runs, for somebody without settings of their own; return what the server says of itself."""
    if sys.platform == "win32":
        pytest.skip("make lab is for Linux and macOS")
    home = tmp_path_factory.mktemp("home")
    folders = {"HOME": ".", "IPYTHONDIR": "ipy", "JUPYTER_CONFIG_DIR": "cfg", "JUPYTER_DATA_DIR": "data",
               "JUPYTER_RUNTIME_DIR": "rt"}
    root = " --allow-root" if getattr(os, "geteuid", lambda: 1)() == 0 else ""
    with open(home / "log", "w") as log:
        said = subprocess.run(["make", "-n", "lab", f"COURSE={home / 'course'}",
                               f"LAB_OPTIONS=--no-browser{root}"], cwd=ROOT, capture_output=True,
                              text=True, check=True).stdout
        command = next(line for line in said.splitlines() if "-m dlmath" in line)
        command = command.replace(".venv/bin/python", sys.executable)
        lab = subprocess.Popen(command, shell=True, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
                               env=os.environ | {name: str(home / folder) for name, folder in folders.items()})
        try:
            end = time.time() + 60
            while not (said := [text for file in (home / "rt").glob("jpserver-*.json")
                                if (text := file.read_text()).strip().endswith("}")]):  # whole, not half-written
                assert lab.poll() is None and time.time() < end, (home / "log").read_text()
                time.sleep(0.1)
            yield json.loads(said[0])
        finally:
            os.killpg(lab.pid, signal.SIGTERM)
            lab.wait(20)


def status(url):
    """Return the status of an answer."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_make_lab_answers_this_machine_alone(server):
    assert server["hostname"] == "localhost"
    with socket.socket(type=socket.SOCK_DGRAM) as outside:  # sends nothing; finds another address of ours
        outside.connect_ex(("192.0.2.1", 9))
        address = outside.getsockname()[0]
    if not address.startswith(("127.", "0.")):
        with socket.socket() as knock:
            assert knock.connect_ex((address, server["port"])) != 0


def test_make_lab_wants_a_token(server):
    assert len(server["token"]) >= 40 and not server["password"]
    assert status(f"{server['url']}api/kernels") == 403
    assert status(f"{server['url']}api/kernels?token={'0' * 48}") == 403
    assert status(f"{server['url']}api/kernels?token={server['token']}") == 200


@pytest.mark.parametrize("way", [r"\.(inner|outer)HTML", r"insertAdjacentHTML", r"document\.write", r"\beval\(",
                                 r"new Function", r"\bfetch\(", r"XMLHttpRequest", r"WebSocket", r"\bimport\(",
                                 r"https?://(?!www\.w3\.org/)"])
def test_the_stage_makes_no_html_from_text_and_calls_nobody(way):
    assert re.search(way, STAGE) is None
