import { ServiceConnectFields, UseEnvFields, UseFields } from './fields.js';

/**
 * How a service uses another one of its environment.
 *
 * @example
 * const web = new EcsFargateService('web').uses(new Use('api').env('BACKEND_URL'));
 */
export class Use extends UseFields {}

/**
 * What the environment variables are called that say where a used service is.
 *
 * @example
 * const smtp = new UseEnv().host('SMTP_HOST').port('SMTP_PORT');
 * const web = new EcsFargateService('web').uses(new Use('mail').env(smtp));
 */
export class UseEnv extends UseEnvFields {}

/**
 * How a service is reached by those that use it.
 *
 * @example
 * const api = new EcsFargateService('api')
 *   .port(50051)
 *   .serviceConnect(new ServiceConnect().protocol('grpc').requestTimeout('60 s'));
 */
export class ServiceConnect extends ServiceConnectFields {}
