import ast
import doctest
import importlib
import inspect
import os
import pathlib
import pkgutil
import subprocess
import sys

import dateline_news
from dateline_news import _core

SETTINGS = pathlib.Path(__file__).resolve().parent.parent / "pyproject.toml"
FOLDER = pathlib.Path(dateline_news.__file__).parent


def modules():
    yield dateline_news
    for found in pkgutil.walk_packages([str(FOLDER)], "dateline_news."):
        yield importlib.import_module(found.name)


def test_examples_in_docstrings_hold():
    tried = 0
    for module in modules():
        failed, count = doctest.testmod(module)
        assert failed == 0, module.__name__
        tried += count
    # What is written in Rust is found by its name in the package.
    for name in ("read", "read_text", "columns"):
        function = getattr(dateline_news, name)
        found = doctest.DocTestFinder().find(function, name, globs={})
        for test in found:
            result = doctest.DocTestRunner().run(test)
            assert result.failed == 0, name
            tried += result.attempted
    assert tried >= 20, tried


def test_every_public_thing_is_documented_and_has_a_stub():
    stubs = ast.parse((FOLDER / "_core.pyi").read_text())
    named = {node.name: node for node in stubs.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    real = {name for name in dir(_core) if not name.startswith("__")}
    assert set(named) == real
    for name in real:
        thing = getattr(_core, name)
        assert inspect.getdoc(thing), name
        if inspect.isclass(thing) and not issubclass(thing, Exception):
            members = {node.name for node in named[name].body if isinstance(node, ast.FunctionDef)}
            assert members == {member for member in vars(thing) if not member.startswith("__")}, name
            for member in members:
                assert inspect.getdoc(getattr(thing, member)), f"{name}.{member}"
        elif not inspect.isclass(thing):
            arguments = named[name].args
            said = [one.arg for one in arguments.posonlyargs + arguments.args + arguments.kwonlyargs]
            assert said == list(inspect.signature(thing).parameters), name
    for name in dateline_news.__all__:
        assert inspect.getdoc(getattr(dateline_news, name)), name


def test_the_types_are_told():
    assert (FOLDER / "py.typed").exists()
    checked = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--config-file", SETTINGS, "-p", "dateline_news"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_importing_is_quick_and_needs_nothing():
    code = "import sys, time; at = time.process_time(); import dateline_news; print(time.process_time() - at); print('pyarrow' in sys.modules)"
    best = 1.0
    for _ in range(5):
        told = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout.split()
        assert told[1] == "False"
        best = min(best, float(told[0]))
    assert best < 0.060, f"{best * 1000:.0f} ms"


def test_the_wheel_is_small_and_for_every_python():
    wheel = pathlib.Path(os.environ["DATELINE_WHEEL"])
    assert wheel.stat().st_size < 12_000_000, wheel.stat().st_size
    assert "-cp310-abi3-" in wheel.name
