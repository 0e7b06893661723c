// The shop of `examples/shop.yaml`, as a program: the same spec.

import { Alarms, EcsFargateService, Environment, HealthCheck, Image, Network, Public, Scale, Secret, Stack } from '../../src/builder/index.js';

const network = new Network();
const password = new Secret('dbPassword').description('Password of the orders database');
const oncall = new Alarms().email('oncall@example.com');

const api = new EcsFargateService('api')
  .image('public.ecr.aws/nginx/nginx:1.27.5-alpine')
  .port(80)
  .size(0.5, '1 GiB')
  .public(new Public().host('api.example.com').path('/v1/*').zone('example.com'))
  .healthCheck(new HealthCheck().path('/healthz').grace('30 s'))
  .env('LOG_FORMAT', 'json')
  .env('PRICE_TEMPLATE', '${amount} EUR')
  .env('VPC_ID', network.vpcId())
  .secret('DB_PASSWORD', password)
  .scale(new Scale().min(2).max(10).cpu('60 %').requestsPerTask(800))
  .allowEgress('10.40.0.0/16', 5432)
  .alarms(oncall.latency('1 s'));

const storefront = new EcsFargateService('storefront')
  .image(Image.fromRepository('shop/storefront').tag('2026.11.1'))
  .port(8080)
  .user('1000:1000')
  .architecture('arm')
  .public(new Public().host('www.example.com').zone('example.com'))
  .alarms(oncall);

const at = (service: string, host: string) => EcsFargateService.patch(service).public(new Public().host(host));

const dev = new Environment('dev')
  .account('111111111111')
  .service(at('api', 'api.dev.example.com').scale(new Scale().min(1).max(1)))
  .service(at('storefront', 'www.dev.example.com'));
const staging = new Environment('staging')
  .account('222222222222')
  .service(at('api', 'api.staging.example.com'))
  .service(at('storefront', 'www.staging.example.com'));
const production = new Environment('production')
  .account('333333333333')
  .network(Network.patch().cidr('10.60.0.0/16'))
  .service(EcsFargateService.patch('api').size(1, '2 GiB').scale(new Scale().min(4).max(40)));

export const shop = new Stack('shop')
  .region('eu-west-1')
  .tag('team', 'storefront')
  .secret(password)
  .service(api)
  .service(storefront)
  .environment(dev)
  .environment(staging)
  .environment(production);
