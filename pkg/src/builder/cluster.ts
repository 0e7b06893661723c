import { ClusterFields } from './fields.js';

/**
 * The ECS cluster that the services of an environment share.
 *
 * @example
 * const shop = new Stack('shop').cluster(new Cluster().containerInsights('enhanced'));
 */
export class Cluster extends ClusterFields {}
