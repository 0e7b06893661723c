"""Rules about one value: read from what the provider says, tried on values as groundplan tries them, and written as lines of values.txt."""
import ipaddress, json, re, string

LONG = "a" * 3000
PRINTABLE = [chr(code) for code in range(32, 127)]
# One letter for all of a kind, and every sign by itself.
LETTERS = ["m", "M", "5", "é", "日", *(one for one in PRINTABLE if not one.isalnum())]
KINDS = {"m": "a-z", "M": "A-Z", "5": "0-9", "é": "…", "日": "…"}
# What is about other arguments, or about what Terraform offers, and not about the value.
ELSEWHERE = re.compile(r"Missing required argument|Write-only|Invalid Attribute Combination|onflict|Invalid or unknown key|Not enough list items|Unsupported|must be specified|only one of")


class Rule:
    """A kind with its words. `is_sure`: AWS's own model of its API has it too."""

    def __init__(self, kind, *words, is_sure=False, takes_empty=False):
        self.kind, self.words, self.is_sure, self.takes_empty = kind, tuple(map(str, words)), is_sure, takes_empty

    def key(self):
        flags = ("?" if self.takes_empty else "") + ("!" if self.is_sure else "")
        return " ".join([self.kind + flags, *(word.replace(" ", "␣") for word in self.words)])

    def refuses(self, text):
        if text == "" and self.takes_empty:
            return False
        return not CHECKS[self.kind](text, *self.words)

    def with_flags(self, **flags):
        return Rule(self.kind, *self.words, **({"is_sure": self.is_sure, "takes_empty": self.takes_empty} | flags))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def within(value, low, high):
    return (low == "-" or value >= float(low)) and (high == "-" or value <= float(high))


def is_length(text, low, high):
    """Bytes where there are too few, characters where there are too many: some validators count the one, some the other."""
    return within(len(text.encode()), low, "-") and within(len(text), "-", high)


def is_arn(text, *_):
    parts = text.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn" or not parts[1].startswith("aws") or not parts[5]:
        return False
    region, account = parts[3], parts[4]
    return (not region or bool(re.fullmatch(r"[a-z]+(-[a-z]+)+-\d+", region))) and (not account.isdigit() or len(account) == 12)


def network(text):
    address, _, length = text.partition("/")
    try:
        return ipaddress.ip_interface(text) if length.isdigit() and address else None
    except ValueError:
        return None


def is_cidr(text, family="", form=""):
    found = network(text)
    if not found or family not in ("", "any", str(found.version)):
        return False
    return form != "canonical" or found.ip == found.network.network_address


def is_ip(text, family="any"):
    try:
        return family in ("any", str(ipaddress.ip_address(text).version))
    except ValueError:
        return False


def is_json(text, form="any"):
    try:
        found = json.loads(text)
    except ValueError:
        return False
    return form == "any" or isinstance(found, dict) and (form == "object" or text.startswith("{"))


def spelled(letters):
    """`a-z0-9_` as the characters that it means, and whether others than ASCII are among them."""
    for run in ("a-z", "A-Z", "0-9"):
        if run in letters:
            full = {"a-z": string.ascii_lowercase, "A-Z": string.ascii_uppercase, "0-9": string.digits}[run]
            letters = letters.replace(run, full, 1)
    return set(letters)


def is_allowed(letter, letters):
    if letters == "any" or ord(letter) < 32 or ord(letter) == 127:
        return True
    return letter in spelled(letters) if ord(letter) < 127 else "…" in letters


def is_spelled(text, middle, first=None, last=None):
    """Of a text of one character, only what holds for all places is known."""
    first, last = first or middle, last or middle
    if len(text) < 2:
        return all(is_allowed(one, middle) or is_allowed(one, first) for one in text)
    return is_allowed(text[0], first) and is_allowed(text[-1], last) and all(is_allowed(one, middle) for one in text[1:-1])


