import type { Severity } from './synthesis.js';

/** A rule that specs or documents of Terraform are held against. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** What it says, in a sentence. */
  readonly summary: string;
  /** Why it exists. */
  readonly why: string;
  /** Where the limit or the advice comes from. */
  readonly source: string;
  /** Its name under `waive:`; null where it cannot be waived. */
  readonly waiver: string | null;
  /** Whether it is about Terraform, whoever wrote it. */
  readonly documents: boolean;
}
