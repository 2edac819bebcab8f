import { buildJudge, JUDGE_MODULE } from './shared/build-judge.ts';

const { bytes, gzipBytes } = await buildJudge();
process.stdout.write(`${JUDGE_MODULE}: ${bytes} bytes, ${gzipBytes} with gzip\n`);
