// The kitchen sink by classes: it says what `tests/kitchen_sink.yaml` says, and calls every method at least once.

import {
  AccessLogs,
  Alarms,
  Cluster,
  ContainerHealthCheck,
  Days,
  Defaults,
  Deploy,
  EcsFargateService,
  EgressRule,
  EnvFile,
  Environment,
  ExistingLoadBalancer,
  ExistingNetwork,
  Export,
  FlowLogs,
  Grant,
  HealthCheck,
  Image,
  Import,
  LoadBalancer,
  Logs,
  Memory,
  Module,
  Network,
  Override,
  Percent,
  Public,
  Raw,
  RestartPolicy,
  Scale,
  Seconds,
  Secret,
  SecretSource,
  ServiceConnect,
  ServiceUsage,
  Sidecar,
  Size,
  Stack,
  StackReference,
  State,
  Ulimit,
  Use,
  UseEnv,
  expr,
  join,
  Waiver,
} from '../../src/builder/index.js';

/** All of it. A function, so that its calls can be watched. */
export function kitchenSink(): Stack {
  return blocks(shared(new Stack('').stack('sink').renamedFrom('basin').region('eu-west-1')))
    .state(new State().lock('both').noncurrentVersions(Days.of(45)).encryption('awsManaged').from('platform').bucket('acme-tfstate'))
    .services({ api: api() })
    .service(new EcsFargateService('short').image('ghcr.io/example/short:1.0'))
    .service(new EcsFargateService('own').image(Image.fromRepository('shop/own').tag('v1')))
    .service('digest', { image: new Image().repository('shop/digest').digestVariable('digest').toJSON() })
    .environments({ live: live() })
    .environment(Environment.production('live').network(Network.patch().flowLogs(FlowLogs.none())));
}

function shared(stack: Stack): Stack {
  const vpc = new Network().vpcId();
  return stack
    .tags({ team: 'storefront' })
    .tag('vpc', vpc)
    .tag('both', join('a', vpc))
    .network(
      new Network()
        .cidr('10.44.0.0/16')
        .zones(3)
        .egress('regionalNat')
        .flowLogs(new FlowLogs().traffic('reject').destination('s3').retention('60 days'))
        .existing(new ExistingNetwork('vpc').vpc('vpc-0ab1').privateSubnets(['subnet-0a1', vpc]).publicSubnets(['tag:Tier=public']))
        .from(new StackReference('platforms').stack('platform').environment('shared')),
    )
    .encryption('customerKey')
    .secrets({ dbPassword: new Secret('').renamedFrom('password').description('Password ${x}').recovery('7 days') })
    .secret(
      new Secret('old')
        .arn('arn:aws:secretsmanager:eu-west-1:123456789012:secret:legacy-AbCdEf')
        .kmsKey('arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1'),
    )
    .logs(new Logs().retention('400 days').skipDestroy(true))
    .loadBalancer(balancer())
    .cluster(new Cluster().containerInsights('enhanced').existing('shared').from('platform'))
    .share('network', 'cluster', 'loadBalancer')
    .role('arn:aws:iam::{account}:role/deploy')
    .boundary('arn:aws:iam::{account}:policy/boundary')
    .alarms(
      new Alarms().email('oncall@example.com')
        .https('https://alerts.example.com/hook')
        .level('essential')
        .cpu(Percent.of(80))
        .memory('90 %')
        .latency('3 s')
        .errors(7),
    )
    .waive('network/flow-logs', 'recorded elsewhere');
}

function balancer(): LoadBalancer {
  return new LoadBalancer()
    .scheme('internal')
    .deletionProtection(true)
    .accessLogs(new AccessLogs().retention('30 days'))
    .waf(true)
    .httpRedirect(false)
    .tlsPolicy('ELBSecurityPolicy-TLS13-1-3-2021-06')
    .idleTimeout('90 s')
    .securityHeaders(true)
    .host('*.example.com')
    .zone('example.com')
    .certificate('arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1')
    .existing(
      new ExistingLoadBalancer('arn')
        .listener('arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2')
        .securityGroup('sg-0ab1'),
    )
    .from('platform');
}

