"""The rules of the house that a reader relies on: floors, short files, one write path, words that can be translated."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps
from django.db import models

from accounts.permission_words import PERMISSIONS
from audit.verbs import all_verbs
from tenancy.models import Tenanted
from tests.architecture.code import PACKAGES, ROOT, modules, reaches
from tests.architecture.open_doors import PUBLIC
from tests.architecture.routes import routes
from tests.many import each

PYTHON_LINES, TEST_LINES, TEMPLATE_LINES, FUNCTION_LINES = 400, 600, 250, 50
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MIGRATIONS = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("migrations/*.py"))
OURS = [config for config in apps.get_app_configs() if config.name.partition(".")[0] in PACKAGES]


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_go_down_only():
    tool = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run(
        [tool, "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout[-3000:]
    assert "0 broken" in found.stdout


def test_every_package_stands_on_a_floor():
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in linter["contracts"] if contract["type"] == "layers")
    named = {name.strip() for layer in layers for name in layer.split(":")} | {"embedded"}
    assert named == set(PACKAGES) == set(linter["root_packages"])


def test_nothing_dodges_the_floors():
    """No import inside a function, none by name, and no linter told to look away."""
    for module in modules().values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)]
                assert not inside, f"{where(module.path)}:{inside[0].lineno if inside else 0}"
            assert not (isinstance(node, ast.Attribute) and node.attr == "import_module"), where(module.path)
        assert "PLC0415" not in module.path.read_text(), where(module.path)


def test_files_are_short():
    long = {}
    for module in modules().values():
        long[where(module.path)] = len(module.path.read_text().splitlines()) - PYTHON_LINES
    for path in (ROOT / "tests").rglob("*.py"):
        long[where(path)] = len(path.read_text().splitlines()) - TEST_LINES
    for path in TEMPLATES:
        long[where(path)] = len(path.read_text().splitlines()) - TEMPLATE_LINES
    assert {name for name, over in long.items() if over > 0} == set()


def test_functions_are_short():
    long = [
        f"{module.name}.{node.name}: {node.end_lineno - node.lineno + 1}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == []


def test_every_module_says_what_it_is_for():
    silent = [
        where(module.path)
        for module in modules().values()
        if module.path.read_text().strip() and not ast.get_docstring(module.tree)
    ]
    assert silent == []


NO_ENTRY = {
    "accounts.services.access.settle_access": "derives Access, outside the wall, from memberships that have entries",
    "sellers.services.payments.drop_same": "a part of giving data, which has the entry",
    "sellers.services.trading.begin_years": "starts clocks from the day that sellers came; what they bring about is recorded",
    "enforcement.services.appealing.may_decide": "answers a question",
    "enforcement.services.common.side_of": "answers a question",
    "enforcement.services.conflicts.refuse_conflict": "refuses or does nothing",
    "scanner.services.watching.note_read": "how far a person has read its own news, like a place in a list",
    "registry.services.title.may_take_back": "answers a question",
    "enforcement.services.escalating.may_answer": "answers a question",
    "enforcement.services.noting.unseen": "says what a query selects",
    "enforcement.services.bulk.chosen_cases": "reads what was chosen",
    "enforcement.services.common.hold_case": "locks the case for the deed that follows",
    "enforcement.services.drafting.hold_draft": "locks the complaint for the deed that follows",
    "enforcement.services.writing.is_at_it": "answers a question",
    "enforcement.services.writing.keep_writing": "what is only being written is said by nobody yet: saving it is the entry",
    "enforcement.services.letters_taken.acting_for": "answers a question",
    "enforcement.services.receiving.hold_letter": "locks the letter for the deed that follows",
    "enforcement.services.drafting.refuse_others_right": "refuses or does nothing",
    "enforcement.services.handling.may_add_evidence": "answers a question",
    "evidence.services.may_open_original": "answers a question",
    "registry.services.gate.answers": "answers a question",
    "registry.services.imports.compare_rows": "answers a question",
    "registry.services.lists.map_list": "what its columns mean changes no right; bringing it in is the entry",
    "registry.services.lists.outlook": "answers a question",
    "registry.services.licences.acts_for": "answers a question",
    "registry.services.licences.held": "locks the licence for the deed that follows",
    "registry.services.rights.faults": "answers a question",
    "enforcement.services.common.speaking_side": "answers a question",
    "registry.services.brands.require_own_brand": "refuses or does nothing",
    "registry.services.standing.acts_for": "answers a question",
    "registry.services.standing.brand_for": "answers a question",
    "registry.services.standing.require_all_of": "refuses or does nothing",
    "registry.services.standing.owner_for": "answers a question",
    "registry.services.standing.refuse_others": "refuses or does nothing",
    "registry.services.standing.require_own": "refuses or does nothing",
    "sellers.services.trading.look_again_in_a_year": "starts the clock of what was just decided or given",
    "accounts.services.moves.changed": "tells higher floors of what its caller has recorded",
    "sellers.services.onboarding_review.may_decide_appeal": "answers a question",
    "sellers.services.reviews_deciding.may_decide": "answers a question",
    "scanner.services.prechecking.check_listings": "answers a question",
    "scanner.services.prechecking.look_through": "answers a question",
    "scanner.services.prechecking.pre_check": "answers a question",
    "sellers.services.listings.seller_for": "answers a question",
    "sellers.services.uploads.map_upload": "what its columns mean changes no listing; taking it in is the entry",
    "sellers.services.learning.read_page": "how far a person has read, like a place in a book; passing is the entry",
    "sellers.services.learning.keep_trail": "the way through a scenario, like a place in a book; passing is the entry",
    "scanner.services.outside.hold_shop": "locks the shop for the deed that follows",
    "scanner.services.outside.may_steer": "answers a question",
}
"""Functions with an actor that change nothing worth an entry, each with its reason."""


def services() -> list[tuple[str, str]]:
    """Public functions with an actor, of the modules called services."""
    found = []
    for module in modules().values():
        if "services" not in module.name.split("."):
            continue
        for name, node in module.functions.items():
            parameters = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
            if not name.startswith("_") and "actor" in parameters:
                found.append((module.name, name))
    return found


@each({f"{module}.{name}": (module, name) for module, name in services()})
def test_every_service_records_an_entry(module, name):
    if f"{module}.{name}" not in NO_ENTRY:
        assert reaches((module, name), ("audit.log", "record"))


def test_the_exceptions_still_exist():
    known = {f"{module.name}.{name}" for module in modules().values() for name in module.functions}
    assert set(NO_ENTRY) <= known
    assert all(len(reason) > 10 for reason in NO_ENTRY.values())


@each({f"{module}.{name}": (module, name) for module, name in services()})
def test_services_take_their_actor_by_name(module, name):
    handed_out = modules()[module.partition(".services")[0] + ".services"].imports
    actor_by_name = "actor" in {one.arg for one in modules()[module].functions[name].args.kwonlyargs}
    assert actor_by_name or name not in handed_out


def test_no_signals():
    for module in modules().values():
        text = module.path.read_text()
        for word in ("django.dispatch", "models.signals", "db.signals", "@receiver"):
            assert word not in text, where(module.path)
        connects = [line for line in text.splitlines() if re.search(r"\.connect\b", line)]
        allowed = {"config/celery.py": "@worker_init.connect"}
        assert all(allowed.get(where(module.path)) in line for line in connects if "signal" in line or "@" in line)


def test_no_logic_in_save():
    for config in OURS:
        for model in config.get_models():
            assert model.save is models.Model.save or model._meta.label == "accounts.User", model._meta.label
            assert model.delete is models.Model.delete, model._meta.label


def test_states_are_text_and_nothing_is_an_enum_of_the_database():
    for config in OURS:
        for model in config.get_models():
            if issubclass(model, Tenanted):
                kinds = {field.name: field.get_internal_type() for field in model._meta.local_concrete_fields}
                assert kinds.get("state", "CharField") == "CharField", model._meta.label
                assert not [name for name, kind in kinds.items() if kind in ("FloatField", "DecimalField")]


VERBS = {name: verb for name, verb in all_verbs().items() if not name.startswith("test.")}
PLACE = re.compile(r"%\((\w+)\)s")
PERSONAL = {"name", "title", "email", "address", "phone", "words", "statement", "text", "person"}


@each({name: (name,) for name in VERBS})
def test_a_verb_says_only_what_its_facts_hold(name):
    verb = VERBS[name]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*", name)
    sentence = str(verb.sentence)
    assert sentence[0].isupper() or sentence.startswith("%(")
    assert not sentence.endswith(".")
    assert set(PLACE.findall(sentence)) <= verb.facts
    assert not verb.facts & PERSONAL, "names and free text stand beside the bytes"
    assert verb.say({})
    assert verb.tone in ("", "good", "stop")


def test_verbs_are_declared_in_verbs_and_each_is_used():
    declared = {}
    used = {word for path in MIGRATIONS for word in re.findall(r"\b[A-Z][A-Z_]+\b", path.read_text())}
    for module in modules().values():
        text = module.path.read_text()
        is_verbs = module.name.endswith(".verbs")
        for node in module.tree.body if is_verbs and module.name != "audit.verbs" else []:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                declared[node.targets[0].id] = module.name
        if not is_verbs:
            used |= set(re.findall(r"\b[A-Z][A-Z_]+\b", text))
            assert not re.search(r"\bverb\(\s*\"", text), f"{where(module.path)} declares a verb elsewhere"
    assert len(declared) > 50
    assert set(declared) - used == set()


def test_every_view_has_a_door():
    for route in (one for one in routes() if one.is_inside):
        if route.name in PUBLIC:
            assert route.public_reason
        elif route.is_api:
            view = route.callback.cls
            for method in route.methods:
                permission = view.permissions.get(method) or view.permission
                assert permission in PERMISSIONS, f"{route.name} {method}"
        else:
            assert route.callback.door.kind == "member", route.name


def test_the_api_answers_only_where_it_names_a_permission():
    for route in (one for one in routes() if one.is_inside and one.is_api and one.name not in PUBLIC):
        view = route.callback.cls
        unused = set(view.permissions) - set(route.methods)
        assert not unused, f"{route.name} names {unused} and does not answer it"


BLOCKS = re.compile(
    r"{#.*?#}|{% comment %}.*?{% endcomment %}|{% blocktrans.*?{% endblocktrans(?:late)? %}|{%.*?%}|{{.*?}}"
    r"|<pre.*?</pre>|<code.*?</code>|<script.*?</script>|<svg.*?</svg>|<!.*?>",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"\b(?:title|alt|placeholder|aria-label|label)=\"([^\"{]*[A-Za-z]{3}[^\"{]*)\"")
TAG = re.compile(r"<[^>]*>", re.DOTALL)
ENTITY = re.compile(r"&\w+;|&#\d+;")
NOT_WORDS = {"Markwarden", "API", "JSON", "CSV", "Enter", "Esc", "UTC"}
SHOWROOM = {"styleguide.html"}
"""Pages for those who build the product, never for those who use it."""


@each({where(path): (path,) for path in TEMPLATES})
def test_templates_say_nothing_that_cannot_be_translated(path):
    if path.name in SHOWROOM:
        return
    markup = BLOCKS.sub(" ", path.read_text())
    said = [*ATTRIBUTE.findall(markup), *re.findall(r"[A-Za-z][A-Za-z'’-]{2,}", ENTITY.sub(" ", TAG.sub(" ", markup)))]
    assert [word for word in said if word not in NOT_WORDS] == []


@each({where(path): (path,) for path in TEMPLATES})
def test_templates_carry_no_style_and_no_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), "nothing is loaded from elsewhere"


def test_the_projects_files_say_nothing_of_how_they_were_made():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    words = re.compile(r"\bT" + r"ODO\b|\bF" + r"IXME\b|\bX" + r"XX\b|Not" + r"ImplementedError|for " + r"now\b")
    for name in listed:
        path = ROOT / name
        if path.suffix in (".py", ".html", ".js", ".css") and path.exists():
            found = words.search(path.read_text())
            assert not found, f"{name}: {found}"
