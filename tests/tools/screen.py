"""A look at an X display without other tools, and a program running on it.

Used by the driver, by `./dev shot` and by `./dev bench`; all waits are bounded.
"""
import ctypes
import os
import signal
import struct
import subprocess
import time
import zlib


class _Image(ctypes.Structure):
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int),
                ("bitmap_unit", ctypes.c_int), ("bitmap_bit_order", ctypes.c_int), ("bitmap_pad", ctypes.c_int),
                ("depth", ctypes.c_int), ("bytes_per_line", ctypes.c_int), ("bits_per_pixel", ctypes.c_int)]


class _Attributes(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
                ("border_width", ctypes.c_int), ("depth", ctypes.c_int), ("visual", ctypes.c_void_p),
                ("root", ctypes.c_ulong), ("class_", ctypes.c_int), ("bit_gravity", ctypes.c_int),
                ("win_gravity", ctypes.c_int), ("backing_store", ctypes.c_int), ("backing_planes", ctypes.c_ulong),
                ("backing_pixel", ctypes.c_ulong), ("save_under", ctypes.c_int), ("colormap", ctypes.c_ulong),
                ("map_installed", ctypes.c_int), ("map_state", ctypes.c_int), ("all_event_masks", ctypes.c_long),
                ("your_event_mask", ctypes.c_long), ("do_not_propagate_mask", ctypes.c_long),
                ("override_redirect", ctypes.c_int), ("screen", ctypes.c_void_p)]


_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_VIEWABLE, _Z_PIXMAP, _ALL_PLANES = 2, 2, ctypes.c_ulong(-1)


class Screen:
    """The display named by DISPLAY."""

    def __init__(self):
        x = self._x = ctypes.CDLL("libX11.so.6")
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = ctypes.c_ulong
        x.XGetImage.restype = ctypes.POINTER(_Image)
        # A window may go away between two questions: that is an answer, not a reason to exit.
        self._ignore = _HANDLER(lambda display, error: 0)
        x.XSetErrorHandler(self._ignore)
        self._display = ctypes.c_void_p(x.XOpenDisplay(None))
        assert self._display, "no display"
        self._root = ctypes.c_ulong(x.XDefaultRootWindow(self._display))
        self.width = x.XDisplayWidth(self._display, 0)
        self.height = x.XDisplayHeight(self._display, 0)

    def windows(self):
        """(x, y, width, height) of the mapped top-level windows, lowest first."""
        x, root, parent = self._x, ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        x.XQueryTree(self._display, self._root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children),
                     ctypes.byref(count))
        found = []
        for window in children[:count.value]:
            a = _Attributes()
            if x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(a)) \
               and a.map_state == _VIEWABLE and a.width > 100 and a.height > 100:
                found.append((a.x, a.y, a.width, a.height))
        if count.value:
            x.XFree(children)
        return found

    def pixels(self, left, top, width, height):
        """Rows of BGRX bytes of a part of the screen, as one string."""
        image = self._x.XGetImage(self._display, self._root, left, top, width, height, _ALL_PLANES, _Z_PIXMAP)
        data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
        self._x.XDestroyImage(image)
        return data

    def sample(self, rows=24):
        """Some whole rows of the screen: cheap enough to ask a hundred times a second."""
        return b"".join(self.pixels(0, self.height * (2 * i + 1) // (2 * rows), self.width, 1) for i in range(rows))

    def set_text_size(self, percent):
        """Programs started from now on draw their text at this size, as a desktop would tell them to."""
        text = f"Xft.dpi:\t{round(96 * percent / 100)}\n".encode("ascii")
        resource_manager, string, replace = ctypes.c_ulong(23), ctypes.c_ulong(31), 0
        self._x.XChangeProperty(self._display, self._root, resource_manager, string, 8, replace, text, len(text))
        self._x.XSync(self._display, 0)

    def save(self, path):
        data = self.pixels(0, 0, self.width, self.height)
        rgb = bytearray(self.width * self.height * 3)
        for channel in range(3):
            rgb[channel::3] = data[2 - channel::4]
        line = self.width * 3
        raw = b"".join(b"\0" + rgb[y * line:(y + 1) * line] for y in range(self.height))

        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0))
                       + chunk(b"IDAT", zlib.compress(raw, 6)) + chunk(b"IEND", b""))


def wait_for(question, seconds=10.0, every=0.02):
    """The first true answer, or None when there was none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = question()
        if answer:
            return answer
        time.sleep(every)
    return None


class Program:
    """A program on the display; `with` ends it."""

    def __init__(self, command, env=None, log=subprocess.DEVNULL):
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
                                        stdout=log, stderr=log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def elapsed(self):
        return time.monotonic() - self.started

    def alive(self):
        return self.process.poll() is None

    def memory_mb(self, name="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith(name + ":"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def cpu_seconds(self):
        """Processor time of all its threads so far, user and system."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self, seconds=10.0):
        """Asks it to quit with Ctrl+Q. Returns its exit status, None when it stayed."""
        key("ctrl+q")
        wait_for(lambda: not self.alive(), seconds)
        return self.process.poll()

    def kill(self):
        if self.alive():
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def key(*names):
    subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)


def type_text(text):
    subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)


def point(x, y):
    """Moves the pointer there, by way of the screen's upper edge: a tooltip that is still open would lie over what is
    pointed at and take the press."""
    subprocess.run(["xdotool", "mousemove", str(int(x)), "1", "sleep", "0.1", "mousemove", str(int(x)), str(int(y))],
                   check=True)


def click(x, y, hold=0.0):
    point(x, y)
    subprocess.run(["xdotool", "mousedown", "1", "sleep", str(hold), "mouseup", "1"], check=True)


def drag(x, y, by, steps=8):
    """The pointer pressed, moved to the right by so many pixels in small steps, and released."""
    point(x, y)
    subprocess.run(["xdotool", "mousedown", "1"], check=True)
    for _ in range(steps):
        subprocess.run(["xdotool", "mousemove_relative", "--", str(round(by / steps)), "0", "sleep", "0.05"], check=True)
    subprocess.run(["xdotool", "mouseup", "1"], check=True)


def colours(sample):
    return len({sample[i:i + 3] for i in range(0, len(sample), 4)})


def settle(screen, quiet=1.5, seconds=20.0, look=None):
    """Waits until the screen, or what `look` sees of it, has not changed for `quiet` seconds. Returns when it last
    changed."""
    look = look or screen.sample
    until = time.monotonic() + seconds
    last, changed = look(), time.monotonic()
    while time.monotonic() < until and time.monotonic() - changed < quiet:
        time.sleep(0.02)
        now = look()
        if now != last:
            last, changed = now, time.monotonic()
    return changed
