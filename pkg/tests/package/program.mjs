// What every consumer runs: it builds a stack, makes Terraform, prices it, and finds a mistake.
export function program({ Environment, EcsFargateService, GroundplanError, Network, Public, Stack, check, estimate, explain, synth }) {
  const shop = new Stack('shop')
    .region('eu-west-1')
    .network(new Network().cidr('10.20.0.0/16'))
    .service(new EcsFargateService('api').image('public.ecr.aws/nginx/nginx:1.27.5-alpine').port(80).env('PRICE', '${amount} €'))
    .environment(Environment.development('dev'));
  const made = synth(shop);
  const bill = estimate(shop, { environment: 'dev', form: 'markdown' });
  const wrong = check({ stack: 'shop', region: 'eu-west-1', netwrk: {}, environments: { dev: {} } });
  let thrown;
  try {
    explain('no/such-rule');
  } catch (error) {
    thrown = error instanceof GroundplanError && error.name === 'GroundplanError' && error.code;
  }
  return [
    `${made.files.length} files of ${made.files.reduce((sum, file) => sum + file.text.length, 0)} characters`,
    `${bill.estimate.monthly.total} USD, ${bill.text.length} characters`,
    wrong.diagnostics.map((finding) => `${finding.code} ${finding.hint}`).join(),
    thrown,
    new Public().host('a.example.com').toJSON().host,
  ].join('; ');
}
