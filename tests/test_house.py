"""The house keeps its own rules: floors, sizes, borders, docstrings, and what the wheel holds."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kg"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in MODULES]
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in zip(NAMES, MODULES, strict=True)}

#: Libraries that open outside bytes, to the files that may import them.
BORDERS = {
    "xml": ("guards/xml.py",),
    "lxml": ("guards/xml.py", "guards/html.py", "readers/html.py"),
    "zipfile": ("guards/zip.py",),
    "urllib": ("guards/http.py",),
    "http": ("guards/http.py",),
    "socket": ("guards/http.py",),
    "yaml": ("readers/front_matter.py",),
    "pickle": ("guards/worker.py",),
    "openpyxl": (),
    "docx": (),
    "requests": (),
}

#: Calls that change files, which only guards/atomic.py may do.
WRITES = {
    "write_text", "write_bytes", "touch", "unlink", "rmdir", "rename", "symlink_to", "hardlink_to", "rmtree", "copy",
    "copy2", "copyfile", "copytree", "move", "remove", "removedirs", "makedirs", "truncate", "ftruncate", "mkstemp",
    "NamedTemporaryFile", "mkdtemp", "TemporaryDirectory",
}  # fmt: skip
#: Where such a call is harmless: `-o` to a device, which cannot be put in place of another.
ALLOWED = {("commands/options.py", "path.open('wb')")}


def _tables() -> list[str]:
    return [name for name in NAMES if name != "guards/atomic.py"]


def test_the_floors_hold() -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("name", NAMES)
def test_files_and_functions_are_short(name: str) -> None:
    lines = (PACKAGE / name).read_text(encoding="utf-8").count("\n")
    functions = [n for n in ast.walk(TREES[name]) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno + 1 > 50]
    assert (lines <= 300, long) == (True, [])


def _without_docstring(tree: ast.Module) -> list[str]:
    found = [] if ast.get_docstring(tree) else ["the module"]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.Module):
            found += [
                inner.name
                for inner in node.body
                if isinstance(inner, ast.FunctionDef | ast.ClassDef)
                and not inner.name.startswith("_")
                and not (isinstance(node, ast.ClassDef) and node.name.startswith("_"))
                and not ast.get_docstring(inner)
            ]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_says_what_it_gives(name: str) -> None:
    assert _without_docstring(TREES[name]) == []


def _opens_to_write(call: ast.Call) -> bool:
    name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    modes = [v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
    opens = name == "open" and any(re.fullmatch(r"[rwaxb+t]{1,3}", mode) and set(mode) & set("wax+") for mode in modes)
    low = isinstance(call.func, ast.Attribute) and ast.unparse(call.func) in ("os.open", "os.replace", "os.write")
    return opens or low


def _writes(name: str) -> list[str]:
    calls = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
    named = [c.func.attr for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr in WRITES]
    opened = [ast.unparse(call) for call in calls if _opens_to_write(call) and "os.devnull" not in ast.unparse(call)]
    return [n for n in (*named, *opened) if (name, n) not in ALLOWED and not _is_copy_of_value(name, n)]


def _is_copy_of_value(name: str, method: str) -> bool:
    """Tell whether a method of that name is one of a dict, a list or a graph, which changes no file."""
    source = (PACKAGE / name).read_text(encoding="utf-8")
    return method in ("copy", "remove") and not re.search(r"\b(os|shutil)\.(copy|remove)\b", source)


@pytest.mark.parametrize("name", _tables())
def test_only_one_module_changes_files(name: str) -> None:
    assert _writes(name) == []


#: Parts of those libraries that only turn one text into another.
HARMLESS = ("urllib.parse", "xml.sax.saxutils")


def _imports(tree: ast.Module) -> set[str]:
    """Give the libraries that are imported when the program runs, not those that only name a type."""
    types = [node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    skipped = {id(inner) for node in types for inner in ast.walk(node)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return {name.split(".")[0] for name in found if name not in HARMLESS}


@pytest.mark.parametrize("name", NAMES)
def test_libraries_that_open_outside_bytes_stay_at_their_border(name: str) -> None:
    assert {lib for lib in _imports(TREES[name]) & BORDERS.keys() if name not in BORDERS[lib]} == set()


_SPARQL = re.compile(
    r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE|INSERT|DELETE|WHERE|FILTER|CLEAR|DROP)\b\s*[{(?*]|\bVALUES\s+\?"
)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "queries/__init__.py"])
def test_no_text_is_pasted_into_sparql(name: str) -> None:
    pasted = []
    for node in ast.walk(TREES[name]):
        parts: list[ast.expr] = []
        if isinstance(node, ast.JoinedStr):
            parts = node.values
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            parts = [node.left, node.right]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("format", "replace")
        ):
            parts = [node.func.value]
        pasted += [
            p.value
            for p in parts
            if isinstance(p, ast.Constant) and isinstance(p.value, str) and _SPARQL.search(p.value)
        ]
    assert pasted == []


def _tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_tells_of_the_machine_it_was_made_on() -> None:
    """Paths of one machine, in pieces so that this file does not hold them."""
    local = re.compile(
        "|".join(["/" + "work/", "/" + "home/" + r"\w", "/" + "root/", "/" + "Users/" + r"\w", "kg" + "brief"])
    )
    found = {}
    for path in _tracked():
        if path.is_file() and path.suffix in (
            ".py",
            ".md",
            ".toml",
            ".cfg",
            ".txt",
            ".csv",
            ".ttl",
            ".rq",
            ".j2",
            ".trig",
            "",
        ):
            hits = local.findall(path.read_text(encoding="utf-8", errors="replace"))
            if hits:
                found[path.relative_to(ROOT).as_posix()] = hits[:3]
    assert found == {}


@pytest.mark.slow
def test_the_wheel_holds_all_that_is_not_python(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    names = ("kg", "ontology", "setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
    copy.mkdir()
    for name in names:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy / name)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", copy],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"kg/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {f"kg/ontology/{path.name}" for path in (ROOT / "ontology").iterdir() if path.suffix in (".ttl", ".py")}
    assert wanted - held == set()
    assert {name.partition("/")[0] for name in held} == {"kg", f"{wheel.name.split('-py3')[0]}.dist-info"}
