"""How long QGIS's parallel renderer takes for a view of parcels in five classes with thin outlines.

    peer_qgis.py PARCELS.gpkg VIEWS.json VIEW [RUNS]     one JSON object; needs Debian's python3-qgis

One picture warms up, the median of the others counts.
"""
import json
import os
import resource
import statistics
import sys
import time

from qgis.core import (Qgis, QgsApplication, QgsCoordinateReferenceSystem, QgsFillSymbol,
                       QgsGraduatedSymbolRenderer, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle,
                       QgsRendererRange, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

COLOURS = ["#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026"]


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def make_layer(path, breaks):
    layer = QgsVectorLayer(path + "|layername=parcels", "parcels", "ogr")
    if not layer.isValid():
        sys.exit(f"peer_qgis: {path} has no layer that QGIS can read")
    ranges = []
    for colour, low, high in zip(COLOURS, breaks, breaks[1:]):
        symbol = QgsFillSymbol.createSimple({"color": colour, "outline_color": "#555555", "outline_width": "0.1"})
        ranges.append(QgsRendererRange(low, high, symbol, colour))
    layer.setRenderer(QgsGraduatedSymbolRenderer("tax_wan", ranges))
    return layer


def render(layer, size, box):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(*size))
    settings.setOutputDpi(96)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(*box))
    settings.setBackgroundColor(QColor("white"))
    for flag in (QgsMapSettings.Antialiasing, QgsMapSettings.UseRenderingOptimization):
        settings.setFlag(flag, True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def main(path, views, name, runs="1"):
    with open(views, encoding="utf-8") as file:
        data = json.load(file)
    application = QgsApplication([], False)
    application.initQgis()
    layer = make_layer(path, data["breaks"])
    walls, cpus = [], []
    for _ in range(int(runs) + 1):
        wall, worked = time.perf_counter(), cpu()
        render(layer, data["size"], data["views"][name]["merc"])
        walls.append((time.perf_counter() - wall) * 1e3)
        cpus.append((cpu() - worked) * 1e3)
    print(json.dumps({"version": Qgis.QGIS_VERSION.split("-")[0], "ms": statistics.median(walls[1:]),
                      "cpu_ms": statistics.median(cpus[1:])}), flush=True)
    # Its clean-up at exit is known to crash.
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
