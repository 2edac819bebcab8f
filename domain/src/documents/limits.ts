/** From..to, both included. */
export type Range = readonly [from: number, to: number];

/** Whether a number was given and lies in a range. */
export const isWithin = (value: number | null, [from, to]: Range): boolean =>
  value !== null && value >= from && value <= to;

/** Before it nothing was recorded: a clock that starts at 1970, a date of no year. */
export const FIRST_INSTANT = '2000-01-01T00:00:00.000Z';

/** What documents may hold: characters of texts, entries of lists, numbers in FCFA, units or days. */
export const LIMITS = {
  shop: {
    name: 120,
    ninea: 40,
    phone: 20,
    address: 200,
    serviceTarget: [0.5, 0.999],
    coverageDays: [1, 120],
    monthlyTarget: [0, 1e12],
    /** FCFA that the shop had borrowed before anything was recorded, or may sell for in a year. */
    accounts: [0, 1e12],
    timezone: 60,
    limits: 24,
  },
  approver: { name: 120 },
  category: { name: 80, description: 500 },
  supplier: { code: 50, name: 120, contact: 120, phone: 20, email: 200, leadTimeDays: [0, 365] },
  product: { code: 100, name: 200, unit: 30, barcode: 64, description: 1000 },
  productUnit: { name: 30, most: 5 },
  /** Former purchase prices that a product keeps. */
  formerPrices: { most: 50 },
  customer: { name: 120, phone: 20, note: 500 },
  sale: { lines: 500, label: 80, customerName: 120, orderNumber: 100, discountReason: 200 },
  return: { reason: 500 },
  movement: { reference: 100, reason: 500, lot: 60 },
  count: { reason: 500 },
  cash: { label: 200 },
  asset: { designation: 120, years: [1, 50] },
  closing: { devices: 50, note: 500 },
  void: { reason: 500 },
  order: { lines: 500, note: 500 },
  alert: { name: 120, products: 500, categories: 100, recipients: 20, repeatHours: [1, 720] },
  /** `keptDays`: how long the server keeps the file of a report, 13 months. */
  report: { recipients: 20, keptDays: 396 },
} as const satisfies Record<string, Record<string, number | Range>>;

/** The types of alerts, with the thresholds that each reads from its conditions and how far they go. */
export const ALERT_THRESHOLDS = {
  RUPTURE: {},
  /** Below so many days of expected demand, instead of each product's minimum. */
  LOW_STOCK: { coverageDays: [1, 90] },
  /** Below this rate, 0..1, over the last `windowDays` days. */
  SERVICE_RATE_DROP: { rate: [0.01, 1], windowDays: [1, 90] },
  /** Expected within so many days. */
  PREDICTED_RUPTURE: { withinDays: [1, 30] },
  /** No sale for so many days. */
  DORMANT: { idleDays: [7, 365] },
  /** A device unheard of for so many hours. */
  SYNC_SILENCE: { silentHours: [1, 720] },
  /** At least so many FCFA that a customer has owed for so many days. */
  DEBT_OVERDUE: { debtDays: [1, 365], leastDebt: [1, 10_000_000] },
  /** So many FCFA more or less than a closing expected. */
  CLOSING_DIFFERENCE: { difference: [1, 1_000_000] },
  /** So many days before what is in stock expires. */
  EXPIRY: { expiryDays: [1, 180] },
} as const satisfies Record<string, Record<string, Range>>;

/** What no price or quantity of a line, a product or a count is above: zeros too many, a barcode in its place. */
export const PLAUSIBLE = {
  /** FCFA for one unit. */
  price: 100_000_000,
  /** Units on one line. */
  quantity: 1_000_000,
} as const;
