/** Specs to begin with. */
import environments from './environments.yaml?raw';
import internalApi from './internal-api.yaml?raw';
import sideProject from './side-project.yaml?raw';
import staticAndApi from './static-and-api.yaml?raw';
import workers from './workers.yaml?raw';

export interface Template {
  readonly name: string;
  readonly about: string;
  readonly text: string;
}

export const templates: readonly Template[] = [
  { name: 'Three environments', about: 'An API with HTTPS, autoscaling and alarms in development, staging and production.', text: environments },
  { name: 'Side project', about: 'One small service for one small bill: ARM, one task, no NAT gateway.', text: sideProject },
  { name: 'Internal API', about: 'Reached from the company’s network only; nothing leaves but through VPC endpoints.', text: internalApi },
  { name: 'Workers', about: 'Tasks that take jobs from a queue, and rest at night in staging.', text: workers },
  { name: 'Static pages and an API', about: 'Two services on one host, selected by path.', text: staticAndApi },
];
