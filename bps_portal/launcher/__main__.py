"""`make run` and `make dev`: everything that the portal needs on one machine, until Ctrl-C.

python -m bps_portal.launcher run|dev
"""

import http.client
import os
import signal
import socket
import sys
import time

from . import CHECKOUT, LaunchError
from .environment import prepare_environment
from .messages import compile_messages
from .postgres import release_database
from .prepared import Addresses, prepare
from .progress import say
from .supervisor import Program, Supervisor

HOST = "127.0.0.1"
SERVE_SECONDS = 120
ANSWER_SECONDS = 3
RESTART_SECONDS = 5.0
# Named in the contract of the demo content.
ACCOUNTS = "admin, redactie, moderator, vertaler-nl, traducteur-fr"


def main(words: list[str]) -> int:
    """Serve the portal; return the exit status."""
    if words not in (["run"], ["dev"]):
        say("Usage: python -m bps_portal.launcher run|dev")
        return 2
    own_password = "DEMO_PASSWORD" in os.environ
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bps_portal.settings.local")
    os.environ["PYTHONUNBUFFERED"] = "1"
    os.chdir(CHECKOUT)
    stop_like_ctrl_c()
    developing = words == ["dev"]
    os.environ["DEBUG"] = "1" if developing else "0"
    try:
        port = chosen_port()
        prepare_environment()
        compile_messages()
        addresses = prepare(static=not developing)
        greeting = welcome(port, addresses, own_password=own_password)
        serve(web_server(port, developing=developing), port, greeting)
    except LaunchError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped before the site was up.")
        return 130
    finally:
        release_database()
    say("Stopped.")
    return 0


def stop_like_ctrl_c() -> None:
    """Let SIGTERM and a closed terminal do what Ctrl-C does.

    SIGINT too: a shell starts its background jobs with it ignored, and Python leaves it so.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, stop)


def chosen_port() -> int:
    """Return the port of the environment's `PORT`, or 8000.

    Raises:
        LaunchError: when it is no port, or somebody listens there already.
    """
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 2**16):
        raise LaunchError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            message = f"Port {text} cannot be used ({error.strerror}): set PORT to another one."
            raise LaunchError(message) from error
    return int(text)


def web_server(port: int, *, developing: bool) -> Program:
    """Return the program that answers requests."""
    address = f"{HOST}:{port}"
    if developing:
        return Program("web", [sys.executable, "manage.py", "runserver", address])
    # One process, since the default cache lives inside it.
    gunicorn = f"-m gunicorn bps_portal.wsgi --bind {address} --workers 1 --threads 8"
    options = "--worker-class gthread --graceful-timeout 10 --no-control-socket --log-level warning"
    return Program("web", [sys.executable, *gunicorn.split(), *options.split()])


def background_programs() -> list[Program]:
    """Return the task worker and the scheduler."""
    commands = {"worker": "db_worker", "scheduler": "run_scheduler"}
    return [
        Program(
            name,
            [sys.executable, "manage.py", command],
            restart_after_seconds=RESTART_SECONDS,
        )
        for name, command in commands.items()
    ]


def serve(web: Program, port: int, greeting: str) -> None:
    """Run the programs until somebody asks to stop; greet once the site answers.

    Raises:
        LaunchError: when a program ended by itself, or the site does not answer in time.
    """
    supervisor = Supervisor()
    supervisor.stop_on_signals()
    say("Starting the site ...")
    try:
        supervisor.start(web)
        begun = time.monotonic()
        while not supervisor.asked_to_stop and not site_answers(port):
            supervisor.watch_once()
            if time.monotonic() - begun > SERVE_SECONDS:
                raise LaunchError(f"The site did not answer within {SERVE_SECONDS} seconds.")
        if not supervisor.asked_to_stop:
            say(greeting)
            # Only now: they would slow down the first answer.
            supervisor.start(*background_programs())
        while not supervisor.asked_to_stop:
            supervisor.watch_once()
        say("Stopping ...")
    finally:
        supervisor.stop()


def site_answers(port: int) -> bool:
    """Say whether the web server answers a request, whatever it answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def welcome(port: int, addresses: Addresses, *, own_password: bool) -> str:
    """Return the lines that tell where the site is and who may sign in."""
    base = f"http://{HOST}:{port}"
    password = "the one in DEMO_PASSWORD" if own_password else os.environ["DEMO_PASSWORD"]
    lines = ["", "The portal is up. Ctrl-C stops it.", ""]
    lines += [f"  {name:<12} {base}{path}" for name, path in addresses]
    lines += [
        f"  {'editors':<12} {base}/admin/",
        f"  {'accounts':<12} {ACCOUNTS}",
        f"  {'password':<12} {password} (as first loaded)",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
