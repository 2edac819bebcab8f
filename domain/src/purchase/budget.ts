import type { ProductId } from '../documents/product.ts';
import { lineAmount } from '../shared/money.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import { BestFirst } from './best-first.ts';
import { type PurchaseInput, type PurchaseTerms, type Recommendation, unservedWithout } from './recommend.ts';

/** A line that wants money: what its recommendation asks for, and what each quantity of it would leave at risk. */
export interface BudgetLine {
  readonly recommendation: Recommendation;
  /** FCFA of margin earned on each unit that is served. */
  readonly margin: number;
  /** Units that would go unserved, were so many ordered: falling, ever more slowly. */
  readonly unserved: (ordered: number) => number;
}

/** What the money buys of one line: units (at most what was recommended), FCFA. */
export interface FundedLine {
  readonly productId: ProductId;
  readonly quantity: number;
  readonly packs: number;
  readonly cost: number;
}

/** What the money does not buy of one line: units, FCFA that they would cost, FCFA of margin that they would save. */
export interface LeftOut {
  readonly productId: ProductId;
  readonly quantity: number;
  readonly cost: number;
  readonly marginLost: number;
}

/** A purchase within a budget. Amounts in FCFA. */
export interface BudgetPlan {
  readonly lines: readonly FundedLine[];
  readonly leftOut: readonly LeftOut[];
  readonly cost: number;
  readonly left: number;
  readonly marginLost: number;
}

/** Packs are bought in at most so many steps per line, or a shop that buys by the single piece would take long. */
const STEPS = 16;

/** The next packs of one line: up to how many, FCFA that they cost, FCFA of margin that they save. */
interface Step {
  readonly line: BudgetLine;
  readonly from: number;
  readonly packs: number;
  readonly cost: number;
  readonly gain: number;
  /** Margin saved per franc; what costs nothing comes first. */
  readonly worth: number;
}

/**
 * A recommendation as a line that wants money. What it leaves at risk is worked out once per quantity, and the first
 * figures at once: choosing among thousands of lines is quick afterwards.
 */
export function budgetLine(input: PurchaseInput, recommendation: Recommendation, terms: PurchaseTerms): BudgetLine {
  const compute = unservedWithout(input, terms);
  const known = new Map<number, number>();
  const unserved = (ordered: number): number => {
    const held = known.get(ordered);
    if (held !== undefined) return held;
    const units = compute(ordered);
    known.set(ordered, units);
    return units;
  };
  const line = { recommendation, margin: input.product.salePrice - input.product.purchasePrice, unserved };
  if (recommendation.packs > 0) {
    nextStep(line, 0);
    unserved(recommendation.quantity);
  }
  return line;
}

/** Packs bought of each product, and the margin that they save. */
interface Purchase {
  readonly packs: Map<ProductId, number>;
  readonly saved: number;
}

/**
 * The best use found of `budget` FCFA. Pack by pack, always the one that saves the most margin per franc; a pack that
 * no longer fits gives way to fewer of them, then to the next best. Done again with the packs that save the most first,
 * and the better of the two stands: so at least half of what is possible is saved, whatever the prices (Kellerer,
 * Pferschy and Pisinger 2004, 2.5.4). The order in which the lines are given does not matter.
 */
export function withinBudget(lines: readonly BudgetLine[], budget: number): BudgetPlan {
  const wanted = lines.filter(({ recommendation }) => recommendation.packs > 0);
  const total = wanted.reduce((sum, { recommendation }) => sum + recommendation.cost, 0);
  if (total <= budget) return planOf(wanted, budget, null);
  const perFranc = buy(wanted, Math.max(budget, 0), 'worth');
  const perPack = buy(wanted, Math.max(budget, 0), 'gain');
  return planOf(wanted, budget, (perPack.saved > perFranc.saved ? perPack : perFranc).packs);
}

/** What `bought` packs make of the lines; null: all of them are bought. */
function planOf(wanted: readonly BudgetLine[], budget: number, bought: Map<ProductId, number> | null): BudgetPlan {
  const funded: FundedLine[] = [];
  const leftOut: LeftOut[] = [];
  for (const line of wanted) {
    const { productId, quantity, cost, packs } = line.recommendation;
    const taken = bought ? (bought.get(productId) ?? 0) : packs;
    const kept = unitsOf(line, taken);
    const paid = costOf(line, taken);
    if (taken > 0) funded.push({ productId, quantity: kept, packs: taken, cost: paid });
    if (taken === packs) continue;
    const marginLost = Math.max(Math.round(atRisk(line, taken) - atRisk(line, packs)), 0);
    const rest = fromMilli(toMilli(quantity) - toMilli(kept));
    leftOut.push({ productId, quantity: rest, cost: cost - paid, marginLost });
  }
  const cost = funded.reduce((sum, line) => sum + line.cost, 0);
  return {
    lines: funded,
    leftOut: leftOut.sort(
      (a, b) => b.marginLost - a.marginLost || b.cost - a.cost || compare(a.productId, b.productId),
    ),
    cost,
    left: Math.max(budget - cost, 0),
    marginLost: leftOut.reduce((sum, line) => sum + line.marginLost, 0),
  };
}

function buy(lines: readonly BudgetLine[], budget: number, value: 'worth' | 'gain'): Purchase {
  const queue = new BestFirst<Step>(
    (a, b) => before(a, b, value),
    lines.map((line) => nextStep(line, 0)),
  );
  const packs = new Map<ProductId, number>();
  let left = budget;
  let saved = 0;
  for (let best = queue.take(); best; best = queue.take()) {
    const step = best.cost <= left ? best : fewerPacks(best, left);
    if (!step) continue;
    left -= step.cost;
    saved += step.gain;
    packs.set(step.line.recommendation.productId, step.packs);
    if (step.packs < step.line.recommendation.packs) queue.put(nextStep(step.line, step.packs));
  }
  return { packs, saved };
}

function nextStep(line: BudgetLine, from: number): Step {
  const { packs } = line.recommendation;
  return stepTo(line, from, Math.min(from + Math.max(1, Math.ceil(packs / STEPS)), packs));
}

function stepTo(line: BudgetLine, from: number, packs: number): Step {
  const cost = costOf(line, packs) - costOf(line, from);
  const gain = Math.max(atRisk(line, from) - atRisk(line, packs), 0);
  return { line, from, packs, cost, gain, worth: cost > 0 ? gain / cost : Number.POSITIVE_INFINITY };
}

function fewerPacks({ line, from, packs: wanted }: Step, left: number): Step | null {
  for (let packs = wanted - 1; packs > from; packs -= 1) {
    if (costOf(line, packs) - costOf(line, from) <= left) return stepTo(line, from, packs);
  }
  return null;
}

const unitsOf = ({ recommendation: { working } }: BudgetLine, packs: number): number =>
  fromMilli(packs * toMilli(working.packSize));
const costOf = (line: BudgetLine, packs: number): number =>
  lineAmount(unitsOf(line, packs), line.recommendation.unitCost);
const atRisk = (line: BudgetLine, packs: number): number =>
  line.margin > 0 ? line.unserved(unitsOf(line, packs)) * line.margin : 0;

/** The more valuable first; then what saves most, costs least, and by name: the order of the lines does not matter. */
function before(a: Step, b: Step, value: 'worth' | 'gain'): boolean {
  if (a[value] !== b[value]) return a[value] > b[value];
  if (a.gain !== b.gain) return a.gain > b.gain;
  if (a.cost !== b.cost) return a.cost < b.cost;
  return compare(a.line.recommendation.productId, b.line.recommendation.productId) < 0;
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
