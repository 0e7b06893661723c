"""Whether two plans, one of each of Terraform's syntaxes, mean the same: values, changes, outputs and the configuration.

What is left out of the comparison: when the plan was made, descriptions of variables, and the references of an argument in which
the native syntax shows a local value that the JSON syntax refers to. In the configuration, Terraform gives strings of the JSON
syntax out as they are written: templates are compared by their references, constants without the escape of `${`.
"""
import json, re

import harness

TEMPLATE = re.compile(r"(?<![$])[$][{]|(?<!%)%[{]")


def compare(plans, written, native):
    """Where the plans of the JSON and of the native syntax differ, a line each."""
    dropped = shown_in_place(written, native)
    return differences(normal(plans[0], dropped, True), normal(plans[1], dropped, False))


def normal(plan, dropped, is_json):
    """A plan without what may differ."""
    plan.pop("timestamp", None)
    for variable in plan["configuration"]["root_module"].get("variables", {}).values():
        variable.pop("description", None)
    for attribute in plan.get("relevant_attributes", []):
        attribute["attribute"] = [str(step) for step in attribute["attribute"]]
    plan["relevant_attributes"] = sorted(plan.get("relevant_attributes", []), key=json.dumps)
    for resource in plan["configuration"]["root_module"].get("resources", []):
        expressions = resource.get("expressions", {})
        for name in dropped.get(resource["address"], []):
            expressions.pop(name, None)
    plan["configuration"] = evaluated(plan["configuration"], is_json)
    return plan


def evaluated(expression, is_json):
    """Terraform gives a constant of the JSON syntax out as it is written: unless it is a template, it is what its escapes stand for."""
    if isinstance(expression, list):
        return [evaluated(value, is_json) for value in expression]
    if isinstance(expression, str) and is_json:
        return expression.replace("$${", "${").replace("%%{", "%{")
    if not isinstance(expression, dict):
        return expression
    raw = is_json and "constant_value" in expression and TEMPLATE.search(json.dumps(expression["constant_value"]))
    values = {key: evaluated(value, is_json) for key, value in expression.items() if not (raw and key == "constant_value")}
    return {key: value for key, value in values.items() if value != {}}


def shown_in_place(written, native):
    """Of each resource, the arguments that refer to a local value which the native syntax shows in its place."""
    documents = harness.documents(written)
    text = "\n".join(file.read_text(encoding="utf-8") for file in native.glob("*.tf"))
    found = {}
    for kind, name, body in ((k, n, b) for d in documents for k, named in d.get("resource", {}).items() for n, b in named.items()):
        for argument, value in body.items():
            if isinstance(value, str) and value.startswith("${jsonencode(") and "local." in value:
                local = value.split("local.", 1)[1].rstrip("])}")
                if f"local.{local}" not in text:
                    found.setdefault(f"{kind}.{name}", []).append(argument)
    return found


def differences(one, other, path="plan"):
    """Where two JSON values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [d for key in sorted({*one, *other}) for d in differences(one.get(key), other.get(key), f"{path}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [d for at, (a, b) in enumerate(zip(one, other)) for d in differences(a, b, f"{path}[{at}]")]
    return [] if one == other else [f"{path}\n  json {json.dumps(one)[:300]}\n  hcl  {json.dumps(other)[:300]}"]
