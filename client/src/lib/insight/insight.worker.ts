import { noticeChannel } from '../model/notices.ts';
import { Analyst } from './analyst.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { OutlookStore } from './outlook-store.ts';

/** The worker in which one tab's analyses are computed: it reads the projections and never writes them. */

const post = (message: FromWorker): void => self.postMessage(message);
let analyst: Analyst | null = null;

function open(name: string): Analyst {
  const opened = new Analyst({
    name,
    store: new OutlookStore(name),
    now: () => new Date().toISOString(),
    onOutlook: (outlook) => post({ kind: 'outlook', outlook }),
    onHistoryComing: () => post({ kind: 'history-coming' }),
    report: (error) => console.error(error),
  });
  noticeChannel(name).onmessage = ({ data }) => opened.receive(data);
  return opened;
}

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  switch (data.kind) {
    case 'open':
      analyst = open(data.name);
      break;
    case 'watch':
      analyst?.watch(data.isWatched);
      break;
    case 'ask':
      analyst?.ask(data.analysis, data.args).then(
        (value) => post({ kind: 'answer', id: data.id, value }),
        (error: unknown) => post({ kind: 'failure', id: data.id, message: String(error) }),
      );
      break;
  }
};
