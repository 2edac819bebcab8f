// Written by `npm run api-types` from the description of the API; `npm run check` holds it to that.

/** What the API tells of, by its name in the description. */
export interface ApiSchemas {
  Account: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: 'admin' | 'user' | 'viewer' | 'platform';
    readonly tenantId: string | null;
    readonly shopName: string | null;
  };
  AgentKey: {
    readonly id: string;
    readonly name: string;
    readonly scopes: readonly ('shop:read' | 'orders:draft')[];
    readonly createdBy: string;
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly revokedAt: string | null;
    readonly lastUsedAt: string | null;
  };
  Alert: {
    readonly id: string;
    readonly name: string;
    readonly alertType:
      | 'RUPTURE'
      | 'LOW_STOCK'
      | 'SERVICE_RATE_DROP'
      | 'PREDICTED_RUPTURE'
      | 'DORMANT'
      | 'SYNC_SILENCE'
      | 'DEBT_OVERDUE'
      | 'CLOSING_DIFFERENCE'
      | 'EXPIRY';
    readonly conditions: {
      readonly productIds?: readonly string[];
      readonly categoryIds?: readonly string[];
      readonly coverageDays?: number;
      readonly rate?: number;
      readonly windowDays?: number;
      readonly withinDays?: number;
      readonly idleDays?: number;
      readonly silentHours?: number;
      readonly debtDays?: number;
      readonly leastDebt?: number;
      readonly difference?: number;
      readonly expiryDays?: number;
      readonly quietFrom?: string;
      readonly quietUntil?: string;
      readonly repeatHours?: number;
      readonly digestAt?: string;
    };
    readonly channels: readonly ('WHATSAPP' | 'EMAIL' | 'PUSH')[];
    readonly recipients: readonly string[];
    readonly isActive: boolean;
    readonly createdAt: string;
    readonly updatedAt: string;
  };
  Delivery: {
    readonly id: string;
    readonly eventId: string;
    readonly alertType:
      | 'RUPTURE'
      | 'LOW_STOCK'
      | 'SERVICE_RATE_DROP'
      | 'PREDICTED_RUPTURE'
      | 'DORMANT'
      | 'SYNC_SILENCE'
      | 'DEBT_OVERDUE'
      | 'CLOSING_DIFFERENCE'
      | 'EXPIRY'
      | 'TEST'
      | 'REPORT'
      | 'REPLY';
    readonly channel: 'WHATSAPP' | 'EMAIL' | 'PUSH';
    readonly recipient: string;
    readonly userId: string | null;
    readonly title: string;
    readonly state: 'QUEUED' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED' | 'DOUBTFUL';
    readonly reason: string | null;
    readonly provider: string | null;
    readonly attempts: number;
    readonly createdAt: string;
    readonly at: string;
  };
  Grant: { readonly accessToken: string; readonly expiresIn: number; readonly user: ApiSchemas['Account'] };
  Invitation: {
    readonly id: string;
    readonly name: string;
    readonly role: 'admin' | 'user' | 'viewer';
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly usedAt: string | null;
    readonly revokedAt: string | null;
  };
  LeftOutDocument: {
    readonly id: string;
    readonly kind: 'FORKED' | 'SET_ASIDE' | 'INVALID' | 'UNREADABLE';
    readonly what: string;
    readonly by: string | null;
    readonly at: string | null;
    readonly why: string;
    readonly advice: string;
    readonly versions: readonly {
      readonly rev: string;
      readonly counts: boolean;
      readonly what: string;
      readonly by: string | null;
      readonly at: string | null;
    }[];
  };
  ReportRun: {
    readonly id: string;
    readonly reportType:
      | 'INVENTORY'
      | 'MONTHLY_SUMMARY'
      | 'SALES_ANALYSIS'
      | 'COUNT_SHEET'
      | 'COUNT_SHEET_EXPECTED'
      | 'SMT'
      | 'SMT_WORKBOOK';
    readonly title: string;
    readonly from: string;
    readonly to: string;
    readonly at: string;
    readonly madeAt: string;
    readonly scheduleId: string | null;
    readonly fileName: string;
    readonly size: number;
    readonly fault: string | null;
    readonly sent: readonly {
      readonly channel: 'WHATSAPP' | 'EMAIL' | 'PUSH';
      readonly recipient: string;
      readonly state: 'QUEUED' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED' | 'DOUBTFUL';
      readonly at: string;
      readonly reason: string | null;
    }[];
  };
  User: {
    readonly id: string;
    readonly email: string;
    readonly name: string;
    readonly role: 'admin' | 'user' | 'viewer' | 'platform';
    readonly tenantId: string | null;
    readonly isActive: boolean;
    readonly whatsapp: string | null;
    readonly createdAt: string;
  };
}

