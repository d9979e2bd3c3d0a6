"""./dev shot: the main screens of the real window and the pictures of the command line, as PNG.

    shot.py LIANTU DIRECTORY [NAME ...]     starts its own displays; with names only those screens
"""
import gettext
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "driver")]
import land  # noqa: E402
import screen  # noqa: E402
import tree  # noqa: E402

DARK = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}
CONTRAST = {"ADW_DEBUG_HIGH_CONTRAST": "1"}
# With some made-up projects; the first of the list, its form open.
PROJECTS = {"LIANTU_SHOT_PROJECTS": "60"}
FORM = ["alt+4", ("row", "Projects", 0), "Return"]
# With the made-up parcels: coloured by the floor area ratio, one parcel's card, the editor of rules, a rule set that grades.
LAND = {"LIANTU_SHOT_LAND": "1"}
RATIO = ["alt+3", ("press", "What colours the map"), "Home", "Down", "Return"]
CARD = ["alt+3", ("row", "Parcels as judged", 0)]
EDITOR = ["alt+3", ("press", "More about land use"), "Return"]
GRADES = ["alt+3", ("press", "Rules to judge by"), "Home", *["Down"] * 4, "Return"]

# size of the screen: (name, environment, language, steps one after the other). A step is a key, or what is clicked, by
# the English of its name: ("press", NAME), or the row of a list ("row", NAME, NUMBER)
SCENES = {
    "1440x900": [
        ("city", {}, "zh_CN", []),
        ("chain-1", {}, "zh_CN", ["ctrl+1"]),
        ("chain-3", {}, "zh_CN", ["ctrl+3"]),
        ("chain-1-dark", DARK, "zh_CN", ["ctrl+1"]),
        ("chain-1-contrast", CONTRAST, "zh_CN", ["ctrl+1"]),
        ("enterprises", {}, "zh_CN", ["ctrl+6", "alt+2"]),
        ("land-use", {}, "zh_CN", ["alt+3"]),
        ("land-verdict", LAND, "zh_CN", ["alt+3"]),
        ("land-ratio", LAND, "zh_CN", RATIO),
        ("land-ratio-dark", {**DARK, **LAND}, "zh_CN", RATIO),
        ("land-ratio-contrast", {**CONTRAST, **LAND}, "zh_CN", RATIO),
        ("land-ratio-text-200", {"LIANTU_SHOT_TEXT": "200", **LAND}, "zh_CN", RATIO),
        ("land-ratio-en", LAND, "en", RATIO),
        ("land-card", LAND, "zh_CN", CARD),
        ("land-card-dark", {**DARK, **LAND}, "zh_CN", CARD),
        ("land-sets", LAND, "zh_CN", ["alt+3", ("press", "Rule Sets Side by Side")]),
        ("land-card-sets", LAND, "zh_CN", [*CARD, ("press", "Under each rule set: %s")]),
        ("land-rules", LAND, "zh_CN", EDITOR),
        ("land-grades", LAND, "zh_CN", [*GRADES, ("press", "By District")]),
        ("land-districts", LAND, "zh_CN", [*RATIO, ("press", "By District")]),
        ("projects", {}, "zh_CN", ["alt+4"]),
        ("export", {}, "zh_CN", ["alt+3", "ctrl+shift+e"]),
        ("projects-listed", PROJECTS, "zh_CN", ["alt+4"]),
        ("projects-listed-dark", {**DARK, **PROJECTS}, "zh_CN", ["alt+4"]),
        ("project-form", PROJECTS, "zh_CN", FORM),
        ("project-form-dark-en", {**DARK, **PROJECTS}, "en", FORM),
        ("history", PROJECTS, "zh_CN", ["ctrl+h"]),
        ("map-alone", {}, "zh_CN", ["ctrl+4", "F9", "shift+F9"]),
        ("shortcuts", {}, "zh_CN", ["ctrl+question"]),
        ("chain-1-en", {}, "en", ["ctrl+1"]),
        ("enterprises-en-dark", DARK, "en", ["ctrl+6", "alt+2"]),
        ("chain-1-text-200", {"LIANTU_SHOT_TEXT": "200"}, "zh_CN", ["ctrl+1", "F9"]),
    ],
    "1280x720": [
        ("chain-1-small", {}, "zh_CN", ["ctrl+1"]),
        ("import-check", {}, "zh_CN", ["a clean table"]),
        ("import-check-en-dark", DARK, "en", ["a clean table"]),
        ("import-fields", {}, "zh_CN", ["a table without names"]),
        ("import-issues", {}, "zh_CN", ["a table with mistakes"]),
        ("import-check-contrast", CONTRAST, "zh_CN", ["a clean table"]),
        ("import-check-text-200", {"LIANTU_SHOT_TEXT": "200"}, "zh_CN", ["a clean table"]),
        ("import-fields-text-200", {"LIANTU_SHOT_TEXT": "200"}, "zh_CN", ["a table without names"]),
        ("import-issues-dark", DARK, "zh_CN", ["a table with mistakes"]),
        ("enterprises-small", {}, "zh_CN", ["ctrl+6", "alt+2"]),
        ("city-small-en", {}, "en", []),
        ("land-ratio-small", LAND, "zh_CN", RATIO),
        ("land-card-small-en", LAND, "en", CARD),
        ("chain-2-small-text-200", {"LIANTU_SHOT_TEXT": "200"}, "zh_CN", ["ctrl+2", "shift+F9"]),
        ("enterprises-small-text-200", {"LIANTU_SHOT_TEXT": "200"}, "zh_CN", ["ctrl+2", "alt+2"]),
    ],
}


