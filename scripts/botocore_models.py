"""What AWS's own models of its APIs say of words, bounds and alphabets. botocore has them as JSON, and comes with moto."""
import collections, functools, gzip, json, os, pathlib, re

# The service behind the first words of a type, where its folder in botocore has another name.
SERVICES = {
    "alb": "elbv2", "lb": "elbv2", "elb": "elb", "db": "rds", "rds": "rds", "sfn": "stepfunctions", "msk": "kafka", "mskconnect": "kafkaconnect",
    "appautoscaling": "application-autoscaling", "autoscalingplans": "autoscaling-plans", "launch_configuration": "autoscaling", "cloudwatch_event": "events", "cloudwatch_log": "logs", "cloudwatch_query": "logs",
    "cloudwatch": "cloudwatch", "api_gateway": "apigateway", "cognito": "cognito-idp", "cognito_identity": "cognito-identity", "route53_resolver": "route53resolver",
    "dx": "directconnect", "directory_service": "ds", "elastic_beanstalk": "elasticbeanstalk", "elasticsearch": "es", "kinesis_firehose": "firehose", "kinesis_video": "kinesisvideo",
    "kinesis_analytics": "kinesisanalytics", "prometheus": "amp", "service_discovery": "servicediscovery", "ses": "ses", "ssoadmin": "sso-admin", "vpclattice": "vpc-lattice",
    "wafregional": "waf-regional", "media_convert": "mediaconvert", "media_package": "mediapackage", "networkfirewall": "network-firewall", "bedrockagent": "bedrock-agent",
    "lex": "lex-models", "config": "config", "inspector": "inspector", "serverlessapplicationrepository": "serverlessrepo", "location": "location", "ecrpublic": "ecr-public",
    "verifiedaccess": "ec2", "ce": "ce", "cloudhsm_v2": "cloudhsmv2", "s3_bucket": "s3", "s3": "s3",
}
OF_EC2 = "ami customer default ebs ec2 egress eip flow instance internet key launch_template main nat network_acl network_interface placement route route_table security_group snapshot spot subnet volume vpc vpn".split()


def find_data():
    """The models: of an importable botocore, or of the one that the judge `tfreal` has installed for itself."""
    home = pathlib.Path(os.environ.get("TF_ORACLE_CACHE", pathlib.Path.home() / ".cache/tf-oracle"))
    try:
        import botocore
        return pathlib.Path(botocore.__file__).parent / "data"
    except ImportError:
        return next(iter(sorted(home.glob("*venv*/lib/python*/site-packages/botocore/data"))), None)


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


class Models:
    def __init__(self, data):
        self.data = data
        about = next(data.parent.parent.glob("botocore-*.dist-info"))
        self.version = "botocore " + about.name.removeprefix("botocore-").removesuffix(".dist-info")
        self.folders = {plain(folder.name): folder for folder in data.iterdir() if folder.is_dir()}

    @classmethod
    def find(cls):
        data = find_data()
        return cls(data) if data else None

    def service(self, type_):
        """The name of the service that a type is of, or None."""
        words = type_.removeprefix("aws_").split("_")
        for count in range(len(words), 0, -1):
            head = "_".join(words[:count])
            if head in SERVICES:
                return SERVICES[head]
            if head in OF_EC2:
                return "ec2"
            if plain(head) in self.folders:
                return self.folders[plain(head)].name
        return None

    @functools.cache
    def members(self, service):
        """What a service calls something, as plain letters → the shapes that it has. Elements of a list count under its name."""
        files = sorted((self.data / service).glob("*/service-2.json*"))
        found = collections.defaultdict(list)
        if not files:
            return found
        opened = gzip.open(files[-1], "rt", encoding="utf-8") if files[-1].suffix == ".gz" else files[-1].open(encoding="utf-8")
        with opened as file:
            shapes = json.load(file)["shapes"]
        for shape in shapes.values():
            for name, member in shape.get("members", {}).items():
                of = shapes[member["shape"]]
                while of["type"] in ("list", "set"):
                    of = shapes[of["member"]["shape"]]
                if of not in found[plain(name)]:
                    found[plain(name)].append(of)
        return found

    def shapes(self, type_, path):
        """The shapes of an argument's name within its service: first that with the name of its type or block before it, then also without a plural."""
        service = self.service(type_)
        if not service:
            return []
        members, steps = self.members(service), path.split(".")
        own = type_.removeprefix("aws_").split("_")[-1]
        names = ["".join(steps[-2:]) if steps[1:] else own + steps[-1], steps[-1], steps[-1].rstrip("s"), steps[-1] + "s"]
        return next((members[name] for name in map(plain, names) if name in members), [])

    def widened(self, type_, path, rule):
        """A rule that refuses nothing that AWS takes, sure where AWS's own model has it."""
        if rule.kind in ("words", "words~"):
            return self.more_words(type_, path, rule)
        if rule.kind in ("length", "range"):
            return bounds(rule, self.shapes(type_, path))
        if rule.kind == "chars":
            return letters(rule, self.shapes(type_, path))
        return rule

    def more_words(self, type_, path, rule):
        own = set(rule.words)
        of_name = [set(shape["enum"]) for shape in self.shapes(type_, path) if "enum" in shape]
        alike = [words for words in of_name if 2 * len(words & own) >= len(own)]
        service = self.service(type_)
        if not alike and service and len(own) > 1:
            every = [set(shape["enum"]) for shapes in self.members(service).values() for shape in shapes if "enum" in shape]
            alike = [words for words in every if 5 * len(words & own) >= 4 * len(own)]
            alike = [words for words in alike if len(words - own) == min(len(other - own) for other in alike)]
        more = set().union(*alike) - own
        return with_words(rule, [*rule.words, *sorted(more)]) if more else rule


