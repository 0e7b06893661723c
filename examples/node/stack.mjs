// The stack of this example: what `examples/shop.yaml` says, as a program.
import { Alarms, EcsFargateService, Environment, HealthCheck, Network, Public, Scale, Secret, Stack } from 'groundplan';

const network = new Network();
const password = new Secret('dbPassword').description('Password of the orders database');
const oncall = new Alarms().email('oncall@example.com');

const api = new EcsFargateService('api')
  .image('public.ecr.aws/nginx/nginx:1.27.5-alpine')
  .port(80)
  .size({ vcpu: 0.5, memory: '1 GiB' })
  .public(new Public().host('api.example.com').path('/v1/*').zone('example.com'))
  .healthCheck(new HealthCheck().path('/healthz').grace('30 s'))
  .env('LOG_FORMAT', 'json')
  .env('VPC_ID', network.vpcId())
  .secret('DB_PASSWORD', password)
  .scale(new Scale().min(2).max(10).cpu('60 %').requestsPerTask(800))
  .alarms(oncall.latency('1 s'));

const at = (host) => EcsFargateService.patch('api').public(new Public().host(host));

export default new Stack('shop')
  .region('eu-west-1')
  .tag('team', 'storefront')
  .secret(password)
  .service(api)
  .environment(Environment.development('dev').service(at('api.dev.example.com').scale(new Scale().min(1).max(1))))
  .environment(Environment.staging('staging').service(at('api.staging.example.com')))
  .environment(
    Environment.production('production')
      .network(Network.patch().cidr('10.60.0.0/16'))
      .service(EcsFargateService.patch('api').size({ vcpu: 1, memory: '2 GiB' }).scale(new Scale().min(4).max(40))),
  );
