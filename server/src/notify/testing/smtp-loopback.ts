import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SmtpConfig } from '../notify-config.ts';

/** An e-mail that the stand-in has taken. */
export interface TakenEmail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and parts as they came. */
  readonly raw: string;
}

/** What the stand-in does with one e-mail: takes it, refuses the recipient or the text, or cuts the line. */
export type SmtpBehaviour = 'accept' | 'lose-answer' | { readonly recipient: number } | { readonly data: number };

/** A stand-in for an SMTP server on this machine. */
export interface SmtpLoopback {
  readonly config: SmtpConfig;
  readonly emails: TakenEmail[];
  script(script: (n: number) => SmtpBehaviour): void;
  close(): Promise<void>;
}

const USER = 'loopback';
const PASSWORD = 'loopback-password';

const refusal = (responseCode: number): Error => Object.assign(new Error('Refused by the stand-in'), { responseCode });

/** Starts the stand-in: it checks the login, and keeps what it takes. */
export async function startSmtpLoopback(port = 0): Promise<SmtpLoopback> {
  const emails: TakenEmail[] = [];
  let attempts = 0;
  let script: (n: number) => SmtpBehaviour = () => 'accept';
  let behaviour: SmtpBehaviour = 'accept';

  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) =>
      username === USER && password === PASSWORD ? done(null, { user: USER }) : done(refusal(535)),
    onMailFrom(_address, _session, done) {
      attempts += 1;
      behaviour = script(attempts);
      done();
    },
    onRcptTo(_address, _session, done) {
      done(typeof behaviour === 'object' && 'recipient' in behaviour ? refusal(behaviour.recipient) : undefined);
    },
    onData(stream, session, done) {
      const chunks: string[] = [];
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => chunks.push(chunk));
      stream.on('end', () => {
        if (typeof behaviour === 'object' && 'data' in behaviour) return done(refusal(behaviour.data));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        emails.push({ from, to: rcptTo.map(({ address }) => address), raw: chunks.join('') });
        if (behaviour === 'lose-answer') for (const connection of server.connections) connection.close();
        else done();
      });
    },
  });
  // A client that goes in the middle of a conversation is no defect of the stand-in.
  server.on('error', () => {});
  const listening = server.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  const { port: actual } = listening.address() as AddressInfo;
  return {
    config: {
      host: '127.0.0.1',
      port: actual,
      user: USER,
      password: PASSWORD,
      from: 'Digiboost PME <alertes@digiboost.sn>',
    },
    emails,
    script(next) {
      attempts = 0;
      script = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
