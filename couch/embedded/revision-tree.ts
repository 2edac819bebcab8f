import type { RevisionNode, Revisions, RevisionTree } from './store.ts';

/** One revision of a tree: its name, whether it is a leaf, and whether its body is kept. */
export interface KnownRevision {
  rev: string;
  generation: number;
  isLeaf: boolean;
  hasBody: boolean;
}

/** Every revision of a tree. */
export function revisionsOf(tree: readonly RevisionTree[]): KnownRevision[] {
  const found: KnownRevision[] = [];
  const pending: { generation: number; node: RevisionNode }[] = tree.map(({ pos, ids }) => ({
    generation: pos,
    node: ids,
  }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { generation, node } = next;
    const [id, info, children] = node;
    found.push({
      rev: `${generation}-${id}`,
      generation,
      isLeaf: children.length === 0,
      hasBody: info.status === 'available',
    });
    for (const child of children) pending.push({ generation: generation + 1, node: child });
  }
  return found;
}

/** The generation of a revision name: `3-abc` is 3; 0 for a malformed one. */
export function generationOf(rev: string): number {
  const generation = Number.parseInt(rev, 10);
  return Number.isFinite(generation) ? generation : 0;
}

/** The revision names of an ancestry, newest first. */
export function namesOf({ start, ids }: Revisions): string[] {
  return ids.map((id, index) => `${start - index}-${id}`);
}

/** An ancestry from a single revision name. */
export function revisionsFrom(rev: string): Revisions {
  const dash = rev.indexOf('-');
  return { start: generationOf(rev), ids: [rev.slice(dash + 1)] };
}

/** The leaves that descend from a revision, itself included; none when the tree does not hold it. */
export function leavesFrom(tree: readonly RevisionTree[], rev: string): string[] {
  const leaves: string[] = [];
  const pending = tree.map(({ pos, ids }) => ({ generation: pos, node: ids, isBelow: false }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { generation, node } = next;
    const [id, , children] = node;
    const name = `${generation}-${id}`;
    const isBelow = next.isBelow || name === rev;
    if (isBelow && children.length === 0) leaves.push(name);
    for (const child of children) pending.push({ generation: generation + 1, node: child, isBelow });
  }
  return leaves;
}
