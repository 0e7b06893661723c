import type { Checked } from './synthesis.js';

/** Something that stands in a picture. */
export interface DiagramNode {
  /** The resource that it stands for; empty for what is outside of AWS. */
  readonly address: string;
  readonly label: string;
  readonly kind: 'endpoint' | 'internet' | 'loadBalancer' | 'nat' | 'network' | 'service' | 'store';
}

/** A picture. */
export interface Drawn extends Checked {
  /** The picture as a file of its own; empty when there are errors. */
  readonly svg: string;
  /** What stands in it; what stands in each zone is told once for each. */
  readonly nodes: readonly DiagramNode[];
}
