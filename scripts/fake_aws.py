"""What moto gets wrong and a change that is walked needs right: mended where this is imported, before the fake starts.

Each part says what AWS does. Sources: the pages of the calls at https://docs.aws.amazon.com.
"""
import moto.elbv2.models
from moto.elb.exceptions import CertificateNotFoundException
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.elbv2.models import ELBv2Backend
from moto.kms.models import kms_backends
from moto.logs.responses import LogsResponse
from moto.route53.models import Route53Backend
from moto.secretsmanager.exceptions import InvalidRequestException
from moto.secretsmanager.models import SecretsManagerBackend


# A key is given to a log group that exists, and taken from it: AssociateKmsKey, DisassociateKmsKey.
def set_key(self):
    self.logs_backend.groups[self._get_param("logGroupName")].kms_key_id = self._get_param("kmsKeyId")
    return ""


LogsResponse.associate_kms_key = LogsResponse.disassociate_kms_key = set_key


# ModifyListener sets the default certificate, RemoveListenerCertificates takes away further ones: each leaves the others. The
# default one is the first in the fake's list, and may be listed a second time.
def keeping_further(call):
    def modify_listener(self, arn, *words, **named):
        listener = self.describe_listeners(load_balancer_arn=None, listener_arns=[arn])[0]
        further = (listener.certificates or [])[1:]
        call(self, arn, *words, **named)
        listener.certificates = [*listener.certificates[:1], *further]
        return listener
    return modify_listener


def keeping_default(call):
    def remove_listener_certificates(self, arn, certificates):
        listener = self.describe_listeners(load_balancer_arn=None, listener_arns=[arn])[0]
        default = listener.certificates[:1]
        listener.certificates = listener.certificates[1:]
        call(self, arn, certificates)
        listener.certificates = [*default, *listener.certificates]
    return remove_listener_certificates


ELBv2Backend.modify_listener = keeping_further(ELBv2Backend.modify_listener)
ELBv2Backend.remove_listener_certificates = keeping_default(ELBv2Backend.remove_listener_certificates)

# Certificates of specs were imported by somebody else: the fake has none, and notes who uses those that it has.
def noting_users(call):
    def register_certificate(**named):
        try:
            call(**named)
        except CertificateNotFoundException:
            pass
    return register_certificate


moto.elbv2.models.register_certificate = noting_users(moto.elbv2.models.register_certificate)
ELBv2Backend._certificate_exists = lambda self, certificate_arn: True


# DeleteNatGateway frees its address.
def freeing_addresses(call):
    def delete_nat_gateway(self, nat_gateway_id):
        gateway = call(self, nat_gateway_id)
        for address in gateway.address_set:
            for held in self.address_by_allocation([address["allocationId"]]) if address.get("allocationId") else []:
                self.disassociate_address(address=held.public_ip)
        return gateway
    return delete_nat_gateway


NatGatewayBackend.delete_nat_gateway = freeing_addresses(NatGatewayBackend.delete_nat_gateway)


# A record that was deleted can be created again; the journal of the fake has it still.
def forgetting_deleted_records(call):
    def change_resource_record_sets(self, zoneid, change_list):
        zone = self.get_hosted_zone(zoneid)
        there = {(record.name.rstrip("."), record.type) for record in zone.rrsets}
        for change in change_list:
            record = change["ResourceRecordSet"]
            if change["Action"] == "CREATE" and change in zone.rr_changes and (record["Name"].rstrip("."), record["Type"]) not in there:
                zone.rr_changes.remove(change)
        return call(self, zoneid, change_list)
    return change_resource_record_sets


Route53Backend.change_resource_record_sets = forgetting_deleted_records(Route53Backend.change_resource_record_sets)


# DescribeSecret shows the key that was named, Amazon's own by its alias as well; a secret without one is encrypted with that too.
SecretsManagerBackend.DEFAULT_KMS_KEY_ALIAS = ""


# A secret that gets another key is decrypted with the one that it has: UpdateSecret fails where that one is to be deleted. It has
# the key that it had where none is named.
def needing_old_key(call):
    def update_secret(self, secret_id, *words, kms_key_id=None, **named):
        held = self.secrets[secret_id].kms_key_id if secret_id in self.secrets else None
        keys = kms_backends[self.account_id][self.region_name].keys
        if held and kms_key_id and (key := keys.get(held.rpartition("/")[2])) and key.key_state == "PendingDeletion":
            raise InvalidRequestException(f"KMS key {held} is pending deletion.")
        return call(self, secret_id, *words, kms_key_id=kms_key_id or held, **named)
    return update_secret


SecretsManagerBackend.update_secret = needing_old_key(SecretsManagerBackend.update_secret)
