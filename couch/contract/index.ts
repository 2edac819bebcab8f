import { afterAll, beforeAll, describe } from 'vitest';
import { describeAccess } from './access.ts';
import { describeChanges } from './changes.ts';
import { describeDocuments } from './documents.ts';
import { describeFind } from './find.ts';
import { describeForgery } from './forgery.ts';
import { describeHostile } from './hostile.ts';
import { describeReplication } from './replication.ts';
import { describeTokens } from './tokens.ts';
import { describeValidation } from './validation.ts';
import { describeViews } from './views.ts';
import { type CouchUnderTest, Workbench } from './workbench.ts';

/** What both engines must do alike. `start` gives one to test; the suite leaves nothing behind in it. */
export function describeCouch(name: string, start: () => Promise<CouchUnderTest>): void {
  describe(name, () => {
    let opened: Workbench | undefined;
    beforeAll(async () => {
      opened = await Workbench.open(start);
    });
    afterAll(() => opened?.close());
    const bench = (): Workbench => {
      if (opened === undefined) throw new Error('the CouchDB under test has not started');
      return opened;
    };
    describeTokens(bench);
    describeAccess(bench);
    describeDocuments(bench);
    describeChanges(bench);
    describeViews(bench);
    describeFind(bench);
    describeValidation(bench);
    describeReplication(bench);
    describeHostile(bench);
    describeForgery(bench);
  });
}
