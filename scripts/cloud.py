"""A fake of AWS (`oracle/tfwalk`'s) with a root module and its state on it, for scripts that change what runs."""
import importlib.machinery, importlib.util, json, os, shutil, socket, subprocess, time

from harness import Failure, ROOT, indent

# Runs before the fake's own program, in its process.
MENDED = f"import sys\nsys.path.insert(0, {str(ROOT / 'scripts')!r})\nimport fake_aws\n"
EMPTIER = r"""
import sys, boto3
client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{sys.argv[1]}", region_name=sys.argv[2], aws_access_key_id="test", aws_secret_access_key="test")
for bucket in (bucket["Name"] for bucket in client.list_buckets()["Buckets"]):
    found = client.list_object_versions(Bucket=bucket)
    for one in found.get("Versions", []) + found.get("DeleteMarkers", []):
        client.delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
"""


class Server:
    """A fake of AWS for one account."""

    def __init__(self, real, account, env):
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            self.port = listening.getsockname()[1]
        # What was looked up is there once: zones are global, and a second one of a name would be one too many.
        self.seeded = []
        program = [real.python_with_moto(), "-B", "-c", MENDED + real.SERVER, str(self.port)]
        self.process = subprocess.Popen(program, env=env | {"MOTO_ACCOUNT_ID": account}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(900):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise Failure("the fake of AWS did not start")

    def end(self):
        self.process.kill()
        self.process.wait()


class Cloud:
    """A fake of AWS, and a root module with its state on it."""

    def __init__(self, tfwalk, folder):
        self.walk, self.folder, self.servers = load(tfwalk, "tfwalk"), folder, {}
        self.real, self.planned, self.variables = self.walk.real, {}, {}
        self.root = folder / "root"
        folder.mkdir(exist_ok=True)

    def apply(self, step):
        """Lays out a root module on an AWS without anything, and applies it."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.root.mkdir()
        self.end()
        self.env = self.environment()
        self.lay(step)
        self.terraform("init", "-input=false")
        self.plan(step)
        self.first = self.shown(self.folder / "first.json")
        self.reach()

    def environment(self):
        """What terraform and the fake are started with."""
        plugins = self.real.mirror()
        (self.folder / "rc").write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{plugins}" }}\n}}\n')
        env = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "TF_REATTACH"))} | {
            "TF_CLI_CONFIG_FILE": str(self.folder / "rc"), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true", "MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "MOTO_ACM_VALIDATION_WAIT": "0"}
        return env | {f"TF_VAR_{name}": value for name, value in self.variables.items()}

    def server_of(self, account):
        """The AWS of an account: another account has nothing of what is in this one."""
        if account not in self.servers:
            self.servers[account] = Server(self.real, account, self.env)
        return self.servers[account]

    def reach(self):
        """Applies what was planned last, and puts an object into every bucket, as a stack in use would have it.

        Where a bucket goes, people empty it before: AWS deletes no other."""
        if any(action == "delete" and address.startswith("aws_s3_bucket.") for address, action in self.planned.items()):
            self.ask_aws(EMPTIER, self.region)
        self.terraform("apply", "-input=false", "change.tfplan")
        self.ask_aws(self.walk.PUTTER, self.region)

    def lay(self, step):
        self.server = self.server_of(self.real.account(step))
        self.walk.lay(step, self.root)
        provider = {"skip_credentials_validation": True, "skip_metadata_api_check": True, "s3_use_path_style": True, "max_retries": 3,
                    "endpoints": [{service: f"http://127.0.0.1:{self.server.port}" for service in self.real.SERVICES}]}
        # The fake of an account checks none.
        provider["allowed_account_ids"] = None
        (self.root / "zz_override.tf.json").write_text(json.dumps({"provider": {"aws": provider}, "terraform": {"backend": {"local": {}}}}))
        self.region, wanted = self.real.lookups(self.root)
        wanted = [one for one in wanted if one not in self.server.seeded]
        self.server.seeded += wanted
        self.ask_aws(self.real.SEEDER, self.region, json.dumps(wanted))

    def ask_aws(self, program, *words):
        subprocess.run([self.real.python_with_moto(), "-c", program, str(self.server.port), *words], env=self.env, check=False, stderr=subprocess.DEVNULL)

    def plan(self, step):
        """What terraform would do to reach a root module: {address: create, update, replace, delete, move or remove}."""
        self.lay(step)
        events = map(json.loads, self.terraform("plan", "-json", "-input=false", "-lock=false", "-out=change.tfplan").splitlines())
        changes = [event["change"] for event in events if event["type"] == "planned_change"]
        self.planned = {change["resource"]["addr"]: change["action"] for change in changes if change["action"] not in ("noop", "read")}
        return self.planned

    def shown(self, file):
        """The plan that was made last, as a file in JSON."""
        file.write_text(self.terraform("show", "-json", "change.tfplan"), encoding="utf-8")
        return file

    def terraform(self, *words):
        ended = subprocess.run(["terraform", words[0], *(["-no-color"] if words[0] != "show" else []), *words[1:]], cwd=self.root, env=self.env, capture_output=True, text=True)
        if ended.returncode:
            raise Failure(f"terraform {words[0]}:\n{indent(self.walk.errors(ended.stdout + ended.stderr))}")
        return ended.stdout

    def end(self):
        for server in self.servers.values():
            server.end()
        self.servers = {}


def load(path, name):
    loader = importlib.machinery.SourceFileLoader(name, str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module
