// The stack of this example: what `examples/shop.yaml` says, as a program.
import { Alarms, EcsFargateService, Environment, HealthCheck, Network, Public, Scale, Secret, Stack } from 'groundplan';

const network = new Network();
const password = new Secret('dbPassword').description('Password of the orders database');
const oncall = Alarms.to('oncall@example.com');

const api = new EcsFargateService('api')
  .image('public.ecr.aws/nginx/nginx:1.27.5-alpine')
  .port(80)
  .size({ vcpu: 0.5, memory: '1 GiB' })
  .public(Public.on('api.example.com').path('/v1/*').zone('example.com'))
  .health(HealthCheck.on('/healthz').grace('30 s'))
  .env('LOG_FORMAT', 'json')
  .env('VPC_ID', network.vpcId())
  .secret('DB_PASSWORD', password)
  .scale(Scale.tasks(2, 10).cpu('60 %').requestsPerTask(800))
  .alarms(oncall.latency('1 s'));

const at = (host) => EcsFargateService.patch('api').public(Public.on(host));

export default new Stack('shop')
  .region('eu-west-1')
  .tag('team', 'storefront')
  .secret(password)
  .service(api)
  .environment(Environment.development('dev').service(at('api.dev.example.com').scale(Scale.tasks(1, 1))))
  .environment(Environment.staging('staging').service(at('api.staging.example.com')))
  .environment(
    Environment.production('production')
      .network(Network.patch().cidr('10.60.0.0/16'))
      .service(EcsFargateService.patch('api').size({ vcpu: 1, memory: '2 GiB' }).scale(Scale.tasks(4, 40))),
  );
