/** The JSON Schema of specs, as the form reads it: the values of a key, whichever construct of the schema describes them. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

/** The values that a field allows. */
export interface Kind {
  readonly description: string;
  /** Values to choose from. */
  readonly choices: readonly unknown[];
  /** Fields of fixed names. */
  readonly fields: Readonly<Record<string, Schema>> | undefined;
  /** The values of a map whose keys are names. */
  readonly named: Schema | undefined;
  /** Whether a list is allowed here, and whether a single value is. */
  readonly isList: boolean;
  readonly isSingle: boolean;
  readonly examples: readonly unknown[];
}

/** Everything that a schema allows, with what it refers to. */
export function kindOf(schema: Schema, root: Schema): Kind {
  const options = gathered(schema, root);
  const first = <T>(of: (option: Schema) => T | undefined) => options.map(of).find((value) => value !== undefined);
  const choices = options.flatMap((option) => (option.enum ?? (option.const === undefined ? (isType(option, 'boolean') ? [true, false] : []) : [option.const])) as unknown[]);
  return {
    description: first((option) => option.description) ?? '',
    choices,
    fields: first((option) => option.properties),
    named: first((option) => (typeof option.additionalProperties === 'object' ? option.additionalProperties : undefined)),
    isList: options.some((option) => option.items !== undefined),
    isSingle: options.some((option) => !option.properties && !option.items && !option.additionalProperties && !option.enum && option.const === undefined && !isType(option, 'boolean') && option.type !== undefined),
    examples: options.flatMap((option) => option.examples ?? []),
  };
}

const isType = (schema: Schema, type: string): boolean => (Array.isArray(schema.type) ? schema.type.includes(type) : schema.type === type);

/** A schema and what it refers to, one way after the other. */
function gathered(schema: Schema, root: Schema, depth = 8): Schema[] {
  if (depth === 0) return [];
  const own = schema.description ? [{ description: schema.description } as Schema] : [];
  if (schema.anyOf) return [...own, ...schema.anyOf.flatMap((option) => gathered(option, root, depth - 1))];
  if (schema.$ref) {
    const name = schema.$ref.replace('#/$defs/', '');
    const referred = root.$defs?.[name];
    return referred ? [...own, ...gathered(referred, root, depth - 1)] : own;
  }
  return [schema];
}
