"""The accessibility tree of a running program: finding, reading, clicking. All waits are bounded."""
import pathlib
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import screen  # noqa: E402

DEEP = 40
LEAVES = ("image", "label", "scroll bar", "separator")


def application(pid, seconds=20):
    """The root of the program with this process id, once it has a window."""
    Atspi.set_timeout(2000, 10000)

    def look():
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_process_id() == pid and child.get_child_count() > 0:
                return child
        return None
    return screen.wait_for(lambda: _bold(look), seconds, 0.1)


def _bold(question):
    """What is asked of a tree that changes meanwhile may fail: then there is no answer yet."""
    try:
        return question()
    except GLib.Error:
        return None


def children(node):
    return [child for child in (_bold(lambda i=i: node.get_child_at_index(i))
                                for i in range(_bold(node.get_child_count) or 0)) if child]


def shown(node):
    """FALSE for what is hidden or has never been given a place, such as a page that was not opened."""
    if not has_state(node, Atspi.StateType.VISIBLE):
        return False
    box = _bold(lambda: Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW))
    return box is None or (box.width > 0 and box.height > 0)


def walk(node, depth=DEEP):
    """The node and what is shown below it, in the order of the tree."""
    yield node
    if depth and role(node) not in LEAVES:
        for child in children(node):
            if shown(child):
                yield from walk(child, depth - 1)


def has(node, interface):
    return interface in (_bold(node.get_interfaces) or ())


def name(node):
    """What a screen reader would call it: its name, else its text."""
    return _bold(node.get_name) or text(node)


def text(node):
    return (_bold(lambda: Atspi.Text.get_text(node, 0, -1)) or "") if has(node, "Text") else ""


def role(node):
    return _bold(node.get_role_name) or ""


def words(node):
    """Everything that can be read below a node, in order: names, and the text of what another label names."""
    said = ((name(at), text(at)) for at in walk(node))
    return [word for called, written in said for word in dict.fromkeys((called, written)) if word]


def find(root, wanted, roles=(), nth=0, exact=True):
    def fits(node):
        said = name(node)
        # Debian 13's GTK calls a menu by what is chosen in it, and what it is for its description.
        if role(node) == "combo box" and description(node) == wanted:
            return True
        return (said == wanted if exact else wanted in said) and (not roles or role(node) in roles)
    found = [node for node in walk(root) if fits(node)]
    return found[nth] if len(found) > nth else None


def wait_find(root, wanted, roles=(), exact=True, seconds=15):
    return screen.wait_for(lambda: find(root, wanted, roles, exact=exact), seconds, 0.1)


def in_order(said, wanted):
    """TRUE when all of `wanted` are said in this order, one after the other."""
    said = iter(said)
    return all(any(want in word for word in said) for want in wanted)


def wait_words(root, wanted, seconds=15):
    """What can be read below `root` once all of `wanted` can in this order; None when it never could."""
    def look():
        said = words(root)
        return in_order(said, wanted) and said
    return screen.wait_for(look, seconds, 0.1)


def has_state(node, state):
    states = _bold(node.get_state_set)
    return bool(states and states.contains(state))


def extents(node):
    """x, y, width, height in the window's coordinates, which leave out the shadow around it."""
    box = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return box.x, box.y, box.width, box.height


def frame(node):
    while role(node) not in ("frame", "dialog", "window"):
        node = node.get_parent()
    return node


def at_rest(node, quiet=0.3, seconds=5):
    """Its extents, once they stay the same for `quiet` seconds: what comes off a thread moves what lies below it."""
    box, since, until = extents(node), time.monotonic(), time.monotonic() + seconds
    while time.monotonic() < until and time.monotonic() - since < quiet:
        time.sleep(0.05)
        now = extents(node)
        if now != box:
            box, since = now, time.monotonic()
    return box


def place(display, node, across=0.5):
    """Where on the screen a node's middle is, `across` of its width.

    Debian 12's GTK gives the frame without the shadow around it; Debian 13's gives it whole, its corner at minus
    the shadow's width, and takes that width off everything in it twice.
    """
    x, y, w, h = at_rest(node)
    left, top, width, height = display.windows()[-1]
    shadow_x, shadow_y, inner_width, inner_height = extents(frame(node))
    return (left + (width - inner_width) / 2 - 2 * shadow_x + x + w * across,
            top + (height - inner_height) / 2 - 2 * shadow_y + y + h / 2)


def click(display, node, across=0.5, hold=0.0):
    """A real click of the pointer on a node, `across` of its width, the button down for `hold` seconds."""
    screen.click(*place(display, node, across), hold)


def description(node):
    return _bold(node.get_description) or ""
