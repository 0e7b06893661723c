import type { Ref } from '../spec.js';
import { FlowLogsFields, NetworkFields } from './fields.js';
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
