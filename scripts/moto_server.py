"""moto_server.py PORT: moto, a fake of the AWS API, on a loopback port, with six of its gaps mended, and those of `fake_aws`.

* moto forgets `NewerNoncurrentVersions` of a lifecycle rule; the provider reads its rule back until it finds it whole.
* moto takes a bucket policy's Deny with a condition it can't evaluate for a plain Deny, so a TLS-only bucket would
  refuse everyone. Statements with a condition are left out when it decides; the policy itself reads back unchanged.
* moto fails when the last version of an object to be deleted is a delete marker, as lock objects leave behind.
* moto knows no tags of scaling targets; the provider asks for them, again and again.
* moto forgets half of what an ECS service was given, so that the next plan would replace it.
* moto runs no tasks, so no service would ever be steady. Here all of them run at once, except for those of an image with
  the tag `broken`: the service goes back to the tasks that it had, as ECS's circuit breaker has it.
"""
import json, sys

import fake_aws  # mends moto
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.ecs.models import EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.s3.models import FakeBucket, FakeDeleteMarker, S3Backend
from moto.s3.responses import S3Response
from moto.server import main

put_lifecycle, serialize = S3Backend.put_bucket_lifecycle, S3Response.serialized
make_service, change_service = Service.__init__, EC2ContainerServiceBackend.update_service


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


FORGOTTEN = {"capacityProviderStrategy": "capacity_provider_strategy", "availabilityZoneRebalancing": "availability_zone_rebalancing",
             "deploymentConfiguration": "deployment_configuration", "enableExecuteCommand": "enable_execute_command",
             "enableECSManagedTags": "enable_ecs_managed_tags", "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds"}


def remembering(call):
    def answer(self):
        result = call(self)
        service = result.result["service"]
        for parameter, attribute in FORGOTTEN.items():
            if (value := self._get_param(parameter)) is not None:
                setattr(service, attribute, value)
        if getattr(service, "capacity_provider_strategy", None):
            service.launch_type = None
        return result
    return answer


def new_service(self, *arguments, **named):
    make_service(self, *arguments, **named)
    self.running_count, self.pending_count = self.desired_count, 0
    for deployment in self.deployments:
        deployment |= {"runningCount": self.desired_count, "pendingCount": 0, "rolloutState": "COMPLETED"}


def update_service(self, service_properties):
    before = self._get_service(service_properties.get("cluster", "default"), service_properties["service"].split("/")[-1]).task_definition
    service = change_service(self, service_properties)
    definition = self.describe_task_definition(service.task_definition)
    if any(container["image"].endswith(":broken") for container in definition.container_definitions):
        service.task_definition = before
    return service


for name in ("create_service", "update_service"):
    setattr(EC2ContainerServiceResponse, name, remembering(getattr(EC2ContainerServiceResponse, name)))
Service.__init__ = new_service
EC2ContainerServiceBackend.update_service = update_service
S3Backend.put_bucket_lifecycle = put_bucket_lifecycle
S3Response.serialized = serialized
FakeBucket.get_permission = get_permission
FakeDeleteMarker.dispose = lambda self: None
for action, answer in (("list_tags_for_resource", '{"Tags": {}}'), ("tag_resource", "{}"), ("untag_resource", "{}")):
    if not hasattr(ApplicationAutoScalingResponse, action):
        setattr(ApplicationAutoScalingResponse, action, lambda self, answer=answer: answer)
main(["-H", "127.0.0.1", "-p", sys.argv[1]])
