"""Drives the whole way of a project through the real window: put a pin, name it, drag it, give it a date,
take that back, start again, do it again, delete it and take that back; looks into the file each time.

    test-projects.py LIANTU LOCALE-DIRECTORY LANGUAGE
"""
import gettext
import os
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]

liantu, locales, language = sys.argv[1:4]
_ = gettext.translation("liantu", locales, [language], fallback=language != "zh_CN").gettext
NAME = "Battery plant 7"
number = 0
failures = 0


def ok(good, title, why=""):
    global number, failures
    number += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {number} {language} {title}", flush=True)
    if not good and why:
        print(f"# {why}", flush=True)
    return good


def workspace():
    return next(iter(sorted(pathlib.Path(os.environ["XDG_DATA_HOME"], "liantu").glob("*.gpkg"))), None)


def rows(question):
    path = workspace()
    if path is None:
        return []
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    try:
        return connection.execute(question).fetchall()
    except sqlite3.Error:
        return []
    finally:
        connection.close()


def project():
    """Name, start of signing, longitude and latitude of the one project."""
    found = rows("SELECT name, signed_on, geom FROM projects")
    if len(found) != 1:
        return None
    name, signed, blob = found[0]
    flags = blob[3]
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[flags >> 1 & 7]
    return name, signed, *struct.unpack_from("<dd", blob, 8 + envelope + 5)


class Window:
    def __init__(self, display):
        import screen
        import tree
        self.tree, self.screen, self.display = tree, screen, display
        self.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.program = screen.Program([liantu], {"LANGUAGE": language}, log=self.log)
        self.root = tree.application(self.program.process.pid)
        tree.wait_find(self.root, _("Industrial chains"), ("list",))

    def complaints(self):
        self.log.seek(0)
        return [line.strip() for line in self.log if "CRITICAL" in line or "WARNING" in line]

    def wait(self, question, seconds=10):
        return self.screen.wait_for(question, seconds, 0.1)

    def map_point(self):
        """A place on the map, in screen pixels, away from its middle, where zones and badges are."""
        node = self.tree.wait_find(self.root, _("Map"), ("image", "img", "icon", "graphic"))
        left, top, width, height = self.display.windows()[-1]
        _a, _b, inner_width, inner_height = self.tree.extents(self.tree.frame(node))
        x, y, w, h = self.tree.extents(node)
        return int(left + (width - inner_width) / 2 + x + w * 0.45), int(top + (height - inner_height) / 2 + y + h * 0.7)

    def press(self, message, roles=("push button", "button", "toggle button")):
        button = self.tree.wait_find(self.root, _(message), roles, seconds=10)
        if button is None:
            return False
        self.tree.click(self.display, button)
        return True

    def entry(self, title):
        return self.tree.wait_find(self.root, title, ("text", "entry"), seconds=10)


def scroll_into_view(window, node):
    """Turns the wheel over the form until the node's middle is well inside the window."""
    for _turn in range(12):
        x, y, w, h = window.tree.extents(node)
        _a, _b, _width, height = window.tree.extents(window.tree.frame(node))
        if y + h / 2 < height - 120:
            return
        left, top, _c, _d = window.display.windows()[-1]
        point(int(left + x + w / 2), int(top + height / 2))
        subprocess.run(["xdotool", "click", "5"], check=True)
        time.sleep(0.3)


def point(x, y):
    subprocess.run(["xdotool", "mousemove", str(x), str(y)], check=True)


def add_and_name(window):
    x, y = window.map_point()
    window.screen.settle(window.display)
    point(x, y)
    time.sleep(0.3)
    window.screen.key("n")
    ok(window.wait(project), "N puts a project at the pointer", str(rows("SELECT name FROM projects")))
    window.screen.settle(window.display)
    window.screen.type_text(NAME)
    typed = time.monotonic()
    saved = window.wait(lambda: (project() or ("",))[0] == NAME)
    ok(saved, f"its name is typed at once and on disk {time.monotonic() - typed:.1f} s after", str(project()))
    return x, y


