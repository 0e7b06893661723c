import { EcsFargateService, Environment, Stack, estimate, synth, type Diagnostic, type StackSpec, type Synthesis } from 'groundplan';

const spec: StackSpec = { stack: 'shop', region: 'eu-west-1', environments: { dev: { tier: 'development' } } };
const built = new Stack('shop').region('eu-west-1').service(new EcsFargateService('api').image('ghcr.io/example/api:1')).environment(Environment.development('dev'));
const made: Synthesis = synth([spec, { ...spec, stack: 'other' }]);
const codes: string[] = made.diagnostics.map((finding: Diagnostic) => finding.code);
const total: string | undefined = estimate(built).estimate?.monthly.total;

// @ts-expect-error there is no such key
const misspelt: StackSpec = { stack: 'shop', netwrk: {} };
// @ts-expect-error there is no such option
export const refused = () => synth(built, { fromat: 'hcl' });

console.log(made.ok, made.files.length > 10, codes.length, total !== undefined, misspelt.stack);
