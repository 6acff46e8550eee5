"""All that kg can say when something is wrong, read from its code: the arguments of its errors and issues."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What makes a message: the positions of its arguments that people read.
MAKERS = {"KgError": (0,), "ReadError": (0,), "UsageError": (0,), "WorkspaceError": (0,), "Issue": (0, 2), "Decoded": (2,)}

#: Expressions that pass on what was made elsewhere, or come from a file that has its own languages.
PASSED_ON = {"error.message", "error.hint", "message", "hint", "parameter.meaning", "decoded.warning"}


@dataclass(frozen=True)
class Template:
    """An English sentence with `{}` where a value goes, and where it stands."""

    text: str
    where: str


@dataclass(frozen=True)
class _Module:
    path: Path
    tree: ast.Module


@cache
def modules() -> tuple[_Module, ...]:
    """Give the modules of kg."""
    root = Path(str(resources.files("kg")))
    return tuple(_Module(path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(root.rglob("*.py")))


def collect() -> list[Template]:
    """Give every template; one that cannot be followed begins with `??`."""
    found = {}
    for module in modules():
        for call, scope in _calls(module.tree, module.tree):
            name = _name(call)
            for node in _arguments(call, MAKERS.get(name, ()), ("message", "hint", "warning")):
                for text in _texts(node, scope, module):
                    found[text] = Template(text, f"{module.path.name}:{call.lineno}")
    return [template for text, template in sorted(found.items()) if text.strip("{} \n^")]


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inner = child if isinstance(child, ast.FunctionDef) else scope
        if isinstance(child, ast.Call):
            yield child, inner
        yield from _calls(child, inner)


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _arguments(call: ast.Call, positions: tuple[int, ...], names: tuple[str, ...]) -> list[ast.expr]:
    if not positions:
        return []
    placed = [call.args[i] for i in positions if i < len(call.args)]
    return placed + [word.value for word in call.keywords if word.arg in names]


def _texts(node: ast.expr, scope: ast.AST, module: _Module) -> Iterator[str]:
    """Yield the templates that an expression can give."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        for part in node.values:  # a value can hold words of its own
            if isinstance(part, ast.FormattedValue) and isinstance(part.value, (ast.Name, ast.IfExp)):
                yield from (text for text in _texts(part.value, scope, module) if not text.startswith("??") and " " in text)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, scope, module)
        yield from _texts(node.orelse, scope, module)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(value, scope, module)
    elif isinstance(node, ast.Name):
        yield from _named(node.id, scope, module)
    else:
        yield f"?? {ast.unparse(node)}"


def _named(name: str, scope: ast.AST, module: _Module) -> Iterator[str]:
    """Yield what a name can stand for: assigned here, a constant of the module, part of a table, or a parameter."""
    values = [*_assigned(name, scope), *(_assigned(name, module.tree, deep=False))]
    if values:
        for value in values:
            yield from _texts(value, scope, module)
    elif isinstance(scope, ast.FunctionDef) and name in (names := [a.arg for a in scope.args.args]):
        yield from _passed(scope.name, names.index(name), name, module)
    else:
        yield f"?? {name}"


def _assigned(name: str, scope: ast.AST, *, deep: bool = True) -> Iterator[ast.expr]:
    for node in ast.walk(scope) if deep else ast.iter_child_nodes(scope):
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            yield node.value
        elif isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Tuple):
            names = [getattr(part, "id", "") for part in node.target.elts]
            if name in names and isinstance(node.iter, ast.Name):
                yield from _column(node.iter.id, names.index(name))


def _column(table: str, index: int) -> Iterator[ast.expr]:
    for module in modules():
        for value in _assigned(table, module.tree, deep=False):
            yield from (row.elts[index] for row in getattr(value, "elts", ()) if isinstance(row, ast.Tuple))


def _passed(function: str, index: int, name: str, home: _Module) -> Iterator[str]:
    """Yield what calls give a parameter; a function with `_` is called in its own module only."""
    for module in (home,) if function.startswith("_") else modules():
        for call, scope in _calls(module.tree, module.tree):
            if _name(call) == function:
                for node in _arguments(call, (index,), (name,)):
                    yield from _texts(node, scope, module)
