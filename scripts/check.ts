import { runSteps, STATIC_CHECKS } from './shared/steps.ts';

process.exitCode = (await runSteps(STATIC_CHECKS)) ? 0 : 1;
