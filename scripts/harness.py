"""What the test scripts share: where things are, the built command line, the specs, and processes that end with us."""
import contextlib, fcntl, json, os, pathlib, shutil, signal, socket, subprocess, sys, threading, time, venv

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "tools"
JUDGES = (ROOT / os.environ.get("GROUNDPLAN_JUDGES", "../shared")).resolve()
MOTO = "moto[server]==5.2.5"
PATIENCE = 900  # seconds until a process without an answer counts as hung; not a measure of speed
_running, _guard = set(), threading.Lock()


class Failure(Exception):
    """Ends a script with one line and exit status 1."""


def judge(path):
    """A judge such as `oracle/tfcheck`, or None where this machine does not have it."""
    found = JUDGES / path
    return found if found.is_file() else None


@contextlib.contextmanager
def alone(name):
    """Keeps other scripts out while something named is installed."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    with (TOOLS / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ask(judge, *words, env=None):
    """Runs a judge. Its first run on a machine installs what it needs; a lock keeps two runs from installing at once."""
    ready = TOOLS / f"{judge.name}.ready"
    if not ready.exists():
        with alone(judge.name):
            if not ready.exists():
                code, output = run([judge, *words], env=env)
                if code in (0, 1):
                    ready.touch()
                return code, output
    return run([judge, *words], env=env)


def build_cli():
    """Builds the command line and returns its path."""
    return build("--bin", "groundplan")


def build(kind, name):
    """Builds a program as `cargo test --workspace` does: by a package alone, features differ, and the core is compiled once more."""
    built = subprocess.run(["cargo", "build", "--workspace", "--locked", "--quiet", kind, name], cwd=ROOT)
    if built.returncode:
        raise Failure(f"{name} does not build")
    profile = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "debug"
    return profile / name if kind == "--bin" else profile / "examples" / name


def synth(cli, spec, out):
    """Runs `groundplan synth`; (True, output) or (False, output)."""
    code, output = run([str(cli), "synth", str(spec), "--out", str(out)], cwd=ROOT)
    return code == 0, output


def all_specs():
    """Every spec that is meant to be accepted."""
    cases = [p for p in ROOT.glob("tests/cases/*/*/spec.yaml") if not is_refused(p.parent / "expected.txt")]
    return sorted(ROOT.glob("examples/*.yaml")) + sorted(cases)


def is_refused(report):
    """Whether errors are expected of a case; only cases of rules have a report of their own."""
    return report.exists() and any(line.startswith("error[") for line in report.read_text(encoding="utf-8").splitlines())


def documents(folder):
    """The Terraform JSON files of one root module, parsed."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.tf.json"))]


def programs():
    """Specs that are made together: each folder of examples and of tests/programs whose specs are sound."""
    folders = [*sorted((ROOT / "examples").iterdir()), *sorted((ROOT / "tests" / "programs").iterdir())]
    together = [sorted(folder.glob("*.yaml")) for folder in folders if folder.is_dir() and folder.name != "wrong"]
    return [specs for specs in together if specs]


def roots(out, specs):
    """The root modules of an output; of several stacks, each has a folder of its own."""
    stacks = [out] if len(specs) == 1 else sorted(out.glob("*/"))
    folders = [root for stack in stacks for root in [stack / "bootstrap", *sorted((stack / "environments").glob("*/"))]]
    # A stack whose state is in the bucket of another one has no bootstrap.
    return [folder for folder in folders if folder.is_dir()]


