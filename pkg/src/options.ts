// Made from the options in `groundplan_text::api` by `cargo xtask codegen`; not edited by hand.

/** Which choice in which environment. */
export interface AlternativesOptions {
  /** In which notation the text is: YAML by default. */
  readonly notation?: Notation | undefined;
  /** The environment. */
  readonly environment: string;
  /** The path within the environment: `network.egress`. */
  readonly path: string;
}

/**
 * How a spec is written.
 *
 * - `yaml`: YAML 1.2, of which JSON is a part.
 * - `json`: JSON: in a file that is called so.
 */
export type Notation = 'yaml' | 'json';

/** Which blocks. */
export interface BlocksOptions {
  /** In which notation the text is: YAML by default. */
  readonly notation?: Notation | undefined;
  /** The environment; without a name, or with one that there is none of, the first. */
  readonly environment?: string | undefined;
  /** A file below the output folder: `environments/dev/network.tf`. Without it, all files. */
  readonly path?: string | undefined;
  /** The syntax of all files: `*.tf.json` by default. */
  readonly format?: Syntax | undefined;
}

/**
 * The syntax of Terraform.
 *
 * - `json`: `*.tf.json`, for programs.
 * - `hcl`: `*.tf`, for people.
 */
export type Syntax = 'json' | 'hcl';

/** What becomes of a place in a spec; paths are written as findings write them. */
export type Change = { readonly path: string; readonly value: unknown } | { readonly path: string; readonly rename: string };

/** What is checked. */
export interface CheckOptions {
  /**
   * Values of the variables of Terraform, by name, as in `terraform.tfvars.json`. Files of this name, and
   * `*.auto.tfvars`, are read among the texts of their folder.
   */
  readonly vars?: Record<string, unknown> | undefined;
}

/** What is drawn. */
export interface DiagramOptions {
  /** The environment; without one, the last root module. */
  readonly environment?: string | undefined;
  /**
   * Values of the variables of Terraform, by name, as in `terraform.tfvars.json`. Files of this name, and
   * `*.auto.tfvars`, are read among the texts of their folder.
   */
  readonly vars?: Record<string, unknown> | undefined;
}

/** How two things are compared. */
export interface DiffOptions {
  /**
   * The environment that the old side is of, alone; with `after`, two environments of one spec are compared.
   */
  readonly before?: string | undefined;
  /** The environment that the new side is of, alone. */
  readonly after?: string | undefined;
  /** How much things are used, in Infracost's format, as YAML. */
  readonly usage?: string | { readonly name: string; readonly text: string } | undefined;
  /** The form of `text`; without one, there is none. */
  readonly form?: TextForm | undefined;
  /**
   * Values of the variables of Terraform on both sides, by name, as in `terraform.tfvars.json`. Files of this
   * name, and `*.auto.tfvars`, are read among the texts of their folder.
   */
  readonly vars?: Record<string, unknown> | undefined;
}

/**
 * How a bill or a comparison is written for people, besides the data.
 *
 * - `table`: Plain text for a terminal.
 * - `markdown`: For a comment on a pull request.
 * - `html`: A page of its own.
 */
export type TextForm = 'table' | 'markdown' | 'html';

/** In which notation a text is. */
export interface EditorOptions {
  /** YAML by default. */
  readonly notation?: Notation | undefined;
}

/** How something is priced. */
export interface EstimateOptions {
  /** The region to price in: of a spec, in place of its own; of Terraform, where no provider says one. */
  readonly region?: string | undefined;
  /** Only this environment. */
  readonly environment?: string | undefined;
  /** Whether what AWS gives each account for nothing is taken off. */
  readonly freeTier?: boolean | undefined;
  /** How much things are used, in Infracost's format, as YAML; takes precedence over the spec. */
  readonly usage?: string | { readonly name: string; readonly text: string } | undefined;
  /** What everything that is shown may cost a month: `500 USD`. */
  readonly budget?: string | undefined;
  /** The form of `text`; without one, there is none. */
  readonly form?: TextForm | undefined;
  /** What a table puts together: what one service of AWS charges, or what one file holds. */
  readonly group?: GroupBy | undefined;
  /** Every line with its quantity and rate, and why the rest costs nothing. */
  readonly details?: boolean | undefined;
  /**
   * Values of the variables of Terraform, by name, as in `terraform.tfvars.json`. Files of this name, and
   * `*.auto.tfvars`, are read among the texts of their folder.
   */
  readonly vars?: Record<string, unknown> | undefined;
}

/**
 * What lines of a table are put together by.
 *
 * - `service`: What one service of AWS charges.
 * - `concern`: What one file holds.
 */
export type GroupBy = 'service' | 'concern';

/** What of a spec `overview` answers. */
export interface OverviewOptions {
  /** In which notation the text is: YAML by default. */
  readonly notation?: Notation | undefined;
  /** The syntax of Terraform: `*.tf.json` by default. */
  readonly format?: Syntax | undefined;
  /** Only the files of this environment and the bootstrap; all, where there is none of this name. */
  readonly environment?: string | undefined;
}

/** What is looked at while a spec is written. */
export interface PreviewOptions {
  /** In which notation the text is: YAML by default. */
  readonly notation?: Notation | undefined;
  /** The syntax of Terraform: `*.tf.json` by default. */
  readonly format?: Syntax | undefined;
  /** The environment; the first by default, or where there is none of this name. */
  readonly environment?: string | undefined;
  /** The file, without its ending: `environments/dev/network`. */
  readonly file?: string | undefined;
}

/** Which program is written. */
export interface ProgramOptions {
  /** Its language: TypeScript for this package, Rust for the library of the same name. */
  readonly language: Language;
}

/**
 * The language of a program.
 *
 * - `rust`: Rust, for the library `groundplan`.
 * - `typescript`: TypeScript, for the npm package `groundplan`.
 */
export type Language = 'rust' | 'typescript';

/** Which block of which environment. */
export interface ProvenanceOptions {
  /** In which notation the text is: YAML by default. */
  readonly notation?: Notation | undefined;
  /** The environment. */
  readonly environment: string;
  /** As bills, comparisons and `blocks` write addresses. */
  readonly address: string;
}

/** How Terraform is made. */
export interface SynthOptions {
  /** `*.tf.json` for programs, which is the default, or `*.tf` for people. */
  readonly format?: Syntax | undefined;
  /** Tests for `terraform test` too; they need no credentials. */
  readonly tests?: boolean | undefined;
  /** Who applies it: Terraform, which is the default, or OpenTofu. README and tests are written for it. */
  readonly tool?: ToolName | undefined;
  /** This environment and the bootstrap only. */
  readonly environment?: string | undefined;
  /**
   * Whether decisions that are a choice, and findings that offer one, say what each alternative costs. Each
   * alternative is made and priced, which takes time.
   */
  readonly alternatives?: boolean | undefined;
}

/**
 * The program that applies the output.
 *
 * - `terraform`: HashiCorp's Terraform.
 * - `opentofu`: OpenTofu.
 */
export type ToolName = 'terraform' | 'opentofu';

/** Which environment. */
export interface UsageOptions {
  /** In which notation the text is: YAML by default. */
  readonly notation?: Notation | undefined;
  /** The environment. */
  readonly environment: string;
}
