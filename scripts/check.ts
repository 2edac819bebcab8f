import { runTogether, STATIC_CHECKS } from './shared/steps.ts';

process.exitCode = (await runTogether(STATIC_CHECKS)) ? 0 : 1;
