// Mistakes that the types refuse: each line below a mark is one. `types.test.ts` sees that each is found.

import { EcsFargateService, Environment, Grant, Network, Raw, Scale, Secret, Stack } from '../../src/builder/index.js';
import type { NetworkSpec, StackSpec } from '../../src/builder/index.js';

export const specs: StackSpec[] = [
  // @ts-expect-error an unknown key
  { stack: 's', environments: {}, netwrok: {} },
  // @ts-expect-error a key that is another type's
  { stack: 's', environments: { dev: { stack: 's' } } },
  // @ts-expect-error no environments
  { stack: 's' },
  // @ts-expect-error no such choice
  { stack: 's', environments: {}, network: { egress: 'natt' } },
  // @ts-expect-error no such region
  { stack: 's', environments: {}, region: 'eu-wset-1' },
  // @ts-expect-error a number for a quantity
  { stack: 's', environments: {}, logs: { retention: 30 } },
  // @ts-expect-error what cannot be turned off
  { stack: 's', environments: {}, network: 'none' },
  // @ts-expect-error a misspelt waiver
  { stack: 's', environments: {}, waive: { flowLog: 'recorded elsewhere' } },
  // @ts-expect-error a key whose value is undefined
  { stack: 's', environments: {}, region: undefined },
];

export const builders: unknown[] = [
  // @ts-expect-error a builder of another kind
  new Stack('s').network(new Scale()),
  // @ts-expect-error no such choice
  new Network().egress('natt'),
  // @ts-expect-error a number for a quantity
  new EcsFargateService('api').stopTimeout(30),
  // @ts-expect-error an unknown key in a literal
  new Stack('s').network({ cider: '10.0.0.0/16' }),
  // @ts-expect-error a rule that cannot be waived
  new Environment('dev').waive('service/size', 'because'),
  // @ts-expect-error a secret is not text
  new EcsFargateService('api').env('DB_PASSWORD', new Secret('dbPassword')),
  // @ts-expect-error a builder is not a spec
  ((spec: NetworkSpec) => spec)(new Network()),
  // @ts-expect-error the id of a VPC in place of an ARN
  new EcsFargateService('api').allow('ec2:DescribeVpcs', new Network().vpcId()),
  // @ts-expect-error the same among several
  new Grant().actions('s3:GetObject').resources([Raw.resource('aws_s3_bucket', 'x').arn(), new Network().vpcId()]),
  // @ts-expect-error a service without a name
  new EcsFargateService(),
];
