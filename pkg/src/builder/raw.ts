import type { ConfigurationSpec, Ref, Value } from '../spec.js';
import { frozen, plain } from './plain.js';
import type { Plain } from './plain.js';
import { expr } from './reference.js';
import type { Expression } from './reference.js';

/**
 * A raw block of Terraform, of any type. It is added to what groundplan generates; each may refer to the other. It has
 * only the arguments that are set.
 *
 * @example
 * const exports = Raw.resource('aws_s3_bucket', 'exports').set('bucket_prefix', 'shop-exports-');
 * const shop = new Stack('shop')
 *   .service(new EcsFargateService('api').env('EXPORTS', exports.attr('bucket')))
 *   .raw(exports);
 */
export class Raw {
  readonly #labels: readonly string[];
  readonly #body: Plain;

  private constructor(labels: readonly string[], body: Plain = frozen({})) {
    this.#labels = labels;
    this.#body = body;
  }

  /** A resource of any type. */
  static resource(type: string, name: string): Raw {
    return new Raw(['resource', type, name]);
  }

  /** A data source of any type. */
  static data(type: string, name: string): Raw {
    return new Raw(['data', type, name]);
  }

  /** An ephemeral resource of any type. */
  static ephemeral(type: string, name: string): Raw {
    return new Raw(['ephemeral', type, name]);
  }

  /** An action of any type, which runs when something else changes. */
  static action(type: string, name: string): Raw {
    return new Raw(['action', type, name]);
  }

  /** A local value. */
  static local(name: string, value: Value): Raw {
    return new Raw(['locals', name], plain(value));
  }

  /** A variable of the module. */
  static variable(name: string): Raw {
    return new Raw(['variable', name]);
  }

  /** An output of the module. */
  static output(name: string): Raw {
    return new Raw(['output', name]);
  }

  /** A module call whose inputs are of any kind. */
  static module(name: string): Raw {
    return new Raw(['module', name]);
  }

  /** A provider's settings; an alias sets it beside the one that is there. */
  static provider(name: string): Raw {
    return new Raw(['provider', name]);
  }

  /** A check, which warns after each plan and apply. */
  static check(name: string): Raw {
    return new Raw(['check', name]);
  }

  /** A `moved` block: something has another address now, `from` and `to`. */
  static moved(): Raw {
    return new Raw(['moved']);
  }

  /** An `import` block: takes something that exists already into the state, `to` and `id`. */
  static import(): Raw {
    return new Raw(['import']);
  }

  /** A `removed` block: takes something out of the state, `from`. */
  static removed(): Raw {
    return new Raw(['removed']);
  }

  /** Settings of Terraform itself, such as further providers. */
  static terraform(): Raw {
    return new Raw(['terraform']);
  }

  /** Sets an argument, a nested block, or what Terraform itself takes: `count`, `for_each`, `lifecycle`. */
  set(argument: string, value: Value): Raw {
    return new Raw(this.#labels, plain({ ...(this.#body as object), [argument]: value }));
  }

  /** Its address, such as `aws_s3_bucket.exports`. What has none, such as a `moved` block, gives its kind. */
  address(): string {
    const [section = '', ...names] = this.#labels;
    return [...(PREFIXES[section] ?? [section]), ...names].join('.');
  }

  /** A reference to an attribute of it; a path such as `[0].arn` leads into one of several. */
  attr(path: string): Expression {
    return expr(this.address() + (path.startsWith('[') ? path : `.${path}`));
  }

  /**
   * A reference to its ARN, where an ARN is wanted.
   *
   * @example
   * const queue = Raw.resource('aws_sqs_queue', 'orders').set('name', 'orders');
   * const api = new EcsFargateService('api').allow('sqs:SendMessage', queue.arn());
   */
  arn(): Ref<'Arn'> {
    return this.attr('arn');
  }

  /** The block where Terraform's JSON has it. */
  toJSON(): ConfigurationSpec {
    const within = (body: Plain, label: string): Plain => frozen({ [label]: body });
    return this.#labels.reduceRight(within, this.#body) as ConfigurationSpec;
  }
}

/** The parts of an address before the names, where they differ from the section. */
const PREFIXES: { readonly [section: string]: readonly string[] } = {
  resource: [],
  locals: ['local'],
  variable: ['var'],
};
