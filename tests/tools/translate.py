"""Keeps po/ in step with the sources. Run from the project's top directory.

    translate.py [FRAGMENT.po ...]  rewrite po/POTFILES, merge new messages into every po/LANG.po,
                                    taking translations from the fragments; tells what is missing
    translate.py --check            exit 1 when a message is missing, fuzzy or malformed
"""
import pathlib
import re
import subprocess
import sys
import tempfile

TRANSLATED = re.compile(r'\b(_|N_|C_|NC_|Q_|g_dgettext|ngettext|g_dngettext|g_dpgettext2?) ?\(')
KEYWORDS = ("_", "N_", "Q_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dgettext:2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def potfiles():
    sources = [path for path in pathlib.Path("src").rglob("*.[ch]")
               if TRANSLATED.search(path.read_text(encoding="utf-8"))]
    templates = [path for path in pathlib.Path("ui").rglob("*.ui")
                 if 'translatable="' in path.read_text(encoding="utf-8")]
    entries = [*pathlib.Path("data").glob("*.desktop.in"), *pathlib.Path("data").glob("*.metainfo.xml.in.in")]
    return sorted(map(str, entries)) + sorted(map(str, sources)) + sorted(map(str, templates))


def extract(folder):
    """The messages of all sources as a .pot file in `folder`."""
    pot = folder / "liantu.pot"
    names = folder / "POTFILES"
    names.write_text("\n".join(potfiles()) + "\n", encoding="utf-8")
    run("xgettext", "--from-code=UTF-8", "--add-comments=Translators:", "--package-name=liantu", "--output", str(pot),
        "--files-from", str(names), *(f"--keyword={keyword}" for keyword in KEYWORDS),
        *(f"--flag={name}:pass-c-format" for name in ("_:1", "N_:1", "C_:2", "NC_:2")),
        "--flag=g_set_error:4:c-format", "--flag=g_strdup_printf:1:c-format")
    return pot


def languages():
    return [pathlib.Path("po") / f"{name}.po" for name in pathlib.Path("po/LINGUAS").read_text().split()]


def whole(fragment, folder, number):
    """A fragment with a header and without repetitions."""
    text = fragment.read_text(encoding="utf-8")
    if "charset=" not in text:
        text = HEADER + text
    copy = folder / f"fragment-{number}.po"
    copy.write_text(text, encoding="utf-8")
    run("msguniq", "--use-first", "--output-file", str(copy), str(copy))
    return copy


def missing(po):
    """The messages of `po` without a translation that counts."""
    return [line for choice in ("--untranslated", "--only-fuzzy")
            for line in re.findall('^msgid "(.+)"$', run("msgattrib", choice, "--no-obsolete", "--no-wrap", str(po)),
                                   re.MULTILINE)]


def merge(po, pot, fragments, folder):
    together = folder / "together.po"
    run("msgcat", "--use-first", "--output-file", str(together), str(po), *map(str, fragments))
    run("msgmerge", "--no-fuzzy-matching", "--output-file", str(po), str(together), str(pot))
    run("msgattrib", "--no-obsolete", "--output-file", str(po), str(po))


def update(fragments):
    pathlib.Path("po/POTFILES").write_text("\n".join(potfiles()) + "\n", encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pot = extract(folder)
        parts = [whole(pathlib.Path(fragment), folder, i) for i, fragment in enumerate(fragments)]
        for po in languages():
            merge(po, pot, parts, folder)
            left = missing(po)
            print(f"{po}: {len(left)} not translated", *left, sep="\n")


def check():
    faults = []
    if pathlib.Path("po/POTFILES").read_text(encoding="utf-8").split() != potfiles():
        faults.append("po/POTFILES is not what the sources need: run ./dev translate")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pot = extract(folder)
        for po in languages():
            checked = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", str(po)], capture_output=True, text=True)
            faults += [checked.stderr] if checked.returncode else []
            merged = folder / po.name
            run("msgmerge", "--no-fuzzy-matching", "--output-file", str(merged), str(po), str(pot))
            faults += [f"{po}: not translated: {text}" for text in missing(merged)]
    print(*faults, sep="\n")
    return 1 if faults else 0


if sys.argv[1:] == ["--check"]:
    sys.exit(check())
update(sys.argv[1:])
