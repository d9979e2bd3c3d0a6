"""Drives the import assistant with real clicks and keys: a clean file in two clicks, a GBK file in GCJ-02,
a file with bad rows and one that is none. Runs on a display of its own and prints TAP.

    test-import.py LIANTU LOCALE-DIRECTORY LANGUAGE
"""
import gettext
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]

liantu, locales, language = sys.argv[1:4]
translation = gettext.translation("liantu", locales, [language], fallback=language != "zh_CN")
_ = translation.gettext
number = failures = 0

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def ok(good, title, why=""):
    global number, failures
    number += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {number} {language} {title}", flush=True)
    if not good and why:
        print(f"# {why}", flush=True)
    return good


def credit_code(i):
    body = f"91330521MA{i:07}"
    total = sum(ALPHABET.index(letter) * pow(3, at, 31) for at, letter in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def table(longitude, latitude, staff):
    lines = [f"统一社会信用代码,企业名称,产业链,区县,从业人数,{longitude},{latitude}"]
    for i in range(30):
        lines.append(f"{credit_code(i)},测试企业第{i}号有限公司,{i % 8 + 1},德清县,{staff + i},"
                     f"{119.95 + i % 10 * 0.008:.6f},{30.52 + i // 10 * 0.008:.6f}")
    return "\r\n".join(lines) + "\r\n"


def plain(message):
    """As a button says it: without its access key."""
    return re.sub(r"\(_\w\)|_", "", message)


class Window:
    def __init__(self, display):
        import screen
        import tree
        self.tree, self.screen, self.display = tree, screen, display
        self.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.program = screen.Program([liantu], {"LANGUAGE": language}, log=self.log)
        self.root = tree.application(self.program.process.pid)
        screen.wait_for(lambda: self.has(_("Industrial chains")), 30)

    def has(self, said, exact=False):
        return any(said == word if exact else said in word for word in self.words())

    def words(self):
        return [word for i in range(self.root.get_child_count()) for word in self.tree.words(self.root)] \
            if self.root else []

    def says(self, wanted, seconds=20):
        return self.screen.wait_for(lambda: any(wanted in word for word in self.tree.words(self.root)), seconds, 0.2)

    def choose_file(self, path):
        """Ctrl+I, the first kind (enterprises), and the path typed into the chooser."""
        self.screen.wait_for(lambda: len(self.display.windows()) == 1, 20, 0.2)
        subprocess.run(["xdotool", "mousemove", str(self.display.width // 2), "20"], check=True)
        self.screen.settle(self.display)
        self.screen.key("ctrl+i")
        self.screen.settle(self.display)
        self.screen.key("Return")
        self.screen.wait_for(lambda: len(self.display.windows()) > 1, 10)
        self.screen.settle(self.display)
        self.screen.key("slash")
        time.sleep(0.5)
        self.screen.key("ctrl+a")
        subprocess.run(["xdotool", "type", "--delay", "12", str(path)], check=True)
        time.sleep(0.5)
        # Debian 13's chooser leaves the rest of a name it would have completed behind what was typed.
        self.screen.key("shift+End")
        self.screen.key("Delete")
        self.screen.key("Return")

    def button(self, message, number=None):
        wanted = plain(message) if number is None else plain(message) % number

        def look():
            from gi.repository import Atspi
            for node in self.tree.walk(self.root):
                if self.tree.role(node) not in ("push button", "button", "toggle button"):
                    continue
                if any(wanted in plain(word) for word in self.tree.words(node)) \
                        and self.tree.has_state(node, Atspi.StateType.SENSITIVE):
                    return node
            return None
        return self.screen.wait_for(look, 20, 0.2)

    def click(self, message, number=None):
        node = self.button(message, number)
        if node is not None:
            self.tree.click(self.display, node)
        return node is not None

    def complaints(self):
        self.log.seek(0)
        return [line.strip() for line in self.log if "CRITICAL" in line or "GLib-WARNING" in line]


def import_rows(n):
    return translation.ngettext("_Import %s Row", "_Import %s Rows", n), str(n)


def clean_file(window, folder):
    path = folder / "clean.csv"
    path.write_text(table("经度", "纬度", 100), encoding="utf-8")
    window.choose_file(path)
    ok(window.says(_("New %s") % "30"), "a clean file opens at the check, its rows new", " | ".join(window.words())[:800])
    ok(window.click(*import_rows(30)), "first click: import 30 rows")
    ok(window.says(_("Imported")), "they are in")
    ok(window.click(_("_Done")), "second click: done")
    ok(window.says(_("Undo")), "the window offers to undo it")


def gcj_file(window, folder):
    path = folder / "amap.csv"
    path.write_bytes(table("高德经度", "高德纬度", 200).encode("gb18030"))
    window.choose_file(path)
    ok(window.says(_("Changed %s") % "30"), "a GBK file in GCJ-02: all rows changed", " | ".join(window.words())[:800])
    ok(window.click(_("3 Coordinates")), "its coordinates can be looked at")
    ok(window.says("GCJ-02"), "they are read as GCJ-02")
    ok(window.screen.wait_for(lambda: any(re.search(r"5[0-4]\d", word) for word in window.words()), 10, 0.3),
       "another system would move them by some 520 m", " | ".join(window.words())[:800])
    ok(window.click(_("2 Fields")), "the fields can be looked at")
    ok(window.says("高德经度"), "with the file's titles, decoded")
    ok(window.click(_("4 Check")), "and back to the check")
    ok(window.says(_("Old")), "old and new stand side by side")
    ok(window.click(*import_rows(30)), "import them")
    ok(window.says(_("Imported")), "they are in")
    window.click(_("_Done"))


def bad_file(window, folder):
    path = folder / "bad.csv"
    path.write_text("统一社会信用代码,企业名称,从业人数\n9.15E+17,甲公司,12\n,乙公司,abc\n,丙公司,5\n", encoding="utf-8")
    window.choose_file(path)
    ok(window.says(_("New %s") % "1"), "of a file with bad rows the good one is new")
    ok(window.click(_("Issues %s"), "2"), "the others are issues")
    ok(window.says("9.15E+17"), "with the value that is wrong")
    ok(window.button(_("_Cancel")), "and it can be left")
    window.click(_("_Cancel"))
    time.sleep(1)


def no_file(window, folder):
    path = folder / "broken.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    window.choose_file(path)
    ok(window.says("broken.csv"), "a file that is none is named")
    ok(window.button(_("_Cancel")), "and said to be none; the window still answers")
    window.click(_("_Cancel"))
    time.sleep(1)


def copy(text):
    """Puts a table on the clipboard as spreadsheets do; None where the tool for it is not there."""
    if not shutil.which("xclip"):
        return None
    owner = subprocess.Popen(["xclip", "-selection", "clipboard", "-i", "-quiet"], stdin=subprocess.PIPE)
    owner.stdin.write(text.encode("utf-8"))
    owner.stdin.close()
    return owner


def pasted_table(window, _folder):
    owner = copy("企业名称\t从业人数\t区县\n粘贴甲公司\t12\t德清县\n粘贴乙公司\t15\t长兴县\n")
    if owner is None:
        print("# no xclip: nothing is pasted")
        return
    window.screen.wait_for(lambda: len(window.display.windows()) == 1, 20, 0.2)
    subprocess.run(["xdotool", "mousemove", str(window.display.width // 2), "20"], check=True)
    window.screen.settle(window.display)
    window.screen.key("ctrl+v")
    ok(window.says(_("New %s") % "2"), "rows pasted from a spreadsheet are at the check at once",
       " | ".join(window.words())[:800])
    ok(window.has("粘贴甲公司"), "with their names")
    ok(window.click(*import_rows(2)), "import them")
    ok(window.says(_("Imported")), "they are in")
    window.click(_("_Done"))
    owner.terminate()
    owner.wait(10)


def inside():
    import screen
    display = screen.Screen()
    with tempfile.TemporaryDirectory() as name:
        window = Window(display)
        try:
            for part in (clean_file, gcj_file, bad_file, no_file, pasted_table):
                part(window, pathlib.Path(name))
            ok(window.program.alive(), "the program is still there")
            ok(not window.complaints(), "and had nothing to complain of", " | ".join(window.complaints())[:500])
        finally:
            window.program.process.terminate()
    print(f"1..{number}")
    return 1 if failures else 0


if __name__ == "__main__":
    if os.environ.get("LIANTU_DRIVER_INSIDE"):
        sys.exit(inside())
    sys.exit(subprocess.call([sys.executable, str(HERE.parent / "tools" / "with-display.py"), "--size", "1280x720", "--",
                              "env", "LIANTU_DRIVER_INSIDE=1", sys.executable, __file__, *sys.argv[1:]]))
