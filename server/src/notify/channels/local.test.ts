import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../http/log.ts';
import { aMessage } from '../testing/messages.ts';
import { localChannel, missingChannel } from './local.ts';

describe('a channel without a provider', () => {
  it('keeps the message in the demo, without its text in the log; elsewhere it says that it is missing', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const outcome = await localChannel('EMAIL', createLog('info', sink)).send(aMessage());
    expect(outcome).toEqual({ kind: 'sent', reason: 'local' });
    expect(lines.join('')).not.toMatch(/Riz|\+221/);
    expect(await missingChannel('EMAIL').send(aMessage())).toEqual({ kind: 'refused', reason: 'not-configured' });
  });
});
