"""What judges have accepted, by the hash of what they were shown: `tests/accepted.tsv`.

A judge's verdict follows from its program and from what it is shown, so what was accepted once is not judged in every run:
only what is not on record, and a tenth of the rest, drawn by GROUNDPLAN_SEED. With `--all` everything is judged; with
`--record` what was accepted is written, and what the recipe no longer asks for is dropped. Only acceptance is recorded.
"""
import functools, hashlib, json, os, random, re, shutil, subprocess

import harness
from harness import ROOT, Failure

FILE = ROOT / "tests" / "accepted.tsv"
HEAD = "# What judges have accepted: recipe, judge, its version, hash of what it was shown. `just judge` writes it; nobody else does.\n"
ONE_IN = 10


def add_arguments(parser):
    parser.add_argument("--all", action="store_true", help="judge what is on record as well")
    parser.add_argument("--record", action="store_true", help="write what was accepted to tests/accepted.tsv")


def parse(parser, *partial):
    """The options; the record is written only of a whole run, which the options named in `partial` cut short."""
    options = parser.parse_args()
    if options.record and any(getattr(options, name) for name in partial):
        parser.error(f"--record takes a whole run, without {', '.join(partial)}")
    return options


def digest(folders, *options):
    """The hash of all files of some folders, and of the options with which a judge looks at them."""
    whole = hashlib.sha256(json.dumps(options).encode())
    for folder in folders:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            content = file.read_bytes()
            whole.update(f"{file.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()


def version(program=None, provider=False):
    """A judge's version: the files of its program, terraform's version and, where it runs one, that of the real provider."""
    files = program.parent.iterdir() if program else []
    return _version(tuple(sorted(file for file in files if file.is_file() and file.suffix != ".md")), provider)


def walk(recipe):
    """The judge that a recipe is by itself, when it walks what it is shown through terraform, the real provider and moto."""
    files = (recipe, "harness.py", "moto_server.py", "fake_aws.py")
    return recipe, _version(tuple(ROOT / "scripts" / file for file in files), True)


@functools.cache
def _version(files, provider):
    whole = hashlib.sha256(terraform().encode())
    for file in files:
        whole.update(f"{file.name}\0".encode() + file.read_bytes())
    if provider and (mirror := harness.provider_mirror()):
        versions = sorted(str(found.relative_to(mirror)) for found in mirror.glob("*/hashicorp/*/*"))
        whole.update("\n".join(versions).encode())
    return whole.hexdigest()[:16]


def terraform():
    """The version of the terraform on PATH; nothing where there is none."""
    if not shutil.which("terraform"):
        return ""
    done = subprocess.run(["terraform", "version", "-json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    found = re.search(r'"terraform_version": *"([^"]*)"', done.stdout)
    return found.group(1) if found else ""


class Record:
    """What one recipe knows to be accepted, and what it found out."""

    def __init__(self, recipe, options):
        self.recipe, self.everything, self.writes = recipe, options.all, options.record
        self.known = {line for line in _lines() if line.split("\t")[0] == recipe}
        self.seed = os.environ.get("GROUNDPLAN_SEED") or str(random.randrange(10**6))
        self.accepted, self.asked, self.left, self.again = set(), 0, 0, 0

    def is_due(self, judge, shown, always=False):
        """Whether this has to be judged now: by a judge as (name, version), what it is shown as a hash."""
        line = self._line(judge, shown)
        self.asked += 1
        if line not in self.known or self.everything or always:
            return True
        drawn = int(hashlib.sha256(f"{self.seed} {line}".encode()).hexdigest(), 16) % ONE_IN == 0
        self.again += drawn
        if not drawn:
            self.left += 1
            self.accepted.add(line)
        return drawn

    def accept(self, judge, shown):
        self.accepted.add(self._line(judge, shown))

    def close(self, can_write=True):
        """Says what was left to the record; writes it where that was asked for and every judge could be asked."""
        if self.left:
            print(f"{self.left} of {self.asked} were accepted before and not judged again, {self.again} drawn from them were (GROUNDPLAN_SEED={self.seed})", flush=True)
        if not self.writes:
            return
        if not can_write:
            print(f"nothing was written to {FILE.relative_to(ROOT)}: a judge is missing", flush=True)
            return
        others = [line for line in _lines() if line.split("\t")[0] != self.recipe]
        FILE.write_text(HEAD + "".join(f"{line}\n" for line in sorted({*others, *self.accepted})), encoding="utf-8")
        print(f"{len(self.accepted)} are on record in {FILE.relative_to(ROOT)}", flush=True)

    def _line(self, judge, shown):
        return "\t".join((self.recipe, *judge, shown))


def _lines():
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if any(len(line.split("\t")) != 4 for line in lines):
        raise Failure(f"{FILE.relative_to(ROOT)} is damaged: write it anew with `just judge-all`")
    return lines
