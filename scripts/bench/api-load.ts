import { Agent, request } from 'node:http';

/** One question to the API. */
export interface Question {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: () => unknown;
  /** With a key of its own instead of the user's token. */
  readonly key?: string;
  /** Whether an answer that is no refusal says what was asked for; without it, any does. */
  readonly isAnswered?: (text: string) => boolean;
}

/** How long the answers to one question took, ms. */
export interface Latencies {
  readonly answers: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** What a load found. */
export interface LoadResult {
  readonly all: Latencies & {
    readonly perSecond: number;
    /** Processor time of the server's process for an answer, whoever else runs on the machine. */
    readonly cpuMs: number;
  };
  readonly byQuestion: Readonly<Record<string, Latencies>>;
}

/** Who asks what, and for how long. */
export interface Load {
  readonly url: string;
  /** One a user, each with a connection of its own. */
  readonly tokens: readonly string[];
  readonly questions: readonly Question[];
  readonly forMs: number;
  /** Between an answer and the next question, on average; 0: none. */
  readonly pauseMs: number;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

function latencies(times: number[], errors: number): Latencies {
  times.sort((a, b) => a - b);
  const at = (p: number) => tenth(times[Math.min(times.length - 1, Math.ceil(p * times.length) - 1)] ?? Number.NaN);
  return { answers: times.length, errors, p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** Has every user ask the questions in turn, each beginning with another one. An error counts as no answer. */
export async function load({ url, tokens, questions, forMs, pauseMs }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: tokens.length });
  const times = new Map<string, number[]>(questions.map(({ name }) => [name, []]));
  const errors = new Map<string, number>();
  const errorsOf = (name: string): number => errors.get(name) ?? 0;
  const cpuBefore = await cpuSeconds(url);
  const started = performance.now();
  await Promise.all(
    tokens.map(async (token, user) => {
      for (let turn = user; performance.now() - started < forMs; turn += 1) {
        const question = questions[turn % questions.length];
        if (!question) return;
        // Spread evenly between nothing and twice the pause, so that users do not march in step.
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, ((turn * 7919) % 997) * (pauseMs / 498)));
        const asked = performance.now();
        if (await ask(agent, url, token, question)) times.get(question.name)?.push(performance.now() - asked);
        else errors.set(question.name, errorsOf(question.name) + 1);
      }
    }),
  );
  const took = performance.now() - started;
  agent.destroy();
  const cpuMs = ((await cpuSeconds(url)) - cpuBefore) * 1_000;
  const all = [...times.values()].flat();
  return {
    all: {
      ...latencies(all, sum([...errors.values()])),
      perSecond: Math.round((all.length * 1_000) / took),
      cpuMs: Math.round((cpuMs / Math.max(all.length, 1)) * 100) / 100,
    },
    byQuestion: Object.fromEntries([...times].map(([name, own]) => [name, latencies(own, errorsOf(name))])),
  };
}

/** What the server's process has used of the processor since it began. */
async function cpuSeconds(url: string): Promise<number> {
  const told = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(told)?.[1] ?? Number.NaN);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((before, own) => before + own, 0);

/** Whether a question was answered. */
function ask(
  agent: Agent,
  url: string,
  token: string,
  { method, path, body, key, isAnswered }: Question,
): Promise<boolean> {
  return new Promise((resolve) => {
    const text = body ? JSON.stringify(body()) : undefined;
    const headers = {
      authorization: `Bearer ${key ?? token}`,
      accept: 'application/json, text/event-stream',
      'accept-encoding': isAnswered ? 'identity' : 'gzip',
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    };
    const asking = request(url + path, { agent, method, headers }, (answer) => {
      const isDone = (answer.statusCode ?? 500) < 400;
      if (!isAnswered) return answer.resume().once('end', () => resolve(isDone));
      let told = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        told += part;
      });
      answer.once('end', () => resolve(isDone && isAnswered(told)));
    });
    asking.once('error', () => resolve(false));
    asking.end(text);
  });
}
