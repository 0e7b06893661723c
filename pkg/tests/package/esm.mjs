import * as groundplan from 'groundplan';

import { program } from './program.mjs';

await groundplan.init();
console.log(program(groundplan));