def with_words(rule, words):
    return type(rule)(rule.kind, *words, is_sure=rule.is_sure, takes_empty=rule.takes_empty)


def bounds(rule, shapes):
    """AWS's own bounds where they are wider. Sure where there are any."""
    kind = ("integer", "long", "float", "double") if rule.kind == "range" else ("string",)
    both = [(shape.get("min"), shape.get("max")) for shape in shapes if shape["type"] in kind and "enum" not in shape]
    known = [one for one in both if one != (None, None)]
    if not known or len(known) < len(both):
        return rule
    low, high = rule.words
    lows, highs = [low for low, _ in known], [high for _, high in known]
    if low != "-":
        low = "-" if None in lows else min(float(low), *map(float, lows))
    if high != "-":
        high = "-" if None in highs else max(float(high), *map(float, highs))
    if (low, high) == ("-", "-"):
        return rule
    words = [one if one == "-" else str(int(one)) if one == int(one) else str(one) for one in (low, high)]
    return with_words(rule, words).with_flags(is_sure=True)


def letters(rule, shapes):
    """An alphabet with what AWS's own pattern takes. Sure where that pattern is known and about letters."""
    from value_rules import KINDS, LETTERS
    patterns = [shape["pattern"] for shape in shapes if shape["type"] == "string" and "pattern" in shape]
    every = [shape for shape in shapes if shape["type"] == "string" and "enum" not in shape]
    if not patterns or len(patterns) < len(every):
        return rule
    try:
        compiled = [re.compile(pattern.replace(r"\p{L}", "a-zA-Zé日").replace(r"\p{Z}", r"\s").replace(r"\p{N}", r"\d"), re.ASCII) for pattern in patterns]
    except re.error:
        return rule
    if not any(one.fullmatch("a" * 10) or one.fullmatch("a") for one in compiled):
        return rule
    middle, first, last = (*rule.words, *(rule.words[:1] * 2))[:3] if len(rule.words) == 1 else rule.words
    places = [(middle, "aaaa{}aaaa"), (first, "{}aaaaaaaa"), (last, "aaaaaaaa{}")]
    wider = [widened_alphabet(own, [one for one in LETTERS if any(pattern.fullmatch(form.format(one)) for pattern in compiled)], KINDS) for own, form in places]
    return with_words(rule, wider[:1] if len(set(wider)) == 1 else wider).with_flags(is_sure=True)


def widened_alphabet(own, taken, kinds):
    if own == "any":
        return own
    return own + "".join(dict.fromkeys(kinds.get(one, one) for one in taken if kinds.get(one, one) not in own))
