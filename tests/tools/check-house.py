"""The house in order: no room above `map` knows GTK, no source includes a room it may not use, no
file has outgrown its class, and none has been forgotten: every source and test is built, every
template and icon is in the resources, every template's classes are there before it is built. Run from the project's top directory."""
import pathlib
import re
import sys

ORDER = ["geo", "model", "workspace", "exchange", "draw", "session", "command", "map", "panels", "app"]
WITHOUT_GTK = set(ORDER[:ORDER.index("map")])
MAX_LINES = 1000
TOOLKIT = re.compile(r'#include <(gtk/|gdk/|adwaita|shumate/|libsoup/)')
OWN = re.compile(r'#include "([^"]+)"')

faults = []
rooms = {path.name: path for path in pathlib.Path("src").iterdir() if path.is_dir()}
owner = {header.name: name for name, path in rooms.items() for header in path.rglob("*.h")}
faults += [f"src/{name}: a room that the house does not know" for name in rooms if name not in ORDER]

for path in sorted([*pathlib.Path("src").rglob("*.[ch]"), *pathlib.Path("tests").rglob("*.[ch]")]):
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) > MAX_LINES:
        faults.append(f"{path}: {len(lines)} lines, more than {MAX_LINES}")
    room = path.parts[1]
    if path.parts[0] != "src" or room not in ORDER:
        continue
    for number, line in enumerate(lines, 1):
        if room in WITHOUT_GTK and TOOLKIT.match(line):
            faults.append(f"{path}:{number}: {room} works without a display: {line}")
        included = OWN.match(line)
        used = owner.get(included.group(1).split("/")[-1]) if included else None
        if used in ORDER and ORDER.index(used) > ORDER.index(room):
            faults.append(f"{path}:{number}: {room} may not use {used}: {line}")

for path in sorted([*pathlib.Path("src").rglob("*.c"), *pathlib.Path("tests").glob("*/test-*")]):
    build = path.parent / "meson.build"
    if path.suffix in (".c", ".py") and path.stem.removeprefix("test-") not in build.read_text(encoding="utf-8"):
        faults.append(f"{path}: {build} does not build it")

resources = pathlib.Path("ui/liantu.gresource.xml").read_text(encoding="utf-8")
for path in sorted([*pathlib.Path("ui").glob("*.ui"), *pathlib.Path("ui").glob("*.css"),
                    *pathlib.Path("icons/scalable/actions").glob("*.svg")]):
    if path.name not in resources:
        faults.append(f"{path}: not listed in ui/liantu.gresource.xml")

# Debian 12's GtkBuilder finds a class by its name, Debian 13's only once its type is registered.
for template in sorted(pathlib.Path("ui").glob("*.ui")):
    users = [text for path in pathlib.Path("src").rglob("*.c")
             if f'/{template.name}"' in (text := path.read_text(encoding="utf-8"))]
    for name in sorted(set(re.findall(r'<object class="Lt(\w+)"', template.read_text(encoding="utf-8")))):
        kind = "LT_TYPE_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()
        if not any(f"g_type_ensure ({kind})" in text for text in users):
            faults.append(f"{template}: Lt{name} needs g_type_ensure ({kind}) in the class that uses the template")

print(*faults, sep="\n")
sys.exit(1 if faults else 0)
