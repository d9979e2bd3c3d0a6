#!/usr/bin/python3
"""Runs a command on a display of its own and leaves nothing behind.

    with-display.py [--size 1440x900] [--] COMMAND ...

Starts Xvfb on a free number, a private D-Bus session and private XDG directories, runs COMMAND in
them with Chinese and English both available through LANGUAGE, then ends every process that came of
it (also those that D-Bus started) and removes the directories. Exit status: COMMAND's.
"""
import argparse
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PR_SET_CHILD_SUBREAPER = 36



def descendants(pid):
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        found = []
        for task in tasks:
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                found += [int(child) for child in file.read().split()]
    except OSError:
        return []
    return found + [grandchild for child in found for grandchild in descendants(child)]


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def end_all():
    """Asks every descendant to end, insists after two seconds. Orphans come to us: we are subreaper."""
    for signum, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 2.0)):
        until = time.monotonic() + patience
        for pid in descendants(os.getpid()):
            try:
                os.kill(pid, signum)
            except ProcessLookupError:
                pass
        while descendants(os.getpid()) and time.monotonic() < until:
            reap()
            time.sleep(0.02)
        reap()
        if not descendants(os.getpid()):
            return


def start_xvfb(size, log):
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset",
         "+extension", "GLX"],
        pass_fds=[write], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    os.close(write)
    number = b""
    while not number.endswith(b"\n"):
        piece = os.read(read, 16)
        if not piece:
            server.wait()
            sys.exit("with-display: Xvfb did not start")
        number += piece
    os.close(read)
    return ":" + number.decode().strip()


def environment(root, display):
    env = dict(os.environ)
    for name in ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "XAUTHORITY",
                 "DESKTOP_SESSION", "GTK_THEME", "NO_AT_BRIDGE", "XDG_SESSION_TYPE"):
        env.pop(name, None)
    for name, folder in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache"),
                         ("XDG_STATE_HOME", "state"), ("XDG_RUNTIME_DIR", "run"), ("HOME", "home")):
        path = os.path.join(root, folder)
        os.mkdir(path, 0o700)
        env[name] = path
    env.update(DISPLAY=display, GDK_BACKEND="x11", LIBGL_ALWAYS_SOFTWARE="1", GTK_A11Y="atspi",
               GSETTINGS_BACKEND="memory", GIO_USE_VFS="local", GTK_USE_PORTAL="0", ADW_DISABLE_PORTAL="1")
    env.setdefault("LC_ALL", "C.UTF-8")
    return env


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    command = arguments.command[1:] if arguments.command[:1] == ["--"] else arguments.command
    if not command:
        parser.error("no command")

    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, lambda number, frame: sys.exit(128 + number))
    root = tempfile.mkdtemp(prefix="liantu-display.")
    try:
        with open(os.path.join(root, "xvfb.log"), "wb") as log:
            env = environment(root, start_xvfb(arguments.size, log))
            # The bus and what it starts talk into the log, the command to whoever called us.
            said, errors = os.dup(1), os.dup(2)
            quiet = ["dbus-run-session", "--", "sh", "-c",
                     f'exec "$@" >&{said} 2>&{errors} {said}>&- {errors}>&-', "sh", *command]
            return subprocess.Popen(quiet, env=env, stdout=log, stderr=log, pass_fds=[said, errors]).wait()
    finally:
        end_all()
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