function api(): EcsFargateService {
  return container(new EcsFargateService('api').renamedFrom('backend'))
    .port(8080)
    .size(0.5, Memory.gib(1))
    .architecture('arm')
    .ephemeralStorage('50 GiB')
    .public(
      new Public().host('api.example.com')
        .path('/v1/*')
        .zone('example.com')
        .certificate('arn:aws:acm:eu-west-1:123456789012:certificate/4f0c52e1')
        .priority(120),
    )
    .healthCheck(
      new HealthCheck().path('/healthz')
        .matcher('200-299')
        .interval('20 s')
        .timeout(Seconds.of(4))
        .healthy(3)
        .unhealthy(4)
        .grace('2 min')
        .command(
          new ContainerHealthCheck().command(['curl -f http://localhost:8080/ || exit 1'])
            .interval('20 s')
            .timeout('4 s')
            .retries(4)
            .startPeriod('90 s'),
        ),
    )
    .scale(
      new Scale().min(2).max(10)
        .cpu('60 %')
        .memory('70 %')
        .requestsPerTask(800)
        .hours('mon-fri 07:00-19:00 Europe/Berlin'),
    )
    .capacity('mixed')
    .allow(new Grant().actions(['s3:PutObject']).resources(['arn:aws:s3:::exports/*', Raw.resource('aws_s3_bucket', 'x').arn()]))
    .allowEgress(new EgressRule().cidr('10.20.0.0/16').port(5432))
    .exec(true)
    .stopTimeout('90 s')
    .deploy(new Deploy().waitForSteadyState(true))
    .deregistrationDelay('20 s')
    .alarms(Alarms.none())
    .usage(
      new ServiceUsage()
        .requests('30M')
        .responseSize('20 KB')
        .requestSize('2 KB')
        .logsPerRequest('500 B')
        .dataOut('200 GB')
        .dataIn('100 GB')
        .tasks(4),
    );
}

/** The containers beside its own. */
function beside(service: EcsFargateService): EcsFargateService {
  const otel = new Sidecar('otel')
    .image(new Image('registry.example.com/otel:1.0').credentials('dbPassword'))
    .essential(false)
    .dependsOn({ migrate: 'complete' })
    .healthCheck(['/healthcheck'])
    .env('LEVEL', 'info')
    .secrets({ TOKEN: 'dbPassword' })
    .envFiles(new EnvFile().file('arn:aws:s3:::sink-config/otel.env'))
    .command(['--config=/etc/otel.yaml'])
    .entrypoint(['/otel'])
    .workingDirectory('/etc')
    .user('10001')
    .readOnlyRoot(true)
    .writable('/var/otel')
    .memory('256 MiB')
    .memoryReservation('128 MiB')
    .vcpu(0.0625)
    .init(true)
    .capabilities('SYS_PTRACE')
    .ulimits({ nofile: 65535 })
    .restartPolicy({})
    .startTimeout('60 s')
    .stopTimeout('20 s');
  return service
    .init(false)
    .capabilities('SYS_PTRACE')
    .ulimits({ nofile: new Ulimit().soft(65535).hard(1048576) })
    .ulimit('core', 0)
    .restartPolicy(new RestartPolicy().ignoredExitCodes(0, 143).restartAttemptPeriod('3 min'))
    .dependsOn('otel', 'healthy')
    .dependsOn({ migrate: 'success' })
    .uses('short')
    .uses(new Use('own').env(new UseEnv().host('OWN_HOST').port('OWN_PORT')))
    .uses({ digest: { env: 'DIGESTS_URL' } })
    .serviceConnect(new ServiceConnect().protocol('http').dnsName('backend').requestTimeout('60 s').idleTimeout('2 min').accessLogs('json'))
    .sidecars({ otel })
    .sidecar('migrate', { image: 'ghcr.io/example/api:1.0', command: ['./migrate'] });
}

function container(service: EcsFargateService): EcsFargateService {
  return beside(service)
    .image(new Image().reference('ghcr.io/example/api').tagVariable('api_tag'))
    .env({ TOPIC: new Import('topic').value(), TEMPLATE: '${amount} EUR' })
    .env('VPC_ID', expr('aws_vpc.main.id'))
    .secrets({ DB_PASSWORD: new SecretSource().secret('dbPassword') })
    .secret('DB_USER', new SecretSource(new Secret('old').key('').toJSON() as object).key('user'))
    .secret('API_TOKEN', SecretSource.fromSsm('/sink/token').kmsKey('arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1'))
    .envFiles('arn:aws:s3:::sink-config/common.env', new EnvFile('arn:aws:s3:::sink-config/api.env').kmsKey('arn:aws:kms:eu-west-1:123456789012:key/4f0c52e1'))
    .command(['serve', '--verbose'])
    .entrypoint(['/bin/api'])
    .workingDirectory('/srv')
    .user('1000:1000')
    .readOnlyRoot(false)
    .writable('/data');
}

