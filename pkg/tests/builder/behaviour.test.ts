// How builders behave: they never change, patches merge as in the core, and text stays text.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';

import {
  Alarms,
  EcsFargateService,
  Environment,
  Export,
  FlowLogs,
  Image,
  Module,
  Network,
  Override,
  Public,
  Raw,
  Secret,
  Stack,
  Waiver,
  expr,
} from '../../src/builder/index.js';
import { json } from './files.js';

const api = new EcsFargateService('api').image('ghcr.io/example/api:1');

test('a builder that is used twice gives two results that know nothing of each other', () => {
  const one = api.port(80).env('A', 'b');
  const other = api.port(90);
  assert.deepEqual(json(api), { image: 'ghcr.io/example/api:1' });
  assert.deepEqual(json(one), { image: 'ghcr.io/example/api:1', port: 80, env: { A: 'b' } });
  assert.deepEqual(json(other), { image: 'ghcr.io/example/api:1', port: 90 });
  assert.ok(one instanceof EcsFargateService && one.name === 'api');
});

test('a literal that changes later changes nothing, and what was built is frozen', () => {
  const tags = { team: 'storefront' };
  const stack = new Stack('s').tags(tags);
  tags.team = 'platform';
  assert.deepEqual(json(stack), { stack: 's', tags: { team: 'storefront' } });
  assert.throws(() => Object.assign(stack.toJSON().tags as object, tags), TypeError);
  assert.throws(() => Object.assign(stack.toJSON(), tags), TypeError);
});

test('a builder and its literal are taken alike', () => {
  const literal = { cidr: '10.0.0.0/16', flowLogs: { traffic: 'all' } } as const;
  const built = new Network().cidr('10.0.0.0/16').flowLogs(new FlowLogs().traffic('all'));
  assert.deepEqual(json(new Stack('s').network(built)), json(new Stack('s').network(literal)));
  assert.deepEqual(json(new Stack('s').service(api)), json(new Stack('s').service('api', { image: 'ghcr.io/example/api:1' })));
  assert.deepEqual(json(new Network(literal)), json(built));
});

test('the order of calls does not matter', () => {
  const one = new Stack('s').region('eu-west-1').service(api.port(80).env('A', 'b')).environment(new Environment('dev'));
  const other = new Stack('')
    .environment(new Environment('dev'))
    .service(new EcsFargateService('api').env('A', 'b').port(80).image('ghcr.io/example/api:1'))
    .region('eu-west-1')
    .stack('s');
  assert.deepEqual(json(one), json(other));
});

test('a thing of the same name is patched: scalars and lists are replaced, maps merge', () => {
  const known = api.env({ A: 'a', B: 'b' }).command(['x', 'y']).public(new Public().host('a.example.com').zone('example.com'));
  const patch = EcsFargateService.patch('api').env('B', 'c').command(['z']).public(new Public().host('b.example.com'));
  assert.deepEqual(json(new Stack('s').service(known).service(patch)), {
    stack: 's',
    services: {
      api: {
        image: 'ghcr.io/example/api:1',
        env: { A: 'a', B: 'c' },
        command: ['z'],
        public: { host: 'b.example.com', zone: 'example.com' },
      },
    },
  });
});

test('what is turned off stays off until it is turned on as a whole', () => {
  const service = (spec: EcsFargateService) => json(new Stack('s').service(known).service(spec));
  const known = new EcsFargateService('api').alarms(new Alarms().email('a@example.com').errors(5));
  const with_ = (alarms: unknown) => ({ stack: 's', services: { api: { alarms } } });
  assert.deepEqual(service(EcsFargateService.patch('api').alarms(Alarms.none())), with_('none'));
  const off = new Stack('s').service(known).service(EcsFargateService.patch('api').alarms('none'));
  const on = off.service(EcsFargateService.patch('api').alarms(new Alarms().email('b@example.com')));
  assert.deepEqual(json(on), with_({ email: ['b@example.com'] }));
});

test('a shorthand replaces the whole value when a patch sets it; other patches are merged', () => {
  const patched = (first: Image | string, patch: Image | string) =>
    json(new Stack('s').service(new EcsFargateService('a').image(first)).service(new EcsFargateService('a').image(patch)));
  const with_ = (image: unknown) => ({ stack: 's', services: { a: { image } } });
  assert.deepEqual(patched(Image.fromRepository('shop/a').tag('1'), 'ghcr.io/example/a:2'), with_('ghcr.io/example/a:2'));
  assert.deepEqual(patched(new Image('ghcr.io/a').tagVariable('t'), new Image('ghcr.io/b')), with_('ghcr.io/b'));
  assert.deepEqual(patched('ghcr.io/a', new Image().tagVariable('t')), with_({ reference: 'ghcr.io/a', tagVariable: 't' }));
});

test('exports, module inputs and overrides are patched by name', () => {
  const vpc = expr('aws_vpc.main.id');
  const stack = new Stack('s')
    .export('x', vpc)
    .export('x', new Export().description('what it is'))
    .module(new Module('m').source('../m').input('a', vpc))
    .module(new Module('m').input('a', expr('b.c')).input('b', 'c'))
    .override('aws_vpc.main', new Override().merge('tags', { A: { deep: 1, kept: 2 }, E: vpc }).delete('x'))
    .override('aws_vpc.main', new Override().merge('tags', { A: { deep: 3 }, E: { plain: 1 } }).delete('y'));
  assert.deepEqual(json(stack), {
    stack: 's',
    exports: { x: { value: vpc, description: 'what it is' } },
    modules: { m: { source: '../m', inputs: { a: { $expr: 'b.c' }, b: 'c' } } },
    overrides: { 'aws_vpc.main': { merge: { tags: { A: { deep: 3, kept: 2 }, E: { plain: 1 } } }, delete: ['y'] } },
  });
});

