import { Agent, request } from 'node:http';

/** One question to the API. */
export interface Question {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: () => unknown;
}

/** How long the answers to one question took, ms. */
export interface Latencies {
  readonly answers: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** What a load found. */
export interface LoadResult {
  readonly all: Latencies & { readonly perSecond: number };
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

function latencies(times: number[]): Latencies {
  times.sort((a, b) => a - b);
  const at = (p: number) => tenth(times[Math.min(times.length - 1, Math.ceil(p * times.length) - 1)] ?? Number.NaN);
  return { answers: times.length, p50Ms: at(0.5), p95Ms: at(0.95) };
}

/** Has every user ask the questions in turn, each beginning with another one; rejects when an answer is an error. */
export async function load({ url, tokens, questions, forMs, pauseMs }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: tokens.length });
  const times = new Map<string, number[]>(questions.map(({ name }) => [name, []]));
  const started = performance.now();
  await Promise.all(
    tokens.map(async (token, user) => {
      for (let turn = user; performance.now() - started < forMs; turn += 1) {
        const question = questions[turn % questions.length];
        if (!question) return;
        // Spread evenly between nothing and twice the pause, so that users do not march in step.
        if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, ((turn * 7919) % 997) * (pauseMs / 498)));
        const asked = performance.now();
        await ask(agent, url, token, question);
        times.get(question.name)?.push(performance.now() - asked);
      }
    }),
  );
  const took = performance.now() - started;
  agent.destroy();
  const all = [...times.values()].flat();
  return {
    all: { ...latencies(all), perSecond: Math.round((all.length * 1_000) / took) },
    byQuestion: Object.fromEntries([...times].map(([name, own]) => [name, latencies(own)])),
  };
}

function ask(agent: Agent, url: string, token: string, { name, method, path, body }: Question): Promise<void> {
  return new Promise((resolve, reject) => {
    const text = body ? JSON.stringify(body()) : undefined;
    const headers = {
      authorization: `Bearer ${token}`,
      'accept-encoding': 'gzip',
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    };
    const asking = request(url + path, { agent, method, headers }, (answer) => {
      answer.resume().once('end', () => {
        if ((answer.statusCode ?? 500) < 400) resolve();
        else reject(new Error(`${name} was answered with ${answer.statusCode}.`));
      });
    });
    asking.once('error', reject);
    asking.end(text);
  });
}
