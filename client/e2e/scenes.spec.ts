import { test } from '@playwright/test';
import { CHAPTERS } from '../../docs/scenes/index.ts';
import { play } from '../../scripts/guide/player.ts';
import { LiveStage } from '../../scripts/guide/stage.ts';

test('every scene of the guide can be played, one after the other, on one shop', async () => {
  test.setTimeout(300_000);
  const stage = await LiveStage.open();
  try {
    for (const [rank, scene] of CHAPTERS.flatMap(({ scenes }) => scenes).entries()) {
      await test.step(scene.title, () => play(stage, scene, rank));
    }
  } finally {
    await stage.close();
  }
});
