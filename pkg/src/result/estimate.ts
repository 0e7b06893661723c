/** An amount of US dollars as exact decimal digits: `'54.75876'`. A string, since `number` would round it. */
export type Amount = string;

/** An amount that depends on use. */
export interface AmountRange {
  readonly low: Amount;
  readonly expected: Amount;
  readonly high: Amount;
}

/** What a month costs: what is paid whatever happens, and what depends on use. */
export interface Monthly {
  readonly fixed: Amount;
  readonly usage: Amount;
  /** What is expected in all. */
  readonly total: Amount;
  readonly low: Amount;
  readonly high: Amount;
}

/** One line of a bill. */
export interface Line {
  /** The resource: `aws_nat_gateway.main`. */
  readonly address: string;
  /** The service of AWS that charges. */
  readonly service: string;
  /** The file that holds the resource. */
  readonly concern: string;
  readonly item: string;
  readonly region: string;
  readonly quantity: string;
  readonly quantity_low: string;
  readonly quantity_high: string;
  readonly unit: string;
  readonly unit_price: Amount;
  readonly monthly: Amount;
  readonly monthly_low: Amount;
  readonly monthly_high: Amount;
  /** Paid whatever happens, or by use. */
  readonly basis: 'fixed' | 'usage';
  /** On what the quantity rests; null where it is certain. */
  readonly assumption: string | null;
  readonly price_key: string;
  readonly price_source: string;
  readonly price_date: string;
}

/** The bill of one root module. */
export interface ModuleEstimate {
  /** `bootstrap`, `environments/production`, or the name of a file. */
  readonly name: string;
  readonly region: string;
  readonly account: string | null;
  readonly lines: readonly Line[];
  /** What costs nothing, and why. */
  readonly free: readonly { readonly address: string; readonly reason: string }[];
  /** What is charged by a use that nobody told; it counts as none. */
  readonly missing_usage: readonly { readonly address: string; readonly keys: readonly string[] }[];
  /** What has no price here: it is never counted as nothing. */
  readonly unpriced: readonly { readonly address: string; readonly reason: string }[];
  readonly monthly: Monthly;
}

/** A change of the spec that would save money. */
export interface Advice {
  readonly stack: string;
  readonly environment: string;
  /** What to lay over the environment in the spec, as JSON. */
  readonly setting: string;
  readonly saves: AmountRange;
  /** What it takes. */
  readonly takes: string;
}

/** What everything costs a month. */
export interface Estimate {
  readonly currency: 'USD';
  /** The date of the oldest price that was used. */
  readonly price_date: string;
  readonly modules: readonly ModuleEstimate[];
  /** What AWS gives each account for nothing, below zero; only with `freeTier`. */
  readonly allowances: readonly Line[];
  readonly monthly: Monthly;
  /** What would save money; of Terraform that came from elsewhere nobody knows. */
  readonly advice?: readonly Advice[];
}

/** What became of the cost of one line. */
export interface CostChange {
  readonly address: string;
  readonly item: string;
  readonly before: AmountRange | null;
  readonly after: AmountRange | null;
  readonly difference: AmountRange;
  /** Why: another quantity, another price, new, gone. */
  readonly reason: string;
}

/** Two root modules whose costs are compared. */
export interface CostPair {
  readonly before: string | null;
  readonly after: string | null;
  readonly monthly_before: Monthly;
  readonly monthly_after: Monthly;
  readonly changes: readonly CostChange[];
  readonly newly_unpriced: readonly string[];
  readonly no_longer_unpriced: readonly string[];
}

/** What changes in the bill. */
export interface Comparison {
  readonly currency: 'USD';
  readonly pairs: readonly CostPair[];
  readonly difference: AmountRange;
}

/** What changes in one block of the configuration. */
export interface Difference {
  readonly address: string;
  readonly action: 'create' | 'update' | 'delete';
  readonly arguments: readonly { readonly path: string; readonly before: string | null; readonly after: string | null }[];
}

/** What changes from one to the other: configuration and cost. */
export interface Diff {
  readonly configuration: readonly { readonly name: string; readonly differences: readonly Difference[] }[];
  readonly cost: Comparison;
}

/** A budget that is passed. */
export interface OverBudget {
  /** The environment, or `what is shown`. */
  readonly what: string;
  readonly budget: Amount;
  readonly expected: Amount;
  readonly by: Amount;
}
