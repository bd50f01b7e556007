#!/usr/bin/env node
/** `npx statsig-edge`. Plain JavaScript, so that node can start it: tsx reads the rest. */
import 'tsx';

await import('./cli.ts');
