import type { ExistingNetworkSettings, Ref, StackReferenceSettings, Text } from '../spec.js';
import { ExistingNetworkFields, FlowLogsFields, NetworkFields, StackReferenceFields } from './fields.js';
import { expr } from './reference.js';

/**
 * The VPC of an environment: public and private subnets over several zones, and the way out. Defaults
 * follow from the tier.
 *
 * @example
 * const network = new Network().cidr('10.20.0.0/16').egress('nat').flowLogs(FlowLogs.none());
 */
export class Network extends NetworkFields {
  /** Changes to the stack's network, for an environment. */
  static patch(): Network {
    return new Network();
  }

  /**
   * A reference to the VPC's id.
   *
   * @example
   * const api = new EcsFargateService('api').env('VPC_ID', new Network().vpcId());
   */
  vpcId(): Ref<'VpcId'> {
    return expr('aws_vpc.main.id');
  }
}

/**
 * Flow logs: records of the network traffic of a VPC. Defaults follow from the tier.
 *
 * @example
 * const network = new Network().flowLogs(new FlowLogs().traffic('reject').destination('s3').retention('60 days'));
 */
export class FlowLogs extends FlowLogsFields {
  /** No flow logs. */
  static none(): 'none' {
    return 'none';
  }
}

/**
 * A network that exists already, with a way out of its private subnets. It is looked up and used; nothing in it is changed.
 *
 * @example
 * const existing = new ExistingNetwork('vpc-0ab1').privateSubnets('tag:Tier=private').publicSubnets('shared-public-*');
 * const shop = new Stack('shop').network(new Network().existing(existing));
 */
export class ExistingNetwork extends ExistingNetworkFields {
  /** Begins with the VPC: its id, the value of its `Name` tag, or of another tag, `tag:KEY=VALUE`. */
  constructor(vpc?: Text, settings: ExistingNetworkSettings = {}) {
    super(vpc === undefined ? settings : { ...settings, vpc });
  }
}

/**
 * An environment of another stack that shares what it made.
 *
 * @example
 * const shop = new Stack('shop').network(new Network().from(new StackReference('platform').environment('shared')));
 */
export class StackReference extends StackReferenceFields {
  /** Begins with the stack; its environment is the one of the same name. */
  constructor(stack?: string, settings: StackReferenceSettings = {}) {
    super(stack === undefined ? settings : { ...settings, stack });
  }
}