CHECKS = {
    "words": lambda text, *words: text in words,
    "words~": lambda text, *words: text.lower() in [word.lower() for word in words],
    "range": lambda text, low, high: number(text) is not None and within(number(text), low, high),
    "length": is_length,
    "filled": lambda text: text != "",
    "chars": is_spelled,
    "matches": lambda text, pattern: re.search(pattern, text) is not None,
    "arn": is_arn,
    "account": lambda text: re.fullmatch(r"\d{12}", text) is not None,
    "region": lambda text: re.fullmatch(r"[a-z]+(-[a-z]+)+-\d+", text) is not None,
    "json": is_json,
    "cidr": is_cidr,
    "ip": is_ip,
    "time": lambda text: re.match(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d", text) is not None,
}

CIDRS = [Rule("cidr", family, form) for form in ("canonical", "any") for family in ("4", "6", "any")]
IPS = [Rule("ip", family) for family in ("4", "6", "any")]
JSONS = [Rule("json", form) for form in ("start", "object", "any")]
# What a message is about, and the rules that it may mean, the strictest first.
FORMS = [
    (r"invalid ARN|parsed as an ARN", [Rule("arn")]),
    (r"AWS Account ID|AWS account ID", [Rule("account")]),
    (r"look like AWS Region", [Rule("region")]),
    (r"CIDR", CIDRS),
    (r"valid IP|IPv[46] address", IPS),
    (r"JSON", JSONS),
    (r"RFC3339", [Rule("time")]),
    (r"port number", [Rule("range", 1, 65535), Rule("range", 0, 65535)]),
    (r"must not be empty|not be an empty string|url to not be empty|is an empty string", [Rule("filled")]),
]
NUMBER = r"(-?[0-9.]+(?:e\+\d+)?)"
BOUNDS = [
    ("length", rf"length[^()]*in the range \({NUMBER} - {NUMBER}\)|length must be between {NUMBER} and {NUMBER}|must be between {NUMBER} and {NUMBER} characters|character count must be between {NUMBER} and {NUMBER}"),
    ("range", rf"in the range \({NUMBER} - {NUMBER}\)|value must be between {NUMBER} and {NUMBER}"),
]
MOST = [("length", rf"length must be at most {NUMBER}|cannot be (?:longer|greater) than {NUMBER} "), ("range", rf"at most \({NUMBER}\)|value must be at most {NUMBER}")]
LEAST = [("length", rf"length must be at least {NUMBER}|cannot be (?:less|shorter) than {NUMBER} "), ("range", rf"at least \({NUMBER}\)|value must be at least {NUMBER}")]


def plain(digits):
    value = float(digits)
    return str(int(value)) if value == int(value) else digits


def bound(message):
    for kind, pattern in BOUNDS:
        if found := re.search(pattern, message):
            low, high = [one for one in found.groups() if one is not None]
            return [Rule(kind, plain(low), plain(high))]
    for rules, form in ((MOST, lambda one: ("-", one)), (LEAST, lambda one: (one, "-"))):
        for kind, pattern in rules:
            if found := re.search(pattern, message):
                return [Rule(kind, *form(plain(next(one for one in found.groups() if one is not None))))]
    return []


def words(message):
    found = re.search(r"to be one of:? \[(.*?)\], got|value must be one of: \[(.*?)\], got|Valid Values: \[([^\]]*)\]", message, re.S)
    listed = found and next(one for one in found.groups() if one is not None)
    if not listed:
        return []
    several = re.findall(r'"((?:[^"\\]|\\.)*)"', listed) or listed.split()
    several = [one.replace('\\"', '"') for one in several]
    return [Rule("words", *several), Rule("words~", *several)] if several else []


def pattern(message):
    found = re.search(r'match(?:es)? regular expression [`"\'](.+?)[`"\'](?:,| got|$)|restrictions \("(.+?)"\)|must begin with ([a-z0-9]+://|[a-z]+-)\)', message)
    if not found:
        return []
    if found[3]:
        return [Rule("matches", "^" + re.escape(found[3]).replace(r"\-", "-"))]
    text = (found[1] or found[2]).replace("\\\\", "\\")
    try:
        re.compile(text)
    except re.error:
        return []
    return [Rule("matches", text)] if len(text) < 120 else []


def candidates(message):
    """Groups of rules that a message may mean; of each the first that holds is kept. None where the words of it say nothing to us."""
    if ELSEWHERE.search(message):
        return []
    for read in (words, bound, pattern):
        if found := read(message):
            return [found]
    for form, rules in FORMS:
        if re.search(form, message):
            return [rules]
    return None


# Asked of every argument: in some of them each form is right, and each alphabet goes wrong somewhere.
COMMON = ["a", "A", "1", "zz probe!", "", "a-b", "a_b", "a.b", "a/b", "a b", "A1", "1a", "-a", "a-", "*", "arn:aws:iam::123456789012:role/a", "arn:aws:s3:::a", "{}"]
EXAMPLES = {
    "arn": ["arn:aws-cn:iam::123456789012:role/a", "arn:aws:iam::aws:policy/a", "arn:aws:sns:eu-west-1:123456789012:a", "arn:x", "arn:aws:iam::123:role/a", "arn:aws:a:nowhere:123456789012:a", "arn:aws:a:eu-west-1:123456789012:"],
    "account": ["123456789012", "12345678901", "1234567890123", "abcdefghijkl", "aws"],
    "region": ["eu-west-1", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "eu-west", "global", "EU-WEST-1"],
    "cidr": ["10.0.0.0/16", "10.0.0.1/16", "10.0.0.1/32", "0.0.0.0/0", "::/0", "2001:db8::/32", "2001:db8::1/64", "10.0.0.0", "10.0.0.0/33", "300.0.0.0/8", "10.0.0/24"],
    "ip": ["10.0.0.1", "2001:db8::1", "::1", "10.0.0.1/32", "300.0.0.1", "10.0.0"],
    "json": ["[]", '{"a":1}', ' {"a":1}', '\n{"a":1}', '"a"', "1", "null", "{", "{a:1}", "{'a':1}", '{"a":1,}', '{"Version":"2012-10-17","Statement":[]}'],
    "time": ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00+02:00", "2026-01-01T00:00:00", "2026-01-01 00:00:00", "2026-01-01", "10:00"],
    "matches": ["s3://a/b", "https://a.b/c", "http://a", "1.2.3", "a@b.c", "10:00", "#AABBCC", "i-1234567890abcdef0", "vpc-12345678", "a:b"],
    "chars": ["aaaaaaaaaa", "a:b", "a@b", "a+b", "a=b", "a,b", "a--b", "aéa", "日本", "aA1-", "Aa", "a#b", "a(b)"],
}


def examples(rule):
    """Values on both sides of a rule."""
    if rule.kind in ("words", "words~"):
        some = [*rule.words[:6], *rule.words[-2:]]
        first = next(iter(rule.words))
        return [*some, *(turn(one) for one in some[:2] for turn in (str.lower, str.upper, str.title)), first + "x", first.replace("_", "-"), first.replace("-", "_")]
    if rule.kind in ("length", "range"):
        low, high = rule.words
        near = [int(float(one)) + step for one in (low, high) if one != "-" for step in (-1, 0, 1)]
        if rule.kind == "range":
            return list(map(str, near))
        return ["a" * count for count in near if 0 <= count <= 6000]
    return EXAMPLES.get(rule.kind, [])
