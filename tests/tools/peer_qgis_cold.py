"""How long QGIS itself takes from its start until a project of parcels in five classes is on its canvas.

    peer_qgis_cold.py PARCELS.gpkg VIEWS.json [RUNS]     one JSON object; needs Debian's qgis and a display

The first start, which makes its profile, does not count.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

SECONDS = 60
# Runs inside QGIS: says when the canvas has the layer on it, and ends.
INSIDE = """
import os, time
from qgis.core import QgsProject
from qgis.utils import iface
def done(*_):
    if QgsProject.instance().mapLayers():
        with open(os.environ["PEER_MARK"], "w") as file:
            canvas = iface.mapCanvas()
            file.write(f"{time.time()} {canvas.width()} {canvas.height()}")
        os._exit(0)
iface.mapCanvas().mapCanvasRefreshed.connect(done)
"""


def make_project(parcels, views, path):
    """In a process of its own, as QGIS is known to crash when it cleans up."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    import peer_qgis
    from qgis.core import (QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRectangle,
                           QgsReferencedRectangle)
    with open(views, encoding="utf-8") as file:
        data = json.load(file)
    application = QgsApplication([], False)
    application.initQgis()
    project, system = QgsProject.instance(), QgsCoordinateReferenceSystem("EPSG:3857")
    project.setCrs(system)
    project.addMapLayer(peer_qgis.make_layer(os.path.abspath(parcels), data["breaks"]))
    box = QgsRectangle(*data["views"]["city"]["merc"])
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(box, system))
    os._exit(0 if project.write(path) else 1)


def start(folder, project):
    """Seconds until it is painted and the pixels of its map; None when it was not."""
    mark, code = folder / "mark", folder / "inside.py"
    mark.unlink(missing_ok=True)
    code.write_text(INSIDE, encoding="utf-8")
    # The system's Python, not another one of the person's: QGIS would look for its modules there.
    environment = {**os.environ, "PEER_MARK": str(mark), "QT_QPA_PLATFORM": "xcb", "PATH": "/usr/bin:/bin"}
    begin = time.time()
    process = subprocess.Popen(["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(folder / "profile"), "--code",
                                str(code), "--project", str(project)], env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if not mark.exists():
        return None
    end, width, height = map(float, mark.read_text().split())
    return end - begin, int(width * height)


def main(parcels, views, runs="1"):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        project = folder / "peer.qgz"
        made = subprocess.run([sys.executable, __file__, "--project", parcels, views, str(project)], check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not project.exists():
            sys.exit(f"peer_qgis_cold: no project was made ({made.returncode})")
        rows = [start(folder, project) for _ in range(int(runs) + 1)][1:]
        if None in rows:
            sys.exit("peer_qgis_cold: QGIS painted nothing")
        seconds, pixels = zip(*rows)
        print(json.dumps({"seconds": statistics.median(seconds), "pixels": pixels[0]}), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--project":
        make_project(*sys.argv[2:])
    main(*sys.argv[1:])
