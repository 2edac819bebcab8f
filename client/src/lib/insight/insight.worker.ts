import { noticeChannel } from '../model/notices.ts';
import { serve } from '../workers/protocol.ts';
import { Analyst } from './analyst.ts';
import type { InsightService } from './insight-service.ts';
import { OutlookStore } from './outlook-store.ts';

/**
 * The worker in which one tab's analyses are computed, named as the shop: it reads the projections and never writes
 * them.
 */

const analyst = new Analyst({
  name: self.name,
  store: new OutlookStore(self.name),
  now: () => new Date().toISOString(),
  onOutlook: (outlook) => service.tell('outlook', outlook),
  onChange: () => service.tell('changed', null),
  report: (error) => console.error(error),
});
const service = serve<InsightService>(self, {
  methods: { ask: (analysis, args) => analyst.ask(analysis, args) },
  onSubscribe: (topic, isOn) => {
    if (topic === 'outlook') analyst.watch(isOn);
  },
});
noticeChannel(self.name).onmessage = ({ data }) => analyst.receive(data);
