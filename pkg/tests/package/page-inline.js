import * as groundplan from 'groundplan/inline';

import { program } from './program.mjs';

await groundplan.init();
document.title = program(groundplan);
