"""What moto gets wrong and a change that is walked needs right: a program that runs before the fake's own, in its process.

Each part says what AWS does. Sources: the pages of the calls at https://docs.aws.amazon.com.
"""

MENDS = r"""
import moto.elbv2.models
from moto.elb.exceptions import CertificateNotFoundException
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.elbv2.models import ELBv2Backend
from moto.logs.responses import LogsResponse
from moto.route53.models import Route53Backend


# A key is given to a log group that exists, and taken from it: AssociateKmsKey, DisassociateKmsKey.
def set_key(self):
    self.logs_backend.groups[self._get_param("logGroupName")].kms_key_id = self._get_param("kmsKeyId")
    return ""


LogsResponse.associate_kms_key = LogsResponse.disassociate_kms_key = set_key


# ModifyListener sets the default certificate; the further ones stay.
def keeping_certificates(call):
    def modify_listener(self, arn, *words, **named):
        listener = self.describe_listeners(load_balancer_arn=None, listener_arns=[arn])[0]
        default, known = listener.certificate, list(listener.certificates or [])
        call(self, arn, *words, **named)
        further = [one for one in known if one not in (default, listener.certificate, *listener.certificates)]
        listener.certificates = [*listener.certificates, *further]
        return listener
    return modify_listener


ELBv2Backend.modify_listener = keeping_certificates(ELBv2Backend.modify_listener)

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
"""
