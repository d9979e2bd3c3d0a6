"""Drives land use in the real window: import parcels, choose rules, the worst first, a card and its reasons, the
sheet as PDF. What is said is compared with what `liantu evaluate` counts. Runs on a display of its own, prints TAP.

    test-land-use.py LIANTU LAND-DATA-DIRECTORY LOCALE-DIRECTORY LANGUAGE
"""
import csv
import gettext
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]

liantu, data, locales, language = sys.argv[1:5]
_ = gettext.translation("liantu", locales, [language], fallback=language != "zh_CN").gettext
folder = pathlib.Path(tempfile.mkdtemp(prefix="liantu-land-use-"))
workspace = folder / "land.gpkg"
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


def run(*arguments):
    return subprocess.run([liantu, *map(str, arguments)], check=True, capture_output=True, text=True,
                          env={**os.environ, "LANGUAGE": language}).stdout


def judged(rules):
    return json.loads(run("evaluate", workspace, "--rules", rules, "--json"))


def worst_number():
    """The parcel whose mandatory indicator misses the most of its standard."""
    path = folder / "list.csv"
    run("evaluate", workspace, "--csv", path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    head, rows = table[0], table[1:]
    standards = [i for i, title in enumerate(head) if title.endswith(_("%s: standard") % "")]
    upper = {_("Share of office and service land"), _("Share of green area")}

    def miss(row):
        shares = [0.0]
        for i in standards:
            if row[i + 1] == _("Falls short"):
                share = float(row[i - 1]) / float(row[i]) - 1
                shares.append(share if head[i - 1] in upper else -share)
        return max(shares)
    return max(rows, key=miss)[0]


class Window:
    def __init__(self, display):
        import screen
        import tree
        self.tree, self.screen, self.display = tree, screen, display
        self.program = screen.Program([liantu, str(workspace)], {"LANGUAGE": language})
        self.root = tree.application(self.program.process.pid)

    def panels(self):
        return self.tree.wait_find(self.root, _("Panels")).get_parent()

    def says(self, *wanted):
        return self.tree.wait_words(self.panels(), wanted)

    def read(self):
        return " | ".join(self.tree.words(self.panels()))[-1500:]

    def press(self, title, root=None, roles=(), exact=True):
        node = self.tree.wait_find(root or self.panels(), title, roles, exact=exact)
        if node is None:
            return False
        self.tree.click(self.display, node)
        return True


def count(verdict, n):
    return f"{_(verdict)} {n:,}"


def choose_rules(window, file):
    """The menu is in the order of the files' names; keys find it where a busy machine opens it late."""
    files = sorted(path.name for path in pathlib.Path(os.environ["LIANTU_RULES"]).glob("*.json"))
    if not window.press(_("Rules to judge by")):
        return False
    window.screen.settle(window.display)
    for pressed in ("Home", *["Down"] * files.index(file), "Return"):
        window.screen.key(pressed)
    return True


def look(window):
    window.screen.key("alt+3")
    counts = judged("control-2008")["counts"]
    said = window.says(count("Falls short", counts["fail"]), count("Passes", counts["pass"]),
                       count("No standard", counts["no_standard"]), count("Data missing", counts["missing"]))
    ok(said, "the panel counts what evaluate counts", window.read())
    worst = worst_number()
    listed = window.tree.wait_find(window.root, _("Parcels as judged"), ("list",))
    first = window.tree.children(listed)[0] if listed else None
    ok(first is not None and worst in " ".join(window.tree.words(first)), f"the worst, {worst}, comes first",
       " ".join(window.tree.words(first)) if first else "no list")
    return worst, first


def other_rules(window):
    if not ok(choose_rules(window, "idle-land.json"), "another rule set can be chosen", window.read()):
        return
    counts = judged("idle-land")["counts"]
    ok(window.says(count("Falls short", counts["fail"]), count("Data missing", counts["missing"])),
       "its counts are evaluate's", window.read())


def read_card(window, worst):
    listed = window.tree.wait_find(window.root, _("Parcels as judged"), ("list",))
    window.tree.click(window.display, window.tree.children(listed)[0])
    ok(window.says(worst, _("Floor area ratio")), "a click opens the card", window.read())
    finding = next(f for f in json.loads(run("explain", workspace, worst, "--json"))["indicators"]
                   if f["verdict"] == "fail")
    window.press(_("Why: %s") % finding["title"])
    window.screen.settle(window.display)
    if os.environ.get("LIANTU_DRIVER_PICTURES"):
        window.display.save(pathlib.Path(os.environ["LIANTU_DRIVER_PICTURES"], "card.png"))
    ok(window.says(_("Under each rule set: %s") % ""), "the card says how it comes out under each rule set", window.read())
    ok(window.says(finding["edition"]), f"its reason ends in the edition, {finding['edition']}", window.read())


def save_sheet(window):
    path = folder / "sheet.pdf"
    window.press(_("Save as a one-page sheet (PDF or PNG)"))
    window.screen.wait_for(lambda: len(window.display.windows()) > 1, 15, 0.1)
    window.screen.settle(window.display)
    if os.environ.get("LIANTU_DRIVER_PICTURES"):
        window.display.save(pathlib.Path(os.environ["LIANTU_DRIVER_PICTURES"], "chooser.png"))
    window.screen.key("ctrl+a")
    subprocess.run(["xdotool", "type", "--delay", "20", str(path)], check=True)
    window.screen.key("Return")
    written = window.screen.wait_for(lambda: path.exists() and path.read_bytes()[-6:].strip().endswith(b"EOF"), 20, 0.2)
    ok(written and path.read_bytes().startswith(b"%PDF"), "the sheet is saved as PDF")


def move_break(window):
    """A break of the histogram by the pointer, then by the keys."""
    window.press(_("What colours the map"))
    window.screen.settle(window.display)
    for pressed in ("Home", "Down", "Return"):
        window.screen.key(pressed)
    listed = window.tree.wait_find(window.root, _("Parcels as judged"), ("list",))
    ok(listed and window.screen.wait_for(
        lambda: _("Falls short") in window.tree.words(window.tree.children(listed)[0]), 10, 0.1),
       "the worst by another indicator comes first", window.read())
    histogram = window.tree.wait_find(window.panels(), _("Breaks between classes"))
    if not ok(histogram is not None, "an indicator has a histogram", window.read()):
        return
    window.screen.settle(window.display)

    def at():
        return float(re.search(r"\d+\.\d+", window.tree.description(histogram)).group())
    first = at()
    # Far from any break a click only takes the focus.
    window.tree.click(window.display, histogram, 0.97)
    window.screen.key("Right")
    if not ok(window.screen.wait_for(lambda: at() > first, 5, 0.1), "a key moves a break", f"{first} to {at()}"):
        return
    # A key moves by a fiftieth of the scale, which begins at 0.
    now, scale = at(), (at() - first) * 50
    window.screen.settle(window.display)
    window.screen.drag(*window.tree.place(window.display, histogram, now / scale), -30)
    ok(window.screen.wait_for(lambda: at() < first, 5, 0.1) and window.says(_("Moved by Hand")),
       "the pointer moves a break", f"{now} to {at()} of {scale}")


def compare_rules(window):
    """The table of all rule sets: each with its own counts, and a click chooses."""
    idle = judged("idle-land")
    window.press(_("Rule Sets Side by Side"), roles=("label",))
    row = window.tree.wait_find(window.panels(), f"{idle['title']} · ", exact=False)
    if not ok(row is not None and f"{_('Falls short')} {idle['counts']['fail']:,}" in window.tree.name(row),
              "the rule sets stand side by side with their counts", window.read()):
        return
    window.tree.click(window.display, row)
    ok(window.says(count("Falls short", idle["counts"]["fail"])) and window.says(idle["edition"]),
       "a click in the table chooses a rule set", window.read())
    window.tree.click(window.display, window.tree.wait_find(
        window.panels(), f"{judged('control-2008')['title']} · ", exact=False))
    ok(window.says(count("Falls short", judged("control-2008")["counts"]["fail"])), "and back", window.read())
    window.press(_("Rule Sets Side by Side"), roles=("label",))


def by_district(window):
    """Unfolds the totals and presses the number of those that lack data in the first district."""
    window.press(_("By District"), roles=("label",))
    total = window.tree.wait_find(window.panels(), f"{_('Total')} · {_('All')} · 182 · ", exact=False)
    if not ok(total is not None, "the totals by district add up", window.read()):
        return
    number = window.tree.find(window.panels(), f" · {_('Data missing')} · ", exact=False)
    wanted = window.tree.name(number).split(" · ")[2]
    window.tree.click(window.display, number)
    ok(window.screen.wait_for(lambda: any(said.startswith(wanted) and "182" in said
                                          for said in window.tree.words(window.panels())), 10, 0.1),
       f"a number leaves its {wanted}", window.read())
    window.press(f"{_('Total')} · {_('All')} · ", exact=False)


def in_menu(window, letter):
    """Chooses from the menu of land use by the letter underlined there."""
    window.press(_("More about land use"))
    window.screen.settle(window.display)
    window.screen.key(letter)


def save_list(window):
    path = folder / "list.xlsx"
    in_menu(window, "s")
    window.screen.wait_for(lambda: len(window.display.windows()) > 1, 15, 0.1)
    window.screen.settle(window.display)
    window.screen.key("ctrl+a")
    window.screen.type_text(str(path))
    window.screen.key("Return")
    written = window.screen.wait_for(lambda: path.exists() and zipfile.is_zipfile(path), 20, 0.2)
    said = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml") if written else b""
    ok(said.count(b"<row ") > 182, "the list is saved as XLSX", f"{said.count(b'<row ')} rows")


def save_rules(window):
    """Changes the first value in the editor, which is tried at once, and keeps it as a rule set of one's own."""
    in_menu(window, "c")
    button = window.tree.wait_find(window.root, _("Save as Own"))
    if not ok(button is not None, "the editor opens"):
        return
    window.screen.settle(window.display)
    entry = next(node for node in window.tree.walk(window.tree.frame(button))
                 if f" · {_('standard')}" in window.tree.name(node) and window.tree.role(node) in ("text", "entry"))
    window.tree.click(window.display, entry)
    window.screen.key("ctrl+a")
    window.screen.type_text("0.9")
    window.screen.settle(window.display)
    window.tree.click(window.display, button)
    path = pathlib.Path(os.environ["XDG_DATA_HOME"], "liantu", "rules", "idle-land-own.json")
    saved = window.screen.wait_for(path.exists, 10, 0.2)
    ok(saved and window.says(_("%s (changed)") % judged("idle-land")["title"]), "a changed rule set is saved and chosen",
       window.read())
    if saved:
        ok(judged("idle-land-own")["rules"] == "idle-land-own", "evaluate knows it")


def inside():
    import land
    import screen
    land.fill(liantu, workspace, language)
    window = Window(screen.Screen())
    try:
        if ok(window.root is not None, "the window opens"):
            worst, first = look(window)
            read_card(window, worst)
            save_sheet(window)
            window.press(_("Back to the list"))
            compare_rules(window)
            by_district(window)
            move_break(window)
            save_list(window)
            other_rules(window)
            save_rules(window)
        ok(window.program.alive(), "it is still there")
    finally:
        window.program.kill()
        subprocess.run(["rm", "-rf", str(folder)], check=True)
    print(f"1..{number}")
    return 1 if failures else 0


if os.environ.get("LIANTU_DRIVER_INSIDE"):
    sys.exit(inside())
sys.exit(subprocess.call([sys.executable, str(HERE.parent / "tools" / "with-display.py"), "--", "env",
                          "LIANTU_DRIVER_INSIDE=1", sys.executable, *sys.argv]))
