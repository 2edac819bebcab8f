/// <reference lib="dom" />
import { expect as anyExpect, type Locator, type Page } from '@playwright/test';

/** What a scene holds to be true; a busy machine is given time. */
export const expect = anyExpect.configure({ timeout: 20_000 });

/** What a scene is played on: the manager's phone in the demo shop, at a fixed hour of a fixed day. */
export interface Stage {
  readonly page: Page;
  readonly login: { readonly email: string; readonly password: string };
  /** Signs in, and waits until the shop and the app are on the phone. */
  signIn(): Promise<void>;
  /** Goes to a screen as by a link of the app. */
  go(path: string): Promise<void>;
  /** The network fails. */
  cut(): Promise<void>;
  /** It comes back, and what waited is sent. */
  reconnect(): Promise<void>;
}

/** Brings what is looked at into the middle of the screen. */
export const show = (place: Locator): Promise<void> =>
  place.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));

/** One picture: what is done to come there, what is then true, and what the reader looks at. */
export interface Step {
  /** A few words; `{1}` stands for the first mark of the picture. */
  readonly caption: string;
  readonly act?: (stage: Stage) => Promise<unknown>;
  /** Holds on the screen that is shown: what does not ends the build. */
  readonly check: (page: Page) => Promise<void>;
  /** What the numbers of the caption stand at. */
  readonly marks?: (page: Page) => readonly Locator[];
}

/** Something that a manager does, step by step. */
export interface Scene {
  /** Also the name of its pictures. */
  readonly id: string;
  readonly title: string;
  /** One sentence: why one does it. */
  readonly why: string;
  /** The screen whose help shows it: how its address begins. */
  readonly screen: string;
  readonly steps: readonly Step[];
}

/** What stands in a chapter beside its scenes: a line of text, a list, or a table of two columns. */
export type Words =
  | string
  | { readonly list: readonly string[] }
  | { readonly table: readonly (readonly [string, string])[]; readonly heads: readonly [string, string] };

/** A part of the guide. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Pictures of scenes that are told further on, each with a few words. */
  readonly glance?: readonly (readonly [picture: string, words: string])[];
  readonly words?: readonly Words[];
  readonly scenes: readonly Scene[];
  readonly after?: readonly Words[];
}
