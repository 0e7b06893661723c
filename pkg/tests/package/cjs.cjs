const groundplan = require('groundplan');

import('./program.mjs').then(({ program }) => console.log(program(groundplan)));
