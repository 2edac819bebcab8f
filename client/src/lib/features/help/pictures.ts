/// <reference types="vite/client" />

/** The pictures of the scenes by their name, as addresses that hold them: loaded when somebody asks for help. */
const files = import.meta.glob<string>('./pictures/*.webp', { eager: true, query: '?inline', import: 'default' });

export const PICTURES: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, address]) => [path.replace(/^.*\/|\.webp$/g, ''), address]),
);
