import { SecretFields, SecretSourceFields } from './fields.js';

/**
 * A secret in AWS Secrets Manager. Its value is set outside of Terraform, so it is in no state file. With
 * `arn` it is one that exists already.
 *
 * @example
 * const password = new Secret('dbPassword').description('Password of the orders database');
 * const shop = new Stack('shop')
 *   .secret(password)
 *   .service(new EcsFargateService('api').secret('DB_PASSWORD', password));
 */
export class Secret extends SecretFields {
  /**
   * One value of a secret that holds a JSON object.
   *
   * @example
   * const database = new Secret('database');
   * const api = new EcsFargateService('api').secret('DB_PASSWORD', database.key('password'));
   */
  key(key: string): SecretSource {
    return new SecretSource({ secret: this.name, key });
  }
}

/**
 * Where a container's secret variable comes from: a secret's name, one value of its JSON object, or a parameter.
 *
 * @example
 * const source = new SecretSource().secret('database').key('password');
 * const api = new EcsFargateService('api').secret('DB_PASSWORD', source);
 */
export class SecretSource extends SecretSourceFields {
  /** A parameter of Systems Manager that exists already, by its name or ARN. */
  static fromSsm(parameter: string): SecretSource {
    return new SecretSource().ssm(parameter);
  }
}
