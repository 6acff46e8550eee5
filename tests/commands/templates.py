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
MAKERS = {
    "KgError": (0,),
    "ReadError": (0,),
    "UsageError": (0,),
    "WorkspaceError": (0,),
    "BusyError": (0,),
    "Issue": (0, 2),
    "Decoded": (2,),
    "Encoding": (3,),
    "UnusableError": (0, 1),
}

#: Expressions that pass on what was made elsewhere, or come from a file that has its own languages.
PASSED_ON = {
    "error.message", "error.hint", "issue.message", "issue.hint", "wrong.message", "wrong.hint",
    "message", "hint", "parameter.meaning", "decoded.warning", "encoding.warning",
    "self.message", "self.hint",
    "' '.join(error.format_message().split())",
}  # fmt: skip


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


@dataclass(frozen=True)
class _Place:
    """Where an expression stands: in which function of which module, and through which functions it came here."""

    module: _Module
    scope: ast.AST
    trail: tuple[str, ...] = ()


def collect() -> list[Template]:
    """Give every template; one that cannot be followed begins with `??`."""
    found = {}
    for module in modules():
        for call, scope in _calls(module.tree, module.tree):
            for node in _arguments(call, MAKERS.get(_name(call), ()), ("message", "hint", "warning")):
                for text in _texts(node, _Place(module, scope)):
                    found[text] = Template(text, f"{module.path.name}:{call.lineno}")
    return [template for text, template in sorted(found.items()) if text.strip("{} \n^")]


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inner = child if isinstance(child, ast.FunctionDef) else scope
        if isinstance(child, ast.Call):
            yield child, inner
        yield from _calls(child, inner)


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _arguments(call: ast.Call, positions: tuple[int, ...], names: tuple[str, ...]) -> list[ast.expr]:
    placed = [call.args[i] for i in positions if i < len(call.args)]
    return placed + [word.value for word in call.keywords if positions and word.arg in names]


def _texts(node: ast.expr, place: _Place) -> Iterator[str]:
    """Yield the templates that an expression can give."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield from _inside(node, place)
    elif isinstance(node, (ast.IfExp, ast.BoolOp)):
        for value in node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse):
            yield from _texts(value, place)
    elif isinstance(node, ast.Name):
        yield from _named(node.id, place)
    else:
        yield f"?? {ast.unparse(node)}"


def _inside(node: ast.JoinedStr, place: _Place) -> Iterator[str]:
    """Yield the sentences that a value of an f-string can be; single words are values."""
    for part in node.values:
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, (ast.Name, ast.IfExp)):
            found = _texts(part.value, place)
            yield from (text for text in found if not text.startswith("??") and " " in text.strip())


def _named(name: str, place: _Place) -> Iterator[str]:
    """Yield what a name can stand for: assigned here, a constant of the module, part of a table, or a parameter."""
    values = [*_assigned(name, place.scope), *_assigned(name, place.module.tree, deep=False)]
    parameters = [a.arg for a in place.scope.args.args] if isinstance(place.scope, ast.FunctionDef) else []
    for value in values:
        yield from _texts(value, place)
    if name in parameters and isinstance(place.scope, ast.FunctionDef):
        yield from _passed(place.scope.name, parameters, name, place)
    elif not values:
        yield f"?? {name}"


def _assigned(name: str, scope: ast.AST, *, deep: bool = True) -> Iterator[ast.expr]:
    for node in ast.walk(scope) if deep else ast.iter_child_nodes(scope):
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets):
            yield node.value
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Name):
            names = [getattr(part, "id", "") for part in node.target.elts]
            yield from _column(node.iter.id, names.index(name)) if name in names else ()


def _column(table: str, index: int) -> Iterator[ast.expr]:
    for module in modules():
        for value in _assigned(table, module.tree, deep=False):
            yield from (row.elts[index] for row in getattr(value, "elts", ()) if isinstance(row, ast.Tuple))


def _passed(function: str, parameters: list[str], name: str, place: _Place) -> Iterator[str]:
    """Yield what calls give a parameter; a function with `_` is called in its own module only."""
    if function in place.trail or name not in parameters:
        return
    index = parameters.index(name) - ("self" in parameters[:1])
    for module in (place.module,) if function.startswith("_") else modules():
        for call, scope in _calls(module.tree, module.tree):
            if _name(call) == function:
                for node in _arguments(call, (index,), (name,)):
                    yield from _texts(node, _Place(module, scope, (*place.trail, function)))