function blocks(stack: Stack): Stack {
  const vpc = expr('aws_vpc.main.id');
  const extra = Raw.resource('aws_sqs_queue', 'extra').set('name', 'extra').set('tags', { Vpc: vpc });
  const size = Raw.variable('size').set('type', 'string').set('default', 'small');
  return crossStack(stack)
    .modules({
      queue: new Module('')
        .renamedFrom('jobs')
        .source('terraform-aws-modules/sqs/aws')
        .version('~> 4.2')
        .inputs({ name: 'orders' })
        .input('vpc', vpc)
        .input('both', join('a', vpc)),
    })
    .raw(Raw.terraform().set('required_providers', { random: { source: 'hashicorp/random', version: '~> 3.6' } }))
    .raw(Raw.provider('aws').set('alias', 'virginia').set('region', 'us-east-1'))
    .raw(size)
    .raw(Raw.local('sizes', { small: [1, null, true] }))
    .raw(Raw.data('aws_region', 'virginia').set('provider', 'aws.virginia'))
    .raw(Raw.ephemeral('aws_secretsmanager_secret_version', 'token').set('secret_id', 'token'))
    .raw(extra)
    .raw(Raw.action('aws_lambda_invoke', 'warm').set('config', { function_name: 'warm', payload: '{}' }))
    .raw(Raw.module('topic_raw').set('source', '../modules/topic'))
    .raw(Raw.output('size').set('value', expr(`lookup(local.sizes, ${size.address()})`)))
    .raw(
      Raw.check('size').set('assert', { condition: expr('length(var.size) > 0'), error_message: 'no size' }),
    )
    .raw(Raw.moved().set('from', 'aws_sqs_queue.old').set('to', extra.address()))
    .raw(Raw.import().set('to', extra.address()).set('id', 'https://example.com/extra'))
    .raw(Raw.removed().set('from', 'aws_sqs_queue.gone').set('lifecycle', { destroy: false }))
    .overrides({ 'aws_vpc.main': new Override().set('instance_tenancy', 'default') })
    .override('aws_vpc.main', new Override().merge('tags', { Owner: 'platform' }).append('lifecycle.ignore_changes', ['tags']).delete('tags.Name'))
    .defaults(new Defaults().services({ stopTimeout: '30 s', env: { STAGE: '{environment}' } }));
}

function crossStack(stack: Stack): Stack {
  const vpc = Raw.resource('aws_vpc', 'main').attr('id');
  return stack
    .exports({ vpcId: new Export(vpc) })
    .export(
      'zones',
      new Export().value(['a', vpc]).type('list').description('Zones ${x}').sensitive(true).through('state'),
    )
    .imports({ topic: new Import('topic').stack('') })
    .import(
      new Import('topic')
        .from('platform')
        .environment('shared')
        .export('topicArn')
        .through('state')
        .type('text')
        .sensitive(false)
        .account('012345678901')
        .region('eu-central-1'),
    );
}

function live(): Environment {
  return new Environment('live')
    .tier('production')
    .account('012345678901')
    .region('eu-central-1')
    .tags({ team: 'platform' })
    .encryption('awsManaged')
    .secrets({ more: {} })
    .logs({ retention: '30 days' })
    .loadBalancer(new LoadBalancer().accessLogs(AccessLogs.none()))
    .cluster({ containerInsights: 'disabled' })
    .share('cluster')
    .role('arn:aws:iam::012345678901:role/deploy')
    .boundary('arn:aws:iam::012345678901:policy/boundary')
    .services({ api: EcsFargateService.patch('api').size(new Size().vcpu(1)).restartPolicy(RestartPolicy.none()).withoutSidecar('otel').withoutUse('own') })
    .withoutService('short')
    .alarms('none')
    .exports({ zones: { value: 'a' } })
    .imports({ topic: { stack: 'base' } })
    .budget('2500 USD')
    .modules({ topic: { source: '../modules/topic' } })
    .raw(Raw.resource('aws_sqs_queue', 'extra').set('delay_seconds', 5))
    .overrides({ 'aws_vpc.main': { set: { enable_dns_support: true } } })
    .defaults({ services: { stopTimeout: '40 s' } })
    .waive({ natGatewayPerZone: 'egress leaves through the transit gateway' });
}

/** Methods and constructors that the kitchen sink does not need. */
export function others(): unknown[] {
  return [
    Environment.development('dev').network({}),
    Environment.staging('staging'),
    new Stack('s').module(new Module('queue')),
    new EcsFargateService('s').sidecar(Sidecar.patch('otel')),
    new EcsFargateService('s').uses(new EcsFargateService('t')).uses(new Use('u').env(new UseEnv().url('U'))),
    new EcsFargateService('s').uses(['t', 'u']),
    new Public().host('h'),
    Public.none(),
    new HealthCheck().path('/'),
    new Scale().min(1).max(1),
    new Size().memory(Memory.mib(512)),
    new Stack('s').waive('secretInEnv', new Waiver('a').reason('b').service('api').variable('HINT')),
  ];
}
