"""moto_server.py PORT: moto, a fake of the AWS API, on a loopback port, with four of its gaps mended.

* moto forgets `NewerNoncurrentVersions` of a lifecycle rule; the provider reads its rule back until it finds it whole.
* moto takes a bucket policy's Deny with a condition it can't evaluate for a plain Deny, so a TLS-only bucket would
  refuse everyone. Statements with a condition are left out when it decides; the policy itself reads back unchanged.
* moto fails when the last version of an object to be deleted is a delete marker, as lock objects leave behind.
* moto knows no tags of scaling targets; the provider asks for them, again and again.
"""
import json, sys

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket, FakeDeleteMarker, S3Backend
from moto.s3.responses import S3Response
from moto.server import main

put_lifecycle, serialize = S3Backend.put_bucket_lifecycle, S3Response.serialized


def put_bucket_lifecycle(self, bucket_name, rules):
    put_lifecycle(self, bucket_name, rules)
    for kept, given in zip(self.get_bucket(bucket_name).rules, rules, strict=True):
        kept.newer_noncurrent_versions = (given.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")


def serialized(self, action_result):
    if isinstance(action_result.result, dict) and self.data.get("Action") == "GetBucketLifecycleConfiguration":
        kept = self.backend.get_bucket_lifecycle(self.bucket_name)
        for shown, rule in zip(action_result.result["Rules"], kept, strict=True):
            if rule.newer_noncurrent_versions is not None:
                shown["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = rule.newer_noncurrent_versions
    return serialize(self, action_result)


def get_permission(self, action, resource):
    if self.policy is None:
        return PermissionResult.NEUTRAL
    policy = json.loads(self.policy)
    policy["Statement"] = [statement for statement in policy["Statement"] if "Condition" not in statement]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


S3Backend.put_bucket_lifecycle = put_bucket_lifecycle
S3Response.serialized = serialized
FakeBucket.get_permission = get_permission
FakeDeleteMarker.dispose = lambda self: None
for action, answer in (("list_tags_for_resource", '{"Tags": {}}'), ("tag_resource", "{}"), ("untag_resource", "{}")):
    if not hasattr(ApplicationAutoScalingResponse, action):
        setattr(ApplicationAutoScalingResponse, action, lambda self, answer=answer: answer)
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
