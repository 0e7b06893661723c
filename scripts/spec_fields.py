"""The fields of a spec, by the JSON Schema, and those that some patches of a spec touch."""
import json

from harness import ROOT

SCHEMA = ROOT / "crates/groundplan/spec.schema.json"
# Forms of one value, in the place of any: what is below them is a value, and not a field.
FORMS = ("$expr", "$import", "$join")


class Fields:
    """What an environment may set can be set for all as well: `environments.*` is left out of each path."""

    def __init__(self):
        self.whole = json.loads(SCHEMA.read_text(encoding="utf-8"))
        self.all = set(self._below(self.whole, ""))

    def untouched(self, patches, without):
        """The fields that no patch sets, and that neither `without` names nor is below a name there."""
        touched = {path for patch in patches for path in self._touched(patch, self.whole, "")}
        excused = lambda path: any(path == name or path.startswith(f"{name}.") for name in without)
        return sorted(path for path in self.all - touched if not excused(path))

    def _below(self, schema, path):
        """The paths of all leaves: `network.flowLogs.traffic`."""
        found = [leaf for name, below, where in self._children(schema, path) for leaf in self._below(below, where)]
        return found or [path]

    def _touched(self, value, schema, path):
        children = {name: (below, where) for name, below, where in self._children(schema, path)}
        values = value if isinstance(value, list) else [value]
        found = {path}
        for entry in (entry for value in values if isinstance(value, dict) for entry in value.items()):
            below, where = children.get(entry[0]) or children.get("*") or ({}, path)
            found |= self._touched(entry[1], below, where)
        return found

    def _children(self, schema, path):
        """(key, schema, path) of what is below; `*` is any key, of which the path says nothing."""
        for form in self._forms(schema):
            for name, below in form.get("properties", {}).items():
                if name not in FORMS:
                    yield name, below, path if name == "environments" else f"{path}.{name}".lstrip(".")
            if isinstance(form.get("additionalProperties"), dict):
                yield "*", form["additionalProperties"], path

    def _forms(self, schema):
        """The ways in which a value may be written, lists being as their items."""
        if "$ref" in schema:
            name = schema["$ref"].split("/")[-1]
            return [] if name in ("Text", "Expr", "ExportValue", "Configuration", "Value") else self._forms(self.whole["$defs"][name])
        forms = [form for way in ("anyOf", "oneOf", "allOf") for one in schema.get(way, []) for form in self._forms(one)]
        return [schema, *forms, *(self._forms(schema["items"]) if isinstance(schema.get("items"), dict) else [])]