def drag(window, x, y):
    before = project()
    point(x, y - 25)
    time.sleep(0.3)
    subprocess.run(["xdotool", "mousedown", "1"], check=True)
    for step in range(1, 9):
        point(x + 12 * step, y - 25 + 5 * step)
        time.sleep(0.05)
    subprocess.run(["xdotool", "key", "Escape"], check=True)
    time.sleep(0.3)
    subprocess.run(["xdotool", "mouseup", "1"], check=True)
    time.sleep(1)
    ok(project() == before, "Escape puts a dragged pin back", f"{before} {project()}")
    point(x, y - 25)
    time.sleep(0.3)
    subprocess.run(["xdotool", "mousedown", "1"], check=True)
    for step in range(1, 9):
        point(x + 12 * step, y - 25 + 5 * step)
        time.sleep(0.05)
    subprocess.run(["xdotool", "mouseup", "1"], check=True)
    moved = window.wait(lambda: project() and before and project()[2] > before[2] and project()[3] < before[3])
    ok(moved, "dragging its pin moves it to the south-east", f"{before} {project()}")
    ok(window.tree.wait_find(window.root, _("The project was moved"), exact=False, seconds=10), "and says so")


def set_stage(window):
    entry = window.entry(_("Signed"))
    if not ok(entry is not None, "the timetable has the day of signing"):
        return
    scroll_into_view(window, entry)
    window.tree.click(window.display, entry, 0.3)
    window.screen.type_text("2026-5-1")
    window.screen.key("Tab")
    ok(window.wait(lambda: (project() or ("", ""))[1] == "2026-05-01"), "a day typed as 2026-5-1 is 2026-05-01 on disk",
       str(project()))


def undo_restart_redo(window):
    # Somewhere without text, or it would be the text that is undone.
    window.press("Undo")
    ok(window.wait(lambda: project() and project()[1] is None), "Undo takes the day back", str(project()))
    status = window.program.close()
    ok(status == 0, "it ends", f"exit status {status}")
    ok(not window.complaints(), "it complained of nothing", "\n# ".join(window.complaints()))
    window.program.kill()
    again = Window(window.display)
    again.screen.settle(again.display)
    again.press("Redo")
    ok(again.wait(lambda: (project() or ("", ""))[1] == "2026-05-01"), "after starting again Redo gives it back",
       str(project()))
    return again


def delete(window):
    window.screen.key("alt+4")
    listed = window.tree.wait_find(window.root, _("Projects"), ("list",))
    row = window.tree.wait_find(listed, NAME, exact=False) if listed else None
    if not ok(row is not None, "the project is in the list"):
        return
    window.tree.click(window.display, row)
    window.screen.settle(window.display)
    window.screen.key("Delete")
    ok(window.wait(lambda: rows("SELECT count(*) FROM projects") == [(0,)]), "Delete deletes it")
    ok(window.wait(lambda: not window.tree.find(listed, NAME, exact=False)), "and it is gone from the list")
    window.press("Undo")
    ok(window.wait(lambda: (project() or ("",))[0] == NAME), "and Undo brings it back")


def close_while_typing(window):
    """The last key and the end of the window at once, while an earlier edit still waits for another program
    to let go of the file: what was typed is on disk by the time the window is gone."""
    window.screen.settle(window.display)
    listed = window.tree.wait_find(window.root, _("Projects"), ("list",))
    row = window.tree.wait_find(listed, NAME, exact=False) if listed else None
    if not ok(row is not None, "the project is in the list again"):
        return
    window.tree.click(window.display, row)
    window.screen.key("Return")
    entry = window.entry(_("Owner"))
    if not ok(entry is not None, "its form opens"):
        return
    window.tree.click(window.display, entry, 0.3)
    other = sqlite3.connect(workspace(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    window.screen.type_text("Owner 7")
    time.sleep(1.2)
    window.screen.type_text("8")
    window.screen.key("ctrl+q")
    time.sleep(0.5)
    other.execute("ROLLBACK")
    other.close()
    gone = window.wait(lambda: not window.program.alive(), 30)
    owner = rows("SELECT owner FROM projects")
    ok(gone and owner == [("Owner 78",)], "an owner typed while the window is closed is on disk", str(owner))


def inside():
    import screen
    window = Window(screen.Screen())
    try:
        x, y = add_and_name(window)
        if project():
            drag(window, x, y)
            set_stage(window)
            window = undo_restart_redo(window)
            delete(window)
            close_while_typing(window)
            ok(not window.complaints(), "it complained of nothing to the end", "\n# ".join(window.complaints()))
    finally:
        window.program.kill()
    print(f"1..{number}")
    return 1 if failures else 0


if os.environ.get("LIANTU_DRIVER_INSIDE"):
    sys.exit(inside())
sys.exit(subprocess.call([sys.executable, str(HERE.parent / "tools" / "with-display.py"), "--", "env",
                          "LIANTU_DRIVER_INSIDE=1", sys.executable, *sys.argv]))
