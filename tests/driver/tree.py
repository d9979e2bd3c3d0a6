"""The accessibility tree of a running program: finding, reading, clicking. All waits are bounded."""
import pathlib
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tools"))
import screen  # noqa: E402

DEEP = 40


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


def walk(node, depth=DEEP):
    """The node and what is below it, in the order of the tree; what is hidden is left out."""
    states = _bold(node.get_state_set)
    if states and not states.contains(Atspi.StateType.VISIBLE):
        return
    yield node
    if depth:
        for child in children(node):
            yield from walk(child, depth - 1)


def name(node):
    """What a screen reader would call it: its name, else its text."""
    said = _bold(node.get_name) or ""
    if not said:
        text = _bold(node.get_text_iface)
        said = (_bold(lambda: Atspi.Text.get_text(text, 0, -1)) or "") if text else ""
    return said


def role(node):
    return _bold(node.get_role_name) or ""


def words(node):
    """Everything that can be read below a node, in order, without repetitions of a label's own name."""
    return [said for said in map(name, walk(node)) if said]


def find(root, wanted, roles=(), nth=0, exact=True):
    def fits(node):
        said = name(node)
        return (said == wanted if exact else wanted in said) and (not roles or role(node) in roles)
    found = [node for node in walk(root) if fits(node)]
    return found[nth] if len(found) > nth else None


def wait_find(root, wanted, roles=(), exact=True, seconds=8):
    return screen.wait_for(lambda: find(root, wanted, roles, exact=exact), seconds, 0.1)


def wait_words(root, wanted, seconds=8):
    """TRUE once all of `wanted` can be read below `root` in this order."""
    def in_order():
        said = iter(words(root))
        return all(any(want in word for word in said) for want in wanted)
    return screen.wait_for(in_order, seconds, 0.1) is not None


def has_state(node, state):
    states = _bold(node.get_state_set)
    return bool(states and states.contains(state))


def middle(node):
    """Where to click it, in the window's coordinates."""
    box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return box.x + box.width / 2, box.y + box.height / 2


def click(display, node, at=None):
    """A real click of the pointer; `at` is a share of the node's width (the middle without it)."""
    left, top, _, _ = display.windows()[-1]
    x, y = middle(node)
    if at is not None:
        box = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        x = box.x + box.width * at
    screen.click(left + x, top + y)
