/// <reference lib="dom" />
import type { Locator } from '@playwright/test';
import type { Scene, Step } from '../../docs/scenes/scene.ts';
import type { LiveStage } from './stage.ts';

/** What one step of a scene looks like. */
export interface Picture {
  readonly scene: Scene;
  /** Its place in the scene, from 1. */
  readonly number: number;
  readonly step: Step;
  /** 720 x 1280 points. */
  readonly png: Uint8Array;
  /** From which to which part of its height the marks are, 0..1: what a smaller picture shows. */
  readonly focus: readonly [top: number, bottom: number];
}

/** The name of a picture's file, without its ending. */
export const nameOf = ({ scene, number }: Pick<Picture, 'scene' | 'number'>): string => `${scene.id}-${number}`;

const WIDTH = 360;
const HEIGHT = 640;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Plays a scene and looks whether what it says holds. `rank`: its place among all. `onStep`: once a step holds. */
export async function play(
  stage: LiveStage,
  scene: Scene,
  rank: number,
  onStep: (step: Step, number: number) => Promise<void> = async () => undefined,
): Promise<void> {
  await stage.begin(rank);
  for (const [index, step] of scene.steps.entries()) {
    try {
      await step.act?.(stage);
      await step.check(stage.page);
      await onStep(step, index + 1);
    } catch (error) {
      const where = `${scene.id}, step ${index + 1} (${step.caption})`;
      throw new Error(`${where}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Plays a scene and takes a picture of each step, with its marks. */
export async function photograph(stage: LiveStage, scene: Scene, rank: number): Promise<Picture[]> {
  const pictures: Picture[] = [];
  await play(stage, scene, rank, async (step, number) => {
    // Neither what the mouse is over nor a sending that is under way belongs to the picture.
    await stage.page.mouse.move(0, 0);
    await stage.page.locator('.safety button', { hasText: /Envoi en cours|Vérification/ }).waitFor({ state: 'hidden' });
    await still(stage);
    const boxes = await Promise.all((step.marks?.(stage.page) ?? []).map(boxOf));
    await stage.page.evaluate(DRAW, boxes);
    const png = await still(stage);
    await stage.page.evaluate(REMOVE);
    pictures.push({ scene, number, step, png, focus: focusOf(boxes) });
  });
  return pictures;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.first().boundingBox();
  if (!box) throw new Error('what a number of the picture stands at is not there');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x < 0 || x > WIDTH || y < 0 || y > HEIGHT) throw new Error('what a number stands at is not in the picture');
  return box;
}

/** The marks with what is around them; the whole picture without marks. */
function focusOf(boxes: readonly Box[]): readonly [number, number] {
  if (boxes.length === 0) return [0, 1];
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return [Math.max(0, top - 60) / HEIGHT, Math.min(HEIGHT, bottom + 60) / HEIGHT];
}

/** The screen once it no longer changes. */
async function still(stage: LiveStage): Promise<Uint8Array> {
  const devtools = await stage.devtools();
  const shot = async (): Promise<string> =>
    (await devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: false })).data;
  const deadline = Date.now() + 10_000;
  let before = await shot();
  for (;;) {
    await stage.page.waitForTimeout(150);
    const now = await shot();
    if (now === before) return new Uint8Array(Buffer.from(now, 'base64'));
    if (Date.now() > deadline) throw new Error('the screen does not come to rest');
    before = now;
  }
}

/** Above everything, open dialogs too: a popover is in the browser's top layer. */
function DRAW(boxes: readonly Box[]): void {
  const layer = document.createElement('div');
  layer.id = 'marks';
  layer.popover = 'manual';
  const style = (element: HTMLElement, css: Record<string, string>): void => {
    for (const [name, value] of Object.entries(css)) element.style.setProperty(name, value);
  };
  style(layer, {
    position: 'fixed',
    inset: '0',
    width: '100vw',
    height: '100vh',
    margin: '0',
    padding: '0',
    border: '0',
    overflow: 'hidden',
    background: 'none',
    'pointer-events': 'none',
  });
  boxes.forEach(({ x, y, width, height }, index) => {
    const ring = document.createElement('div');
    const at = { left: Math.max(x - 4, 2), top: Math.max(y - 4, 2) };
    style(ring, {
      position: 'absolute',
      left: `${at.left}px`,
      top: `${at.top}px`,
      width: `${Math.min(width + 8, 356 - at.left)}px`,
      height: `${Math.min(height + 8, 636 - at.top)}px`,
      'box-sizing': 'border-box',
      border: '3px solid #d6006c',
      'border-radius': '12px',
      'box-shadow': '0 0 0 2px #fff, inset 0 0 0 1px #fff',
    });
    const number = document.createElement('div');
    number.textContent = String(index + 1);
    style(number, {
      position: 'absolute',
      left: `${Math.max(at.left - 9, 1)}px`,
      top: `${Math.max(at.top - 11, 1)}px`,
      width: '26px',
      height: '26px',
      'border-radius': '50%',
      border: '2px solid #fff',
      'box-sizing': 'border-box',
      background: '#d6006c',
      color: '#fff',
      font: '700 15px/22px Scene, sans-serif',
      'text-align': 'center',
    });
    layer.append(ring, number);
  });
  document.body.append(layer);
  layer.showPopover();
}

function REMOVE(): void {
  document.getElementById('marks')?.remove();
}
