"""JupyterHub for a class on one machine; hub/README.md leads through it.

    CLASS_PASSWORD=… jupyterhub -f hub/jupyterhub_config.py

CLASS_PASSWORD  what every learner types beside a name of their own; at least 8 characters, and there is no default
CLASS_FOLDER    holds the learners' homes and the hub's own files; /srv/dlmath-class, unless told
CLASS_ADDRESS   where the hub listens; 127.0.0.1:8000, this machine alone, unless told
CLASS_ONE_USER  1: all learners' servers run as the one system user who started the hub, even if that is root

Limits and times stand in values.yaml, which Kubernetes reads as well.
"""

import contextlib
import os
import resource
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
FIRST_NUMBER = 20000  # of the system's numbers for users, those from here on are the learners'


def refuse(sentence):
    """End with one sentence, before anything is started."""
    sys.exit(f"The hub was not started. {sentence}")


password = os.environ.get("CLASS_PASSWORD", "")
if len(password) < 8:
    refuse("Name the password of your class in CLASS_PASSWORD; it needs at least 8 characters.")
folder = Path(os.environ.get("CLASS_FOLDER") or "/srv/dlmath-class").absolute()
homes, own = folder / "homes", folder / "hub"
separate = os.geteuid() == 0 and os.environ.get("CLASS_ONE_USER") != "1"
try:
    for path, mode in ((folder, 0o711), (homes, 0o711), (own, 0o700)):  # learners pass through, and cannot look around
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(mode)
except OSError as error:
    refuse(f"It cannot write to {folder} ({error.strerror}): name another folder in CLASS_FOLDER.")

from jupyterhub.spawner import SimpleLocalProcessSpawner  # noqa: E402  a missing password is said first


def number_of(home):
    """Return the system's number of the learner whose home this is; a home that is not there yet is made.

    Raises
    ------
    RuntimeError
        If the home belongs to root, who may do everything: no learner's server runs as root.
    """
    if not home.exists():
        number = 1 + max([FIRST_NUMBER - 1, *(path.stat().st_uid for path in home.parent.iterdir())])
        home.mkdir(mode=0o700)
        os.chown(home, number, number)
    number = home.stat().st_uid
    if number == 0:
        raise RuntimeError(f"{home} belongs to root: give it to a number of its own, chown -R 20001:20001 for instance")
    return number


class LearnerSpawner(SimpleLocalProcessSpawner):
    """Starts a learner's server in a home of their own, with memory that really ends.

    Started by root, each learner gets a number of their own (no system user is made), and cannot look into other homes.
    """

    def make_preexec_fn(self, name):
        home = Path(self.home_dir)
        number = number_of(home) if separate else home.mkdir(mode=0o700, exist_ok=True)
        # a limit for each process: a kernel that wants more gets a MemoryError, and lives
        limit = resource.RLIMIT_DATA, (self.mem_limit, self.mem_limit)

        def before():
            resource.setrlimit(*limit)
            if separate:
                os.setgroups([])
                os.setgid(number)
                os.setuid(number)
            with contextlib.suppress(OSError):
                os.chdir(home)

        return before


values = yaml.safe_load((HERE / "values.yaml").read_text(encoding="utf-8"))
learner, cull, config = values["singleuser"], values["cull"], values["hub"]["config"]

c = get_config()  # noqa: F821  JupyterHub hands it to this file
c.JupyterHub.bind_url = f"http://{os.environ.get('CLASS_ADDRESS') or '127.0.0.1:8000'}"
c.JupyterHub.db_url = f"sqlite:///{own / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(own / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(own / "proxy.pid")

c.JupyterHub.authenticator_class = config["JupyterHub"]["authenticator_class"]
c.SharedPasswordAuthenticator.user_password = password
c.Authenticator.allow_all = config["Authenticator"]["allow_all"]
c.Authenticator.username_pattern = config["Authenticator"]["username_pattern"]

c.JupyterHub.spawner_class = LearnerSpawner
c.LearnerSpawner.home_dir_template = str(homes / "{username}")
c.LearnerSpawner.cmd = [sys.executable, str(HERE / "start.py")]
c.LearnerSpawner.mem_limit = learner["memory"]["limit"]
c.LearnerSpawner.start_timeout = learner["startTimeout"]
c.LearnerSpawner.http_timeout = config["KubeSpawner"]["http_timeout"]

c.JupyterHub.services = [{"name": "culler", "command": [
    sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={cull['timeout']}", f"--cull-every={cull['every']}"]}]
c.JupyterHub.load_roles = [{"name": "culler", "services": ["culler"], "scopes": [
    "list:users", "read:users:activity", "read:servers", "delete:servers"]}]
