"""Drives the real window through its accessibility tree, with real clicks and keys: picks each chain
and checks its key districts, filters, selects, goes back, restarts and finds the same view. Runs on
a display of its own and prints TAP.

    test-window.py LIANTU CATALOGUE-DIRECTORY LOCALE-DIRECTORY LANGUAGE
"""
import csv
import gettext
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]

# The accessible names the driver goes by, as message ids: what the person hears is their translation.
PANELS = {"overview": "Overview", "enterprises": "Enterprises", "land-use": "Land Use", "projects": "Projects"}
FILTER = "Filter this list"
CHAINS = "Industrial chains"
PANELS_GROUP = "Panels"
REMOVE = "Remove “%s”"

liantu, catalogue, locales, language = sys.argv[1:5]
chinese = language == "zh_CN"
_ = gettext.translation("liantu", locales, [language], fallback=not chinese).gettext
number = 0
failures = 0


def rows(name):
    with open(pathlib.Path(catalogue, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def districts():
    found = json.loads(pathlib.Path(catalogue, "districts.geojson").read_text(encoding="utf-8"))["features"]
    return {f["properties"]["code"]: f["properties"][column()] for f in found}


def column():
    return "name" if chinese else "name_en"


def ok(good, title, why=""):
    global number, failures
    number += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} {number} {language} {title}", flush=True)
    if not good and why:
        print(f"# {why}", flush=True)
    return good


class Window:
    """The program on the display, and the parts of its window."""

    def __init__(self, display):
        import screen
        import tree
        self.tree, self.screen, self.display = tree, screen, display
        self.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        self.program = screen.Program([liantu], {"LANGUAGE": language}, log=self.log)
        self.root = tree.application(self.program.process.pid)

    def ready(self):
        return self.root and self.tree.wait_find(self.list_named(CHAINS), rows("chains.csv")[7][column()], exact=False,
                                                 seconds=15)

    def complaints(self):
        """What the program said of its own mistakes."""
        self.log.seek(0)
        return [line.strip() for line in self.log if "CRITICAL" in line or "WARNING" in line]

    def list_named(self, message):
        return self.tree.wait_find(self.root, _(message), ("list",))

    def panels(self):
        """The right side, which is what most questions are about."""
        return self.tree.wait_find(self.root, _(PANELS_GROUP)).get_parent()

    def says(self, *wanted, seconds=15):
        return self.tree.wait_words(self.panels(), wanted, seconds)

    def read(self):
        return " | ".join(self.tree.words(self.panels()))[:1500]

    def stops_saying(self, unwanted, seconds=15):
        panels = self.panels()
        return self.screen.wait_for(lambda: not self.tree.find(panels, unwanted, exact=False), seconds, 0.1)

    def panel_shown(self, panel):
        from gi.repository import Atspi
        group = self.tree.wait_find(self.root, _(PANELS_GROUP))
        on = (Atspi.StateType.PRESSED, Atspi.StateType.CHECKED, Atspi.StateType.SELECTED)

        def look():
            button = self.tree.find(group, _(PANELS[panel]), exact=False)
            return button and any(self.tree.has_state(button, state) for state in on)
        return self.screen.wait_for(look, 15, 0.1) is not None


def pick_each_chain(window):
    names = districts()
    sidebar = window.list_named(CHAINS)
    for chain in rows("chains.csv"):
        title = chain[column()]
        row = window.tree.wait_find(sidebar, title, ("list item",), exact=False)
        if not ok(row is not None, f"chain {chain['number']} is in the sidebar", title):
            continue
        window.tree.click(window.display, row, 0.4)
        links = [link for link in rows("chain-districts.csv") if link["chain"] == chain["number"]]
        wanted = [names[link["district"]] for link in links]
        said = window.says(_(REMOVE) % title, *wanted)
        if not ok(said, f"chain {chain['number']}: its key districts in the text's order: {', '.join(wanted)}",
                  window.read()):
            continue
        segments = [row[column()] for row in rows("segments.csv") if row["chain"] == chain["number"]]
        ok(window.tree.in_order(said, segments), f"its {len(segments)} segments", " | ".join(said))
        target = int(chain["target_yi"])
        figure = f"{target:,}" if chinese else f"{target / 10:,.0f}"
        ok(window.tree.in_order(said, [figure]), f"its target, {target} 亿元", " | ".join(said))


def click_slowly(window):
    """A slow hand, or a machine that is busy between press and release."""
    title = rows("chains.csv")[1][column()]
    row = window.tree.wait_find(window.list_named(CHAINS), title, ("list item",), exact=False)
    window.tree.click(window.display, row, 0.4, hold=0.9)
    ok(window.says(_(REMOVE) % title), "a click that takes its time is taken", window.read())


def follow_a_district(window):
    name = districts()["330522"]
    window.screen.key("ctrl+6")
    window.says(_(REMOVE) % rows("chains.csv")[5][column()])
    link = window.tree.wait_find(window.panels(), name)
    if not ok(link is not None, "a key district can be clicked", window.read()):
        return
    window.tree.click(window.display, link)
    ok(window.says(_(REMOVE) % name), "clicking it filters by it", window.read())
    window.screen.key("Escape")
    ok(window.stops_saying(_(REMOVE) % name), "Escape goes one step back", window.read())


def filter_and_select(window):
    window.screen.key("ctrl+0")
    window.screen.key("alt+2")
    ok(window.panel_shown("enterprises"), "Alt+2 shows the enterprises")
    company, other = "浙江鼎力机械股份有限公司", "超威动力控股有限公司"
    listed = window.list_named(PANELS["enterprises"])
    ok(window.tree.wait_words(listed, [other]), "the bundled enterprises are listed",
       " | ".join(window.tree.words(listed))[:1500])
    entry = window.tree.wait_find(window.panels(), _(FILTER))
    if not ok(entry is not None, "the list has a filter", window.read()):
        return
    window.tree.click(window.display, entry)
    window.screen.type_text("603338")
    ok(window.stops_saying(other) and window.tree.wait_words(listed, [company]), "typing a stock code leaves its company",
       window.read())
    row = window.tree.wait_find(listed, company, exact=False)
    if not ok(row is not None, "the company is a row", window.read()):
        return
    window.tree.click(window.display, row)
    ok(window.says(_("Position"), _("not determined: shown at its district")),
       "choosing the row shows it, and that it has no surveyed position", window.read())


def whole_picture(window):
    """The window at rest, with the pointer where it hovers over nothing."""
    subprocess.run(["xdotool", "mousemove", "720", "20"], check=True)
    window.screen.settle(window.display)
    return window.display.pixels(0, 0, window.display.width, window.display.height)


def keep(display, when):
    """For whoever wants to see what differs."""
    if os.environ.get("LIANTU_DRIVER_PICTURES"):
        display.save(pathlib.Path(os.environ["LIANTU_DRIVER_PICTURES"], f"{language}-{when}.png"))


def restart(window):
    chain = rows("chains.csv")[2][column()]
    # What was typed into the filter is not kept, so it has to go first.
    for _step in range(3):
        window.screen.key("Escape")
    ok(window.stops_saying("603338"), "Escape takes the selection and the filter back", window.read())
    window.screen.key("ctrl+3")
    window.screen.key("alt+2")
    window.says(_(REMOVE) % chain)
    window.panel_shown("enterprises")
    before = whole_picture(window)
    keep(window.display, "before")
    status = window.program.close()
    ok(status == 0, "Ctrl+Q ends the program", f"exit status {status}")
    ok(not window.complaints(), "it complained of nothing on the way", "\n# ".join(window.complaints()))
    window.program.kill()
    again = Window(window.display)
    try:
        ok(again.ready(), "it starts again")
        ok(again.says(_(REMOVE) % chain), "the same chain is looked at", again.read())
        ok(again.panel_shown("enterprises"), "the same panel is shown")
        after = whole_picture(again)
        share = sum(a != b for a, b in zip(before[::16], after[::16])) / (len(before) / 16)
        ok(share < 0.02, "the window looks the same, map and all", f"{share:.1%} of the picture differ")
        keep(again.display, "after")
    finally:
        again.program.kill()


def inside():
    import screen
    window = Window(screen.Screen())
    try:
        if ok(window.ready(), "the window opens with the catalogue's chains"):
            for part in (pick_each_chain, click_slowly, follow_a_district, filter_and_select, restart):
                part(window)
    finally:
        window.program.kill()
    print(f"1..{number}")
    return 1 if failures else 0


if os.environ.get("LIANTU_DRIVER_INSIDE"):
    sys.exit(inside())
sys.exit(subprocess.call([sys.executable, str(HERE.parent / "tools" / "with-display.py"), "--", "env",
                          "LIANTU_DRIVER_INSIDE=1", sys.executable, *sys.argv]))