test('environments of the same name are patched to their depths', () => {
  const stack = new Stack('s')
    .environment(Environment.production('live').service(api.port(80)))
    .environment('live', { services: { api: { port: 90 } }, tags: { a: 'b' } });
  assert.deepEqual(json(stack), {
    stack: 's',
    environments: {
      live: { tier: 'production', tags: { a: 'b' }, services: { api: { image: 'ghcr.io/example/api:1', port: 90 } } },
    },
  });
});

test('raw blocks of an address are merged by argument; those without one are all kept', () => {
  const queue = Raw.resource('aws_sqs_queue', 'q');
  const stack = new Stack('s')
    .raw(queue.set('name', 'q').set('tags', { A: '1' }))
    .raw(queue.set('tags', { B: '2' }))
    .raw(Raw.resource('aws_sqs_queue', 'r'))
    .raw(Raw.local('x', { a: 1 }))
    .raw(Raw.local('x', { b: 2 }))
    .raw(Raw.provider('aws').set('alias', 'a'))
    .raw(Raw.provider('aws').set('alias', 'b'))
    .raw(Raw.moved().set('from', 'a.b').set('to', 'a.c'))
    .raw({ moved: [{ from: 'a.d', to: 'a.e' }, { from: 'a.f', to: 'a.g' }] });
  assert.deepEqual(json(stack.toJSON().raw), {
    resource: { aws_sqs_queue: { q: { name: 'q', tags: { B: '2' } }, r: {} } },
    locals: { x: { b: 2 } },
    provider: { aws: [{ alias: 'a' }, { alias: 'b' }] },
    moved: [{ from: 'a.b', to: 'a.c' }, { from: 'a.d', to: 'a.e' }, { from: 'a.f', to: 'a.g' }],
  });
});

test('addresses are those of Terraform', () => {
  assert.equal(Raw.resource('aws_x', 'y').attr('[0].id').$expr, 'aws_x.y[0].id');
  assert.equal(Raw.data('aws_x', 'y').attr('id').$expr, 'data.aws_x.y.id');
  const named = [Raw.ephemeral('a', 'b'), Raw.action('a', 'b'), Raw.local('a', 1), Raw.variable('a'), Raw.module('a'), Raw.output('a'), Raw.check('a')];
  assert.deepEqual(named.map((raw) => raw.address()), ['ephemeral.a.b', 'action.a.b', 'local.a', 'var.a', 'module.a', 'output.a', 'check.a']);
});

test('lists grow, and a single value counts as a list of one', () => {
  assert.deepEqual(json(new Alarms().email('a@x.example').email('b@x.example', 'c@x.example')), {
    email: ['a@x.example', 'b@x.example', 'c@x.example'],
  });
  assert.deepEqual(json(new Alarms({ email: 'a@x.example' }).email('b@x.example')), { email: ['a@x.example', 'b@x.example'] });
  assert.deepEqual(json(new EcsFargateService('a').allow('s3:GetObject', '*').allowEgress('10.0.0.0/8', 5432)), {
    allow: [{ actions: ['s3:GetObject'], resources: ['*'] }],
    allowEgress: [{ cidr: '10.0.0.0/8', port: 5432 }],
  });
});

test('secrets are referred to by name, and rules are waived by name', () => {
  const db = new Secret('db');
  assert.deepEqual(json(new EcsFargateService('a').secret('A', db).secret('B', db.key('user')).secret('C', 'other')), {
    secrets: { A: 'db', B: { secret: 'db', key: 'user' }, C: 'other' },
  });
  const waived = new Stack('s').waive('load-balancer/https-required', 'x').waive('flowLogs', 'y').waive({ flowLogs: 'z' });
  assert.deepEqual(json(waived), { stack: 's', waive: { httpsRequired: 'x', flowLogs: 'z' } });
  const hint = new Waiver('a hint').service('api').variable('PASSWORD_HINT');
  const narrowed = new Stack('s').waive('secretInEnv', [hint, new Waiver('all')]).waive('service/hours', new Waiver('asleep'));
  const scope = { reason: 'a hint', service: 'api', variable: 'PASSWORD_HINT' };
  assert.deepEqual(json(narrowed), { stack: 's', waive: { secretInEnv: [scope, 'all'], hours: 'asleep' } });
  assert.deepEqual(json(new Stack('s').waive({ secretInEnv: hint })), { stack: 's', waive: { secretInEnv: scope } });
});

test('text stays text, whatever it looks like', () => {
  const hostile = ['${x}', '%{if}', '"', '\\', '\n', '\u2028', '__proto__', '$expr', '{ $expr: a }', ''];
  for (const text of hostile) {
    const spec = JSON.parse(JSON.stringify(new EcsFargateService('a').env(text, text).env('constructor', text))) as object;
    assert.deepEqual(Object.entries((spec as { env: object }).env), [[text, text], ['constructor', text]]);
  }
});

test('what is printed is the spec', () => {
  assert.equal(inspect(new Network().cidr('10.0.0.0/16')), "{ cidr: '10.0.0.0/16' }");
});
