"""A workspace of the made-up parcels of tests/data/land, with the figures to judge them by."""
import os
import pathlib
import sqlite3
import subprocess

DATA = pathlib.Path(__file__).resolve().parents[1] / "data" / "land"


def fill(liantu, workspace, language="en"):
    """Makes the workspace, in place of one that is there."""
    workspace.unlink(missing_ok=True)
    for arguments in (("new", workspace), ("import", workspace, "parcels", DATA / "parcels.geojson"),
                      ("import", workspace, "enterprises", DATA / "enterprises.csv")):
        subprocess.run([liantu, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "LANGUAGE": language})
    connection = sqlite3.connect(workspace)
    with connection:
        connection.executescript((DATA / "figures.sql").read_text(encoding="utf-8"))
    connection.close()