/** What each operation takes and answers; without an answer, null. */
export interface ApiOperations {
  'POST /auth/login': {
    body: { readonly email: string; readonly password: string; readonly key?: string };
    answer: ApiSchemas['Grant'];
  };
  'POST /auth/refresh': { body?: { readonly key?: string; readonly next?: string }; answer: ApiSchemas['Grant'] };
  'POST /auth/logout': { answer: null };
  'GET /auth/me': { answer: { readonly user: ApiSchemas['Account'] } };
  'GET /users': { answer: { readonly users: readonly ApiSchemas['User'][]; readonly next: string | null } };
  'POST /users': {
    body: {
      readonly email: string;
      readonly name: string;
      readonly role: 'admin' | 'user' | 'viewer';
      readonly password: string;
      readonly whatsapp?: string | null;
    };
    answer: { readonly user: ApiSchemas['User'] };
  };
  'GET /users/me': { answer: { readonly user: ApiSchemas['User'] } };
  'PATCH /users/me': { body: { readonly whatsapp: string | null }; answer: { readonly user: ApiSchemas['User'] } };
  'PUT /users/me/password': {
    body: { readonly current: string; readonly password: string };
    answer: { readonly user: ApiSchemas['User'] };
  };
  'PATCH /users/{id}': {
    body: {
      readonly name?: string;
      readonly role?: 'admin' | 'user' | 'viewer';
      readonly isActive?: boolean;
      readonly password?: string;
      readonly whatsapp?: string | null;
    };
    answer: { readonly user: ApiSchemas['User'] };
  };
  'POST /auth/companions': {
    body: { readonly email: string; readonly password: string };
    answer: { readonly user: ApiSchemas['Account'] };
  };
  'POST /auth/companions/{id}/token': { answer: ApiSchemas['Grant'] };
  'DELETE /auth/companions/{id}': { answer: null };
  'GET /users/invitations': {
    answer: { readonly invitations: readonly ApiSchemas['Invitation'][]; readonly next: string | null };
  };
  'POST /users/invitations': {
    body: { readonly name: string; readonly role: 'admin' | 'user' | 'viewer' };
    answer: { readonly invitation: ApiSchemas['Invitation']; readonly token: string };
  };
  'DELETE /users/invitations/{id}': { answer: { readonly invitation: ApiSchemas['Invitation'] } };
  'POST /auth/invitation': {
    body: { readonly token: string };
    answer: { readonly name: string; readonly role: 'admin' | 'user' | 'viewer'; readonly shopName: string | null };
  };
  'POST /auth/invitation/account': {
    body: { readonly token: string; readonly email: string; readonly password: string };
    answer: { readonly user: ApiSchemas['User'] };
  };
  'POST /auth/password-link': { body: { readonly email: string }; answer: Readonly<Record<string, unknown>> };
  'POST /auth/password-link/owner': {
    body: { readonly token: string };
    answer: { readonly name: string; readonly email: string };
  };
  'POST /auth/password-link/password': { body: { readonly token: string; readonly password: string }; answer: null };
  'GET /agents/keys': { answer: { readonly keys: readonly ApiSchemas['AgentKey'][]; readonly next: string | null } };
  'POST /agents/keys': {
    body: { readonly name: string; readonly scopes: readonly ('shop:read' | 'orders:draft')[]; readonly days: number };
    answer: { readonly key: ApiSchemas['AgentKey']; readonly secret: string };
  };
  'DELETE /agents/keys/{id}': { answer: { readonly key: ApiSchemas['AgentKey'] } };
  'GET /agents/calls': {
    answer: {
      readonly calls: readonly {
        readonly at: string;
        readonly keyId: string;
        readonly keyName: string;
        readonly tool: string;
        readonly title: string;
        readonly rows: number;
        readonly outcome: 'done' | 'refused' | 'failed';
      }[];
      readonly next: string | null;
    };
  };
  'GET /alerts': {
    answer: {
      readonly alerts: readonly {
        readonly id: string;
        readonly name: string;
        readonly alertType:
          | 'RUPTURE'
          | 'LOW_STOCK'
          | 'SERVICE_RATE_DROP'
          | 'PREDICTED_RUPTURE'
          | 'DORMANT'
          | 'SYNC_SILENCE'
          | 'DEBT_OVERDUE'
          | 'CLOSING_DIFFERENCE'
          | 'EXPIRY';
        readonly conditions: {
          readonly productIds?: readonly string[];
          readonly categoryIds?: readonly string[];
          readonly coverageDays?: number;
          readonly rate?: number;
          readonly windowDays?: number;
          readonly withinDays?: number;
          readonly idleDays?: number;
          readonly silentHours?: number;
          readonly debtDays?: number;
          readonly leastDebt?: number;
          readonly difference?: number;
          readonly expiryDays?: number;
          readonly quietFrom?: string;
          readonly quietUntil?: string;
          readonly repeatHours?: number;
          readonly digestAt?: string;
        };
        readonly channels: readonly ('WHATSAPP' | 'EMAIL' | 'PUSH')[];
        readonly recipients: readonly string[];
        readonly isActive: boolean;
        readonly createdAt: string;
        readonly updatedAt: string;
        readonly isJudged: boolean;
        readonly sentence: string;
      }[];
      readonly next: string | null;
    };
  };
  'POST /alerts': {
    body: {
      readonly name: string;
      readonly alertType:
        | 'RUPTURE'
        | 'LOW_STOCK'
        | 'SERVICE_RATE_DROP'
        | 'PREDICTED_RUPTURE'
        | 'DORMANT'
        | 'SYNC_SILENCE'
        | 'DEBT_OVERDUE'
        | 'CLOSING_DIFFERENCE'
        | 'EXPIRY';
      readonly conditions?: {
        readonly productIds?: readonly string[];
        readonly categoryIds?: readonly string[];
        readonly coverageDays?: number;
        readonly rate?: number;
        readonly windowDays?: number;
        readonly withinDays?: number;
        readonly idleDays?: number;
        readonly silentHours?: number;
        readonly debtDays?: number;
        readonly leastDebt?: number;
        readonly difference?: number;
        readonly expiryDays?: number;
        readonly quietFrom?: string;
        readonly quietUntil?: string;
        readonly repeatHours?: number;
        readonly digestAt?: string;
      };
      readonly channels?: readonly ('WHATSAPP' | 'EMAIL' | 'PUSH')[];
      readonly recipients?: readonly string[];
      readonly isActive?: boolean;
    };
    answer: { readonly alert: ApiSchemas['Alert'] };
  };
  'GET /alerts/{id}': { answer: { readonly alert: ApiSchemas['Alert'] } };
  'PUT /alerts/{id}': {
    body: {
      readonly name: string;
      readonly alertType:
        | 'RUPTURE'
        | 'LOW_STOCK'
        | 'SERVICE_RATE_DROP'
        | 'PREDICTED_RUPTURE'
        | 'DORMANT'
        | 'SYNC_SILENCE'
        | 'DEBT_OVERDUE'
        | 'CLOSING_DIFFERENCE'
        | 'EXPIRY';
      readonly conditions?: {
        readonly productIds?: readonly string[];
        readonly categoryIds?: readonly string[];
        readonly coverageDays?: number;
        readonly rate?: number;
        readonly windowDays?: number;
        readonly withinDays?: number;
        readonly idleDays?: number;
        readonly silentHours?: number;
        readonly debtDays?: number;
        readonly leastDebt?: number;
        readonly difference?: number;
        readonly expiryDays?: number;
        readonly quietFrom?: string;
        readonly quietUntil?: string;
        readonly repeatHours?: number;
        readonly digestAt?: string;
      };
      readonly channels?: readonly ('WHATSAPP' | 'EMAIL' | 'PUSH')[];
      readonly recipients?: readonly string[];
      readonly isActive?: boolean;
    };
    answer: { readonly alert: ApiSchemas['Alert'] };
  };
  'PATCH /alerts/{id}': {
    body: {
      readonly name?: string;
      readonly conditions?: {
        readonly productIds?: readonly string[] | null;
        readonly categoryIds?: readonly string[] | null;
        readonly coverageDays?: number | null;
        readonly rate?: number | null;
        readonly windowDays?: number | null;
        readonly withinDays?: number | null;
        readonly idleDays?: number | null;
        readonly silentHours?: number | null;
        readonly debtDays?: number | null;
        readonly leastDebt?: number | null;
        readonly difference?: number | null;
        readonly expiryDays?: number | null;
        readonly quietFrom?: string | null;
        readonly quietUntil?: string | null;
        readonly repeatHours?: number | null;
        readonly digestAt?: string | null;
      };
      readonly channels?: readonly ('WHATSAPP' | 'EMAIL' | 'PUSH')[];
      readonly recipients?: readonly string[];
      readonly isActive?: boolean;
    };
    answer: { readonly alert: ApiSchemas['Alert'] };
  };
  'GET /left-out': {
    answer: { readonly documents: readonly ApiSchemas['LeftOutDocument'][]; readonly next: string | null };
  };
  'POST /left-out/{id}/standing': { body: { readonly rev: string }; answer: null };
  'POST /reports/generate': {
    body: {
      readonly reportType:
        | 'INVENTORY'
        | 'MONTHLY_SUMMARY'
        | 'SALES_ANALYSIS'
        | 'COUNT_SHEET'
        | 'COUNT_SHEET_EXPECTED'
        | 'SMT'
        | 'SMT_WORKBOOK';
      readonly from: string;
      readonly to: string;
      readonly channels?: readonly ('EMAIL' | 'WHATSAPP')[];
      readonly recipients?: readonly string[];
    };
    answer: { readonly run: ApiSchemas['ReportRun'] };
  };
  'GET /reports/scheduled': {
    answer: {
      readonly schedules: readonly {
        readonly id: string;
        readonly reportType:
          | 'INVENTORY'
          | 'MONTHLY_SUMMARY'
          | 'SALES_ANALYSIS'
          | 'COUNT_SHEET'
          | 'COUNT_SHEET_EXPECTED'
          | 'SMT'
          | 'SMT_WORKBOOK';
        readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'ONCE';
        readonly channels: readonly ('EMAIL' | 'WHATSAPP')[];
        readonly recipients: readonly string[];
        readonly isActive: boolean;
        readonly nextAt: string | null;
        readonly lastRun: ApiSchemas['ReportRun'] | null;
      }[];
      readonly next: string | null;
    };
  };
  'GET /reports/runs': { answer: { readonly runs: readonly ApiSchemas['ReportRun'][]; readonly next: string | null } };
  'POST /reports/seals': {
    body: {
      readonly title: string;
      readonly subject: string;
      readonly madeAt: string;
      readonly hash: string;
      readonly figures: readonly { readonly label: string; readonly value: string }[];
    };
    answer: { readonly url: string };
  };
  'POST /alerts/test': {
    body: {
      readonly alert: {
        readonly name: string;
        readonly alertType:
          | 'RUPTURE'
          | 'LOW_STOCK'
          | 'SERVICE_RATE_DROP'
          | 'PREDICTED_RUPTURE'
          | 'DORMANT'
          | 'SYNC_SILENCE'
          | 'DEBT_OVERDUE'
          | 'CLOSING_DIFFERENCE'
          | 'EXPIRY';
        readonly channels: readonly ('WHATSAPP' | 'EMAIL' | 'PUSH')[];
        readonly recipients: readonly string[];
      };
    };
    answer: {
      readonly deliveries: readonly {
        readonly id: string;
        readonly channel: 'WHATSAPP' | 'EMAIL' | 'PUSH';
        readonly recipient: string;
      }[];
      readonly skipped: readonly {
        readonly recipient: string;
        readonly channel: 'WHATSAPP' | 'EMAIL' | 'PUSH';
        readonly reason: string;
      }[];
    };
  };
  'GET /channels': {
    answer: {
      readonly channels: readonly {
        readonly channel: 'WHATSAPP' | 'EMAIL' | 'PUSH';
        readonly provider: 'twilio' | 'meta' | 'smtp' | 'webpush' | 'local' | 'none';
        readonly status: 'ready' | 'local' | 'missing';
        readonly label: string;
      }[];
    };
  };
  'GET /channels/email': { answer: { readonly email: string; readonly isStopped: boolean } };
  'PUT /channels/email': {
    body: { readonly isStopped: boolean };
    answer: { readonly email: string; readonly isStopped: boolean };
  };
  'GET /alerts/deliveries': {
    answer: { readonly deliveries: readonly ApiSchemas['Delivery'][]; readonly next: string | null };
  };
  'GET /alerts/deliveries/{id}': { answer: { readonly delivery: ApiSchemas['Delivery'] } };
  'POST /alerts/deliveries/{id}/resend': { answer: { readonly delivery: ApiSchemas['Delivery'] } };
  'GET /alerts/outbox': {
    answer: {
      readonly messages: readonly {
        readonly id: string;
        readonly eventId: string;
        readonly alertType:
          | 'RUPTURE'
          | 'LOW_STOCK'
          | 'SERVICE_RATE_DROP'
          | 'PREDICTED_RUPTURE'
          | 'DORMANT'
          | 'SYNC_SILENCE'
          | 'DEBT_OVERDUE'
          | 'CLOSING_DIFFERENCE'
          | 'EXPIRY'
          | 'TEST'
          | 'REPORT'
          | 'REPLY';
        readonly channel: 'WHATSAPP' | 'EMAIL' | 'PUSH';
        readonly recipient: string;
        readonly userId: string | null;
        readonly title: string;
        readonly state: 'QUEUED' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED' | 'DOUBTFUL';
        readonly reason: string | null;
        readonly provider: string | null;
        readonly attempts: number;
        readonly createdAt: string;
        readonly at: string;
        readonly text: string;
      }[];
      readonly next: string | null;
    };
  };
  'GET /push/key': { answer: { readonly key: string | null } };
  'POST /push/subscriptions': {
    body: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } };
    answer: null;
  };
  'DELETE /push/subscriptions': { body: { readonly endpoint: string }; answer: null };
}