def run(command, *, cwd=None, env=None):
    """Runs to the end; (exit status, both outputs together). What hangs is ended and counts as failed."""
    process = start(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        output, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, output
    except subprocess.TimeoutExpired:
        finish(process)
        return 124, process.communicate()[0] + f"\nended after {PATIENCE} seconds without an answer"
    finally:
        finish(process)


def start(command, **options):
    """A process in a group of its own, which `stop_all` ends if we are interrupted."""
    with _guard:
        process = subprocess.Popen([str(word) for word in command], start_new_session=True, **options)
        _running.add(process)
    return process


def finish(process, patience=20):
    """Makes sure that a process and what it started are gone."""
    if process.poll() is None:
        _signal(process, signal.SIGINT)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()
    with _guard:
        _running.discard(process)


def stop_all():
    with _guard:
        left = list(_running)
    for process in left:
        _signal(process, signal.SIGINT)


def _signal(process, number):
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass


def python_with(package, name):
    """The python of a private venv that holds `package`; made the first time."""
    home = TOOLS / name
    python, ready = home / "bin" / "python", home / "ready"
    with alone(name):
        if not ready.exists() or ready.read_text() != package:
            print(f"first run: installing {package} into {home.relative_to(ROOT)}", flush=True)
            venv.create(home, with_pip=True, clear=True)
            if subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", package]).returncode:
                raise Failure(f"could not install {package}, which this test needs")
            ready.write_text(package)
    return python


def provider_mirror():
    """A plugin folder with a copy of hashicorp/aws: TF_PLUGIN_MIRROR, else the usual places. None without one."""
    home = pathlib.Path.home()
    named = os.environ.get("TF_PLUGIN_MIRROR")
    places = [named] if named else ["/opt", "/usr/share/terraform", "/usr/local/share/terraform", home / ".terraform.d"]
    for place in map(pathlib.Path, places):
        for depth in range(4):
            for found in sorted(place.glob("*/" * depth + "*/hashicorp/aws/*")):
                return found.parents[3]
    return None


@contextlib.contextmanager
def fake_aws(work):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (work / "moto.log").open("w") as log:
        server = start([sys.executable, "-B", ROOT / "scripts/moto_server.py", port], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            end = time.monotonic() + PATIENCE
            while True:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if server.poll() is not None or time.monotonic() > end:
                    raise Failure("moto did not start:\n" + indent((work / "moto.log").read_text()))
                time.sleep(0.2)
            yield port
        finally:
            finish(server)


def terraform_env(work, mirror, port):
    """The environment in which terraform takes the provider from `mirror` and the fake on `port` for AWS."""
    (work / "terraformrc").write_text('provider_installation {\n  filesystem_mirror { path = "%s" }\n}\n' % mirror)
    endpoint = f"http://127.0.0.1:{port}"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TF_"))}
    env.update(
        TF_CLI_CONFIG_FILE=str(work / "terraformrc"), CHECKPOINT_DISABLE="1", TF_IN_AUTOMATION="1", TF_CLI_ARGS="-no-color",
        AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test", AWS_EC2_METADATA_DISABLED="true", AWS_MAX_ATTEMPTS="3",
        AWS_CONFIG_FILE=os.devnull, AWS_SHARED_CREDENTIALS_FILE=os.devnull, NO_PROXY="127.0.0.1", no_proxy="127.0.0.1",
        AWS_ENDPOINT_URL=endpoint, **{f"AWS_ENDPOINT_URL_{s}": endpoint for s in ("S3", "DYNAMODB", "STS", "IAM", "KMS")})
    return env


def tally(passed, failed, skipped=0):
    """The last line of a script; returns its exit status."""
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return 1 if failed else 0


def indent(text, limit=60):
    lines = text.strip().splitlines()
    cut = [f"… {len(lines) - limit} lines before this"] if len(lines) > limit else []
    return "\n".join("    " + line[:400] for line in cut + lines[-limit:])


def guarded(main):
    """Runs a script's main; an interrupt ends what it started, a Failure becomes one line."""
    def interrupted(number, _frame):
        stop_all()
        raise KeyboardInterrupt
    signal.signal(signal.SIGINT, interrupted)
    signal.signal(signal.SIGTERM, interrupted)
    try:
        sys.exit(main())
    except Failure as failure:
        sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