def make_projects(liantu, count, folder):
    """Made-up projects in all stages around the districts' towns, half of them late."""
    stages = ["签约", "开工", "竣工", "投产", "上规", "达产"]
    towns = [(119.91, 31.02), (119.97, 30.54), (120.41, 30.86), (120.09, 30.87), (119.68, 30.63)]
    lines = ["项目编号,项目名称,所属产业链,建设单位,总投资," + ",".join(f"计划{s}日期" for s in stages) + ","
             + ",".join(f"{s}日期" for s in stages) + ",经度,纬度"]
    for i in range(count):
        reached = i % 7
        planned = [f"202{3 + (n + i) % 4}-0{1 + i % 9}-15" for n in range(6)]
        actual = [f"2023-0{1 + n}-10" if n < reached else "" for n in range(6)]
        x, y = towns[i % 5]
        lines.append(f"S{i:04d},示例项目{i + 1},{1 + i % 8},示例公司{i % 9 + 1},{(i % 12 + 1) * 4500},{','.join(planned)},"
                     f"{','.join(actual)},{x + (i * 37 % 23 - 11) * 0.008:.4f},{y + (i * 53 % 19 - 9) * 0.007:.4f}")
    source, workspace = folder / "shot-projects.csv", folder / "shot-projects.gpkg"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace.unlink(missing_ok=True)
    subprocess.run([liantu, "new", str(workspace)], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([liantu, "import", str(workspace), "projects", str(source)], check=True, stdout=subprocess.DEVNULL)
    return [str(workspace)]


# What the import assistant is shown with, in place of a key.
TABLES = {
    "a clean table": "企业名称,产业链,区县,从业人数,高德经度,高德纬度\n" + "".join(
        f"测试企业第{i}号有限公司,{i % 8 + 1},德清县,{100 + i},{119.955 + i % 10 * 0.008:.6f},{30.517 + i // 10 * 0.008:.6f}\n"
        for i in range(60)),
    "a table without names": "简称,从业人数\n甲,12\n乙,15\n",
    "a table with mistakes": "统一社会信用代码,企业名称,从业人数\n9.15E+17,甲公司,12\n,乙公司,十二\n,丙公司,5\n",
}


def import_table(display, out, text):
    path = (out / "shot.csv").resolve()
    path.write_text(text, encoding="utf-8")
    screen.key("ctrl+i")
    screen.settle(display)
    screen.key("Return")
    screen.wait_for(lambda: len(display.windows()) > 1, 10)
    screen.settle(display)
    screen.key("slash")
    screen.settle(display)
    screen.key("ctrl+a")
    screen.type_text(str(path))
    screen.settle(display)
    screen.key("Return")
    screen.wait_for(lambda: len(display.windows()) == 2, 10)
    screen.settle(display)
    path.unlink()


def make_workspace(liantu, env, folder):
    """What the program is to open, as its arguments."""
    if "LIANTU_SHOT_LAND" in env:
        land.fill(liantu, folder / "shot-land.gpkg")
        return [str(folder / "shot-land.gpkg")]
    projects = int(env.get("LIANTU_SHOT_PROJECTS", "0"))
    return make_projects(liantu, projects, folder) if projects else []


def step(display, program, language, out, wanted):
    """One step of a scene. Returns FALSE when what is to be clicked is not there."""
    if wanted in TABLES:
        import_table(display, out, TABLES[wanted])
    elif isinstance(wanted, str):
        screen.key(wanted)
    else:
        locales = pathlib.Path(program.process.args[0]).resolve().parents[1] / "po"
        translate = gettext.translation("liantu", locales, [language], fallback=language == "en").gettext
        name, holder, _rest = translate(wanted[1]).partition("%s")
        node = tree.wait_find(tree.application(program.process.pid), name,
                              ("list",) if wanted[0] == "row" else (), exact=not holder)
        if node and wanted[0] == "row":
            node = tree.children(node)[wanted[2]]
        if not node:
            return False
        tree.click(display, node)
    screen.settle(display)
    return True


def fill_screen(display):
    """There is no window manager: the window takes the size of the screen because we say so."""
    found = screen.wait_for(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "liantu"],
                                                   capture_output=True, text=True, check=False).stdout.split())
    for window in found or []:
        subprocess.run(["xdotool", "windowmove", window, "0", "0", "windowsize", window, str(display.width),
                        str(display.height)], check=False, capture_output=True)
    # Keys go to the window under the pointer; over the title it hovers over nothing.
    subprocess.run(["xdotool", "mousemove", str(display.width // 2), "20"], check=True)


def take(liantu, out, scene):
    name, env, language, steps = scene
    display = screen.Screen()
    display.set_text_size(int(env.get("LIANTU_SHOT_TEXT", "100")))
    state = pathlib.Path(os.environ["XDG_CONFIG_HOME"], "liantu")
    subprocess.run(["rm", "-rf", str(state)], check=True)
    with screen.Program([liantu, *make_workspace(liantu, env, out)], {**env, "LANGUAGE": language}) as program:
        if not screen.wait_for(display.windows, 20):
            print(f"{name}: no window", file=sys.stderr)
            return False
        screen.wait_for(lambda: screen.colours(display.sample()) > 24, 20)
        fill_screen(display)
        screen.settle(display)
        for wanted in steps:
            if not step(display, program, language, out, wanted):
                print(f"{name}: nothing is called “{wanted[1]}”", file=sys.stderr)
                return False
        display.save(out / f"{name}.png")
        if not program.alive():
            print(f"{name}: the program ended", file=sys.stderr)
            return False
    print(out / f"{name}.png")
    return True


def pictures(liantu, out):
    workspace = out / "shot.gpkg"
    workspace.unlink(missing_ok=True)
    subprocess.run([liantu, "new", str(workspace)], check=True, stdout=subprocess.DEVNULL)
    views = ["city", *(f"chain:{number}" for number in range(1, 9)), "district:330522"]
    for view in views:
        path = out / f"render-{view.replace(':', '-')}.png"
        subprocess.run([liantu, "render", str(workspace), str(path), "--view", view, "--lang", "zh_CN"], check=True)
        print(path)
    for kind in ("svg", "pdf"):
        path = out / f"render-chain-1.{kind}"
        subprocess.run([liantu, "render", str(workspace), str(path), "--view", "chain:1", "--lang", "en"], check=True)
        print(path)
    workspace.unlink()


def wanted(size, names):
    return [scene for scene in SCENES[size] if not names or scene[0] in names]


def main():
    liantu, out, names = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    if os.environ.get("LIANTU_SHOT_SIZE"):
        good = [take(liantu, out, scene) for scene in wanted(os.environ["LIANTU_SHOT_SIZE"], names)]
        return 0 if all(good) else 1
    unknown = set(names) - {scene[0] for scenes in SCENES.values() for scene in scenes}
    if unknown:
        sys.exit(f"shot: there is no screen called {', '.join(sorted(unknown))}")
    if not names:
        pictures(liantu, out)
    status = 0
    for size in SCENES:
        if wanted(size, names):
            status |= subprocess.call([sys.executable, str(HERE / "with-display.py"), "--size", size, "--", "env",
                                       f"LIANTU_SHOT_SIZE={size}", sys.executable, *sys.argv])
    return status


sys.exit(main())
