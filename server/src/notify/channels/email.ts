import nodemailer from 'nodemailer';
import type { Channel, Outcome } from '../channel.ts';
import type { FileOf } from '../message-file.ts';
import type { SmtpConfig } from '../notify-config.ts';
import { emailBody } from './email-message.ts';

/** What the e-mail channel needs beside its server. */
export interface EmailParts {
  /** The app's page as a whole address, or null when nobody told where people reach it. */
  readonly linkTo: (url: string | undefined) => string | null;
  /** Where whoever has the address asks for no more e-mails of the shop; null like the app's page. */
  readonly stopLink: (tenantId: string, address: string) => string | null;
  readonly fileOf: FileOf;
}

const TIMEOUT_MS = 20_000;

interface SmtpFailure {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

const isOwnMachine = (host: string): boolean => host === 'localhost' || host === '127.0.0.1' || host === '::1';

/** How the server is reached: TLS, the account, and how long (ms) it may be silent. */
export const smtpOptions = ({ host, port, user, password }: SmtpConfig, timeoutMs: number) => ({
  host,
  port,
  secure: port === 465,
  requireTLS: port !== 465 && !isOwnMachine(host),
  ignoreTLS: isOwnMachine(host),
  ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
  connectionTimeout: timeoutMs,
  greetingTimeout: timeoutMs,
  socketTimeout: timeoutMs,
});

/**
 * E-mail by SMTP. STARTTLS is required but on this machine. The Message-ID follows from the delivery: mailboxes that
 * get one message twice show it once.
 */
export function emailChannel(config: SmtpConfig, { linkTo, stopLink, fileOf }: EmailParts): Channel {
  const { from } = config;
  /** A connection of its own for each message, which tells when the text was asked for. */
  const connect = (onText: () => void) =>
    nodemailer.createTransport({
      ...smtpOptions(config, TIMEOUT_MS),
      disableFileAccess: true,
      disableUrlAccess: true,
      transactionLog: true,
      logger: {
        debug: (_entry: unknown, line: unknown) => {
          if (line === 'DATA') onText();
        },
      },
    });
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'digiboost';

  return {
    kind: 'EMAIL',
    provider: 'smtp',
    async send({ delivery, key }) {
      const { tenantId, address, content } = delivery;
      const file = await fileOf(delivery);
      if (!file.ok) return file.error;
      const messageId = `<${key}@${domain}>`;
      const stop = stopLink(tenantId, address);
      let isOnItsWay = false;
      const transport = connect(() => {
        isOnItsWay = true;
      });
      try {
        await transport.sendMail({
          from,
          to: { name: '', address },
          subject: content.title,
          messageId,
          ...emailBody(content, { page: linkTo(content.url), stop }),
          attachments: file.value
            ? [
                {
                  filename: file.value.name,
                  contentType: file.value.mediaType,
                  content: Buffer.from(file.value.bytes),
                },
              ]
            : [],
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            // Prepared: folding would part the name from an address that is longer than a line.
            ...(stop
              ? {
                  'List-Unsubscribe': { prepared: true, value: `<${stop}>` },
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }
              : {}),
          },
          textEncoding: 'quoted-printable',
        });
        return { kind: 'sent', messageId };
      } catch (error) {
        return outcomeOf(error as SmtpFailure, isOnItsWay);
      }
    },
  };
}

function outcomeOf({ code, command, responseCode }: SmtpFailure, isOnItsWay: boolean): Outcome {
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530 || responseCode === 535) {
    return { kind: 'later', reason: 'credentials-refused' };
  }
  if (responseCode === undefined) {
    // Once the text is on its way, only the server's answer tells whether it has it.
    return { kind: isOnItsWay ? 'unknown' : 'later', reason: 'no-answer' };
  }
  if (responseCode >= 500) {
    const isAddress = command === 'RCPT TO' || (responseCode >= 550 && responseCode <= 553);
    return { kind: 'refused', reason: isAddress ? 'address-refused' : 'refused' };
  }
  // 421 closes, 450 to 452 are greylisting and full disks: all mean later.
  return { kind: 'later', reason: responseCode === 421 || responseCode === 451 ? 'rate-limited' : 'provider-down' };
}
