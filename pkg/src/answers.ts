// Made from the answers in `groundplan_text::api` by `cargo xtask codegen`; not edited by hand.

/** What each value of a choice would cost. */
export interface Alternatives {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** Where it is to be set. */
  readonly place: string;
  /** What it is, as Markdown. */
  readonly documentation: string;
  /** What the environment costs now. */
  readonly monthly: Amount;
  /** The values that are accepted; none, where there is no choice. */
  readonly alternatives: readonly Alternative[];
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/** An amount of US dollars as exact decimal digits: `'54.75876'`. A string, since `number` would round it. */
export type Amount = string;

/** A value of a choice. */
export interface Alternative {
  /** The value. */
  readonly value: unknown;
  /** What the environment costs with it. */
  readonly monthly: Amount;
  /**
   * To what the environment costs now; `null` where something would have no price that has one, or is not
   * there.
   */
  readonly difference: Amount | null;
  /** Whether everything has a price. */
  readonly whole: boolean;
  /** What would be found then, and is not now. */
  readonly findings: readonly string[];
}

/** One finding about a spec or about Terraform. */
export interface Diagnostic {
  /** The rule that it comes from; `explain(code)` says why the rule exists. */
  readonly code: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** Where in the spec: `services.api.size`. Empty for the whole. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What was given. */
  readonly given?: string;
  /** What is allowed. */
  readonly wants?: string;
  /** What can be pasted. */
  readonly hint?: string;
  /**
   * What waives this finding and no other, for the spec or one of its environments: `waive: { … }`, with a
   * reason to be replaced. Left out where the rule cannot be waived.
   */
  readonly waiver?: string;
  /** What each alternative costs. */
  readonly costs?: readonly string[];
  /** The environments concerned; empty when all are. */
  readonly environments: readonly string[];
  /** The place in the text, where there is one. */
  readonly range?: Range;
  /** The name of the text. */
  readonly file: string;
}

/**
 * How bad a finding is: an error stops everything, a warning is worth a look.
 *
 * - `error`: Nothing is written.
 * - `warning`: Written all the same; worth a look.
 */
export type Severity = 'error' | 'warning';

/** A part of a text. */
export interface Range {
  /** Where it begins. */
  readonly start: Place;
  /** Where it ends. */
  readonly end: Place;
}

/** A place in a text. */
export interface Place {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in characters. */
  readonly column: number;
  /** The offset in bytes of UTF-8. */
  readonly offset: number;
  /** The offset in UTF-16 code units, as JavaScript counts: `text.slice(start.index, end.index)`. */
  readonly index: number;
}

/** A block of Terraform and its lines, from 1. */
export interface Block {
  /** `aws_vpc.main`, `data.aws_region.here`, `local.names`, `output.url`. */
  readonly address: string;
  /** The file, below the output folder. */
  readonly file: string;
  /** What is in it. */
  readonly arguments: readonly BlockArgument[];
  /** Its first line. */
  readonly from: number;
  /** Its last line. */
  readonly to: number;
}

/** An argument or a nested block, and its lines, from 1. */
export interface BlockArgument {
  /** The outer before the inner: `health_check`, `health_check.path`. */
  readonly path: string;
  /** Its first line. */
  readonly from: number;
  /** Its last line. */
  readonly to: number;
}

/** What `check` finds. */
export interface Checked {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** What is wrong, or worth a look. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What `diff` answers. */
export interface Compared {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /**
   * What changes; null when there are errors. Where a root module of several cannot be read, it is the change
   * of the others, and `ok` is false.
   */
  readonly diff: Diff | null;
  /** What is wrong, or worth a look. */
  readonly diagnostics: readonly Diagnostic[];
  /** The changes for people, where a form was asked for. */
  readonly text?: string;
}

/** What changes from one to the other: configuration and cost. */
export interface Diff {
  /** What happens to objects, counted over all root modules. */
  readonly summary: ChangeSummary;
  /** The root modules. */
  readonly configuration: readonly ModuleDiff[];
  /** The bill. */
  readonly cost: Comparison;
  /** The calls of modules that were not read, on either side. */
  readonly unreadCalls?: readonly UnreadCall[];
}

/** How many objects an apply changes; as text, in one line. */
export interface ChangeSummary {
  /** Objects that are destroyed and created; new versions of what is versioned are not counted. */
  readonly replaced: number;
  /** New versions of what is versioned, such as task definitions. */
  readonly newVersions: number;
  /** Objects that are destroyed. */
  readonly destroyed: number;
  /** Objects that Terraform no longer knows, though they stay in AWS. */
  readonly forgotten: number;
  /** Objects that are changed in place. */
  readonly updated: number;
  /** Objects that are created. */
  readonly created: number;
  /** Objects that exist, and are taken over. */
  readonly imported: number;
  /** Objects that have another address, and are otherwise the same. */
  readonly moved: number;
  /** Objects that lose the data in them. */
  readonly dataLost: number;
  /** Objects of which something stops. */
  readonly interrupted: number;
  /** Objects at which Terraform or AWS refuses the apply. */
  readonly refused: number;
  /** Objects and modules of which not everything is known. */
  readonly unknown: number;
  /** Calls of modules that were not read and say the same before and after. */
  readonly unread: number;
}

/** What changes in one root module. */
export interface ModuleDiff {
  /** Its name. */
  readonly name: string;
  /** What an apply does to what runs. */
  readonly change: ModuleChange;
  /** The blocks that differ. */
  readonly differences: readonly Difference[];
}

/** What an apply does to the objects of a root module. */
export interface ModuleChange {
  /** Each object that changes, the worst effects first. */
  readonly objects: readonly ObjectChange[];
  /** What is not known: instances, modules that were not read. */
  readonly unknown?: readonly UnknownChange[];
  /**
   * Calls of modules that were not read and say the same before and after, so that nothing is known to change
   * there.
   */
  readonly unread?: readonly string[];
}

/** What an apply does to one object. */
export interface ObjectChange {
  /** The object, by its new address where it is moved. */
  readonly address: string;
  /** What becomes of it. */
  readonly effect: ChangeEffect;
  /** Its address before, where it is moved. */
  readonly movedFrom?: string;
  /** The arguments that differ, or follow what is created or replaced. */
  readonly arguments?: readonly ChangeCause[];
  /** The arguments that replace it; for what is forgotten, the setting that makes Terraform forget it. */
  readonly because?: readonly ChangeCause[];
  /**
   * Arguments that may replace it as well: their values, or what the provider does about them, are not known.
   */
  readonly perhaps?: readonly ChangeCause[];
  /**
   * Whether what is created is imported where it exists already: the plan knows the instances of its `import`
   * block, nobody before. So a log group comes back that stayed when its service went.
   */
  readonly orImported?: boolean;
  /** Whether the new object is created before the old one is destroyed. */
  readonly newFirst?: boolean;
  /**
   * Whether the replacement is how its type changes, and harms nothing: a new revision of a task definition.
   */
  readonly routine?: boolean;
  /** What becomes of the data in it. */
  readonly data?: DataChange;
  /** What stops meanwhile. */
  readonly interrupted?: Interruption;
  /** Why Terraform or AWS refuses it, so that the apply stops there. */
  readonly refused?: string;
}

/**
 * What becomes of an object.
 *
 * - `replaced`: It is destroyed and created, in one order or the other.
 * - `destroyed`: It is destroyed.
 * - `forgotten`: Terraform no longer knows it; it stays in AWS, and is billed.
 * - `updated`: It is changed in place.
 * - `created`: It is created.
 * - `imported`: It exists in AWS, and Terraform takes it over.
 * - `moved`: Terraform knows it under another address; nothing else happens.
 */
export type ChangeEffect = 'replaced' | 'destroyed' | 'forgotten' | 'updated' | 'created' | 'imported' | 'moved';

/** Why an object changes. */
export interface ChangeCause {
  /** The argument: `cidr_block`, `rule[1].status`. */
  readonly argument: string;
  /** The object that the argument refers to, where that is created or replaced. */
  readonly follows?: string;
  /** Whether nothing changes if the value is the provider's default: it is set before or after, not both. */
  readonly unlessDefault?: boolean;
}

/** What becomes of the data in an object. */
export interface DataChange {
  /** What it holds: `objects`, `messages`. */
  readonly holds: string;
  /** Whether it is lost. */
  readonly lost: boolean;
  /** Where it is kept, and for how long. */
  readonly kept?: string;
}

/** What stops while an object changes. */
export interface Interruption {
  /** What stops. */
  readonly what: string;
  /** For how long, where all goes well. */
  readonly atBest: string;
}

/** Something of which it is not known what becomes of it. */
export interface UnknownChange {
  /** A resource or a module. */
  readonly address: string;
  /** Why. */
  readonly why: string;
}

/** What changes in one block of the configuration. */
export interface Difference {
  /** The block. */
  readonly address: string;
  /** What becomes of it. */
  readonly action: 'create' | 'update' | 'delete';
  /** The arguments that differ; none of a block that is created or deleted. */
  readonly arguments: readonly ArgumentDiff[];
}

/** What changes in an argument. */
export interface ArgumentDiff {
  /** Its path within the block. */
  readonly path: string;
  /** The value before, as JSON. */
  readonly before: string | null;
  /** The value after, as JSON. */
  readonly after: string | null;
}

/** What changes in the bill. */
export interface Comparison {
  /** The currency of all amounts. */
  readonly currency: Currency;
  /** The root modules. */
  readonly pairs: readonly CostPair[];
  /** How much more all of them cost. */
  readonly difference: AmountRange;
}

/**
 * The currency of all amounts.
 *
 * - `USD`: US dollars.
 */
export type Currency = 'USD';

/** Two root modules whose costs are compared. */
export interface CostPair {
  /** What it is called before; null for one that is new. */
  readonly before: string | null;
  /** What it is called after; null for one that is gone. */
  readonly after: string | null;
  /** The sums before. */
  readonly monthly_before: Monthly;
  /** The sums after. */
  readonly monthly_after: Monthly;
  /** The lines that differ, the largest difference first. */
  readonly changes: readonly CostChange[];
  /** What cannot be priced now, and could be or was not there before. */
  readonly newly_unpriced: readonly string[];
  /** What could not be priced before, and can be now or is gone. */
  readonly no_longer_unpriced: readonly string[];
}

/** What a month costs: what is paid whatever happens, and what depends on use. */
export interface Monthly {
  /** What is paid whatever happens. */
  readonly fixed: Amount;
  /** What is expected of what depends on use. */
  readonly usage: Amount;
  /** What is expected in all. */
  readonly total: Amount;
  /** The least in all. */
  readonly low: Amount;
  /** The most in all. */
  readonly high: Amount;
}

/** What became of the cost of one line. */
export interface CostChange {
  /** The resource. */
  readonly address: string;
  /** What is charged. */
  readonly item: string;
  /** The amount before; null where there was no such line. */
  readonly before: AmountRange | null;
  /** The amount after; null where there is no such line any more. */
  readonly after: AmountRange | null;
  /** How much more it costs. */
  readonly difference: AmountRange;
  /** Why: another quantity, another price, new, gone. */
  readonly reason: string;
}

/** An amount that depends on use. */
export interface AmountRange {
  /** The least. */
  readonly low: Amount;
  /** What is expected. */
  readonly expected: Amount;
  /** The most. */
  readonly high: Amount;
}

/** A call of a module that was not entered. */
export interface UnreadCall {
  /** The calls that lead to it, and itself: `module.vpc`. */
  readonly address: string;
  /** Its source, where that is a text. */
  readonly source?: string;
  /** Why. */
  readonly why: WhyUnread;
}

/**
 * Why a call was not entered.
 *
 * - `notInstalled`: A registry, a repository or an archive, which `terraform init` has not downloaded here.
 * - `otherVersion`: What `terraform init` has downloaded here is another source or version than the call asks
 *   for now.
 * - `notThere`: A folder that was not read, or has no Terraform in it.
 * - `instances`: How many instances there are is not known.
 * - `endless`: The module calls itself, or there are too many modules.
 */
export type WhyUnread = 'notInstalled' | 'otherVersion' | 'notThere' | 'instances' | 'endless';

/**
 * What can be written at the cursor, and which part of the text it takes the place of, in UTF-16 code units.
 */
export interface Completions {
  /** Where that part begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
  /** What can be written. */
  readonly items: readonly CompletionItem[];
}

/** Something that can be written at the cursor. */
export interface CompletionItem {
  /** What a list shows. */
  readonly label: string;
  /** What is inserted, with quotes and indentation right for the text. */
  readonly insert: string;
  /** Where the cursor is afterwards, within what was inserted. */
  readonly caret: number;
  /** What kind of thing it is. */
  readonly kind: CompletionKind;
  /** Whether it begins with what was typed. */
  readonly preferred: boolean;
  /** Its type or its allowed values, in short. */
  readonly detail?: string;
  /** What it changes in the cloud, as Markdown. */
  readonly documentation?: string;
}

/**
 * What kind of thing can be written.
 *
 * - `key`: A key that the schema knows.
 * - `value`: A value of a choice.
 * - `name`: A name that the spec gives.
 * - `snippet`: Several lines to begin with.
 */
export type CompletionKind = 'key' | 'value' | 'name' | 'snippet';

/** A spec in another notation. */
export interface Converted {
  /** Whether the text can be read. */
  readonly ok: boolean;
  /** Empty where the text cannot be read. */
  readonly text: string;
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A picture. */
export interface Drawn {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /**
   * The picture as a file of its own; empty when there are errors. Where a file of Terraform cannot be read,
   * it is the picture of the others, and `ok` is false.
   */
  readonly svg: string;
  /** The resources in it; what is in each zone is listed once for each. */
  readonly nodes: readonly DiagramNode[];
  /** What is wrong, or worth a look. */
  readonly diagnostics: readonly Diagnostic[];
  /** The calls of modules that were not read, so that what they make is not in the picture. */
  readonly unreadCalls?: readonly UnreadCall[];
}

/** A resource in a picture. */
export interface DiagramNode {
  /** The resource that it stands for; empty for what is outside of AWS. */
  readonly address: string;
  /** What is written in it. */
  readonly label: string;
  /** What it is. */
  readonly kind: 'endpoint' | 'internet' | 'loadBalancer' | 'nat' | 'network' | 'service' | 'store';
}

/** Changes of a text. */
export interface Edits {
  /** None or one, whose offsets count UTF-16 code units. */
  readonly edits: readonly Edit[];
}

/** A part of a text that another one takes the place of, in UTF-16 code units. */
export interface Edit {
  /** Where it begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
  /** What takes its place. */
  readonly insert: string;
}

/** What `estimate` answers. `ok` is false when a budget is passed, too. */
export interface Estimated {
  /** Whether there are no errors and no budget is passed. */
  readonly ok: boolean;
  /**
   * The bill, as `groundplan cost --format json` prints it; null when there are errors. Where a file of
   * Terraform cannot be read, it is the bill of the others, and `ok` is false.
   */
  readonly estimate: Estimate | null;
  /** What is wrong, or worth a look. */
  readonly diagnostics: readonly Diagnostic[];
  /** The budgets that are passed: of environments, and of all that is shown. */
  readonly overBudget: readonly OverBudget[];
  /** What the usage file or a budget leave open, in sentences. */
  readonly notes: readonly string[];
  /** The bill for people, where a form was asked for. */
  readonly text?: string;
}

/** What everything costs a month. */
export interface Estimate {
  /** The currency of all amounts. */
  readonly currency: Currency;
  /** The date of the oldest price that was used. */
  readonly price_date: string;
  /** The root modules. */
  readonly modules: readonly ModuleEstimate[];
  /** What AWS gives each account for nothing, below zero; only with `freeTier`. */
  readonly allowances: readonly Line[];
  /** The sums of all. */
  readonly monthly: Monthly;
  /** What would save money; of Terraform that came from elsewhere it is not known. */
  readonly advice?: readonly Advice[];
  /** The calls of modules that were not read, so that what they make is not in the bill. */
  readonly unread_calls?: readonly UnreadCall[];
}

/** The bill of one root module. */
export interface ModuleEstimate {
  /** `bootstrap`, `environments/production`, or the name of a file. */
  readonly name: string;
  /** The region; null where it is not known. */
  readonly region: string | null;
  /** The account; null where it is not known. */
  readonly account: string | null;
  /** What is charged. */
  readonly lines: readonly Line[];
  /** What costs nothing, and why. */
  readonly free: readonly Reason[];
  /** What is charged by a use that is not given; it counts as none. */
  readonly missing_usage: readonly MissingUsage[];
  /** What has no price here: it is never counted as nothing. */
  readonly unpriced: readonly Reason[];
  /** The sums. */
  readonly monthly: Monthly;
}

/** One line of a bill. */
export interface Line {
  /** The resource: `aws_nat_gateway.main`. */
  readonly address: string;
  /** The service of AWS that charges. */
  readonly service: string;
  /** The file that holds the resource. */
  readonly concern: string;
  /** What is charged. */
  readonly item: string;
  /** The region whose price it is. */
  readonly region: string;
  /** How much of it is expected. */
  readonly quantity: Amount;
  /** The least of it. */
  readonly quantity_low: Amount;
  /** The most of it. */
  readonly quantity_high: Amount;
  /** What is counted. */
  readonly unit: string;
  /** What one of it costs. */
  readonly unit_price: Amount;
  /** What is expected. */
  readonly monthly: Amount;
  /** The least. */
  readonly monthly_low: Amount;
  /** The most. */
  readonly monthly_high: Amount;
  /** Paid whatever happens, or by use. */
  readonly basis: Basis;
  /** On what the quantity rests; null where it is certain. */
  readonly assumption: string | null;
  /** The price, by its key. */
  readonly price_key: string;
  /** Where the price comes from. */
  readonly price_source: string;
  /** The date of the price. */
  readonly price_date: string;
}

/**
 * Whether something is paid whatever happens, or by use.
 *
 * - `fixed`: Paid whatever happens.
 * - `usage`: Paid by use.
 */
export type Basis = 'fixed' | 'usage';

/** A resource, and why it costs nothing or has no price. */
export interface Reason {
  /** The resource. */
  readonly address: string;
  /** Why. */
  readonly reason: string;
}

/** A resource whose use is not known. */
export interface MissingUsage {
  /** The resource. */
  readonly address: string;
  /** The keys of a usage file that would give its use. */
  readonly keys: readonly string[];
}

/** A change of the spec that would save money. */
export interface Advice {
  /** The stack. */
  readonly stack: string;
  /** The environment. */
  readonly environment: string;
  /** What to lay over the environment in the spec, as JSON. */
  readonly setting: string;
  /** What it saves a month. */
  readonly saves: AmountRange;
  /** What it takes. */
  readonly takes: string;
}

/** A budget that is passed. */
export interface OverBudget {
  /** The environment, or `what is shown`. */
  readonly what: string;
  /** The budget. */
  readonly budget: Amount;
  /** What is expected. */
  readonly expected: Amount;
  /** By how much that is more. */
  readonly by: Amount;
}

/** A finding, and how it can be settled. */
export interface Finding {
  /** The finding. */
  readonly diagnostic: Diagnostic;
  /** What settles it. */
  readonly fixes: readonly Fix[];
}

/** One way to settle a finding. */
export interface Fix {
  /** What it does. */
  readonly title: string;
  /** How. */
  readonly edits: readonly Edit[];
}

/** What a key or a value means. */
export interface Hover {
  /** Where it begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
  /** The path in the spec. */
  readonly path: string;
  /** As Markdown. */
  readonly documentation: string;
}

/** Everything about a spec but advice. */
export interface Overview {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** The environments. */
  readonly environments: readonly EnvironmentOverview[];
  /** The files; none when there are errors. */
  readonly files: readonly OutputFile[];
  /** What was decided; no decision is priced. */
  readonly decisions: readonly Decision[];
  /** The rules that are broken on purpose. */
  readonly waived: readonly Waived[];
  /** What is wrong, or worth a look, and how it can be settled. */
  readonly findings: readonly Finding[];
  /** The budgets of environments that are passed. */
  readonly overBudget: readonly OverBudget[];
}

/** An environment and what it costs a month. */
export interface EnvironmentOverview {
  /** Its name. */
  readonly name: string;
  /** Its tier. */
  readonly tier: 'development' | 'staging' | 'production';
  /** What it costs; null where that is not known. */
  readonly monthly: Monthly | null;
  /** How many things have no price. */
  readonly unpriced: number;
}

/** A file of the output. */
export interface OutputFile {
  /** The path below the output folder, with slashes. */
  readonly path: string;
  /** What is in it. */
  readonly text: string;
}

/** A decided value, and why it is so. */
export interface Decision {
  /** The stack. */
  readonly stack: string;
  /** The environment; empty for what all share. */
  readonly environment: string;
  /** Where it can be set in the spec. */
  readonly path: string;
  /** The value. */
  readonly value: string;
  /** Who decided: the spec, the tier, the default, or what follows from other values. */
  readonly origin: string;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Published controls that it meets. */
  readonly controls: readonly string[];
  /** What each alternative costs a month, where it was priced. */
  readonly costs: readonly DecisionCost[];
}

/** What an alternative costs a month. */
export interface DecisionCost {
  /** The value. */
  readonly value: string;
  /** What the environment costs with it. */
  readonly monthly: Amount;
  /** Whether everything has a price. */
  readonly whole: boolean;
}

/** A rule that is broken on purpose. */
export interface Waived {
  /** The stack. */
  readonly stack: string;
  /** The environment. */
  readonly environment: string;
  /** The rule. */
  readonly code: string;
  /** Where it is broken. */
  readonly path: string;
  /** Why. */
  readonly reason: string;
}

/** What somebody who writes a spec looks at. */
export interface Preview {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** The environment that is looked at. */
  readonly environment: string;
  /** The files of the environment and of the bootstrap, without an ending; none when there are errors. */
  readonly names: readonly string[];
  /** The file that was asked for; null when there is none of this name, or there are errors. */
  readonly file: OutputFile | null;
  /** What is wrong, or worth a look. */
  readonly diagnostics: readonly Diagnostic[];
  /** The bill of the environment, without advice; null when there are errors. */
  readonly estimate: Estimate | null;
}

/** What a block follows from. */
export interface ProvenanceOfBlock {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** The decisions, and the parts of the spec. */
  readonly provenance: readonly Provenance[];
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A decision, or a part of the spec, that a block follows from. */
export interface Provenance {
  /** The path within the environment. */
  readonly path: string;
  /** Where it is to be set, so that it counts in this environment. */
  readonly place: string;
  /** The value. */
  readonly value: string;
  /** Who decided. */
  readonly origin: string;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Published controls that it meets. */
  readonly controls: readonly string[];
  /** The arguments that follow from it; none, where the whole block does. */
  readonly arguments: readonly string[];
}

/** A spec as data. */
export interface ReadSpec {
  /** Whether the text can be read. */
  readonly ok: boolean;
  /** The spec; null where the text cannot be read. */
  readonly spec: Record<string, unknown> | null;
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A rule that specs or documents of Terraform are checked against. */
export interface Rule {
  /** Its code, which findings carry. */
  readonly code: string;
  /** How bad it is when it is broken. */
  readonly severity: Severity;
  /** What it says, in a sentence. */
  readonly summary: string;
  /** Why it exists. */
  readonly why: string;
  /** Where the limit or the advice comes from. */
  readonly source: string;
  /** Its name under `waive:`; null where it cannot be waived. */
  readonly waiver: string | null;
  /** Whether it is about Terraform of any origin. */
  readonly documents: boolean;
}

/** How much services are used. */
export interface ServiceUsages {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** The figures, as the bill counts them. */
  readonly usage: readonly ServiceUse[];
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A figure of a service's use. */
export interface ServiceUse {
  /** The service. */
  readonly service: string;
  /** The key below `usage` in a spec. */
  readonly key: string;
  /** What it is, in words. */
  readonly label: string;
  /** As a spec writes it: `30M`. */
  readonly value: string;
  /** Whether the spec gives it; it is assumed otherwise. */
  readonly explicit: boolean;
  /** Rising figures around it. */
  readonly steps: readonly string[];
  /** The step that is nearest. */
  readonly at: number;
  /** Where it is set, or is to be set, so that it counts in the environment. */
  readonly path: string;
}

/** What `synth` makes. */
export interface Synthesis {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  /** The files, in the order of their paths; none when there are errors. */
  readonly files: readonly OutputFile[];
  /** What was decided. */
  readonly decisions: readonly Decision[];
  /** The rules that are broken on purpose. */
  readonly waived: readonly Waived[];
  /** What is wrong, or worth a look. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What `program` answers. `ok` is false when the form of the spec is wrong; rules that it breaks do not
 * matter here.
 */
export interface Written {
  /** Whether the form of the spec is right. */
  readonly ok: boolean;
  /** The program; empty when there are errors. */
  readonly text: string;
  /** What is wrong. */
  readonly diagnostics: readonly Diagnostic[];
}
