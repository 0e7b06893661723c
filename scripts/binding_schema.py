"""What a version of the AWS provider has, from the package of its bindings for programs: `@cdktf/provider-aws`, `@cdktn/provider-aws` of npm.

Their classes have a property for each attribute and make an object for each nested block. A package is for the version of the provider that its README
names, and has a folder for each type. Names are compared without underscores, since properties have none.
"""
import functools, re

CLASS = re.compile(r"^class (\w+) extends cdkt[nf]\.\w+ \{$", re.M)
PROPERTY = re.compile(r"^    get (\w+)\(\) \{$", re.M)
MADE = re.compile(r'_\w+ = new (?:\w+\.)?(\w+?)(?:OutputReference|List|Map)\(this, "([a-z0-9_]+)"')
TYPE = re.compile(r'tfResourceType = "([a-z0-9_]+)"')
FOLDERS = {"resource": "", "data": "dataaws", "ephemeral": "ephemeralaws"}


class Bindings:
    """One package, unpacked."""

    def __init__(self, folder):
        self.version = re.search(r"provider version (\d+\.\d+\.\d+)", (folder / "README.md").read_text(encoding="utf-8"))[1]
        self.homes = {plain(home.name): home for home in (folder / "lib").iterdir() if home.is_dir()}

    def has(self, head, path):
        """Whether it has a type, or what a path leads to in it: `resource aws_lb`, `health_check_logs`, `bucket`."""
        kind, _, name = head.partition(" ")
        home = self.homes.get("provider" if kind == "provider" else FOLDERS[kind] + plain(name.removeprefix("aws_")))
        classes, text = classes_of(home) if home else ({}, None)
        for step in path:
            if text is None or plain(step) not in {plain(found) for found in PROPERTY.findall(text)}:
                return False
            nested = {name: kind for kind, name in MADE.findall(text)}
            text = classes.get(nested.get(step, "") + "OutputReference")
        return text is not None or bool(path)


@functools.lru_cache(maxsize=4)
def classes_of(home):
    """name → text of the classes of a type, and the text of its own."""
    classes, own = {}, None
    for file in [*home.glob("*.js"), *home.glob("*/*.js")]:
        text = file.read_text(encoding="utf-8")
        found = list(CLASS.finditer(text))
        for one, end in zip(found, [*(after.start() for after in found[1:]), len(text)]):
            classes[one[1]] = text[one.end():end]
            own = classes[one[1]] if TYPE.search(classes[one[1]]) else own
    return classes, own


def plain(name):
    return re.sub(r"[-_]", "", name).lower()
