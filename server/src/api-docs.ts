import { type RequestHandler, Router } from 'express';
import { DOCS_POLICY, docsPage, problemDocsPage, problemsDocsPage } from './http/docs-page.ts';
import { type ApiDocument, openApiDocument } from './http/openapi.ts';
import { PROBLEM_CODES, type ProblemCode, sendProblem } from './http/problem.ts';
import { OPERATIONS } from './operations.ts';

/** The version of the API's description: it moves when an operation, a parameter or a field is added. */
const VERSION = '1.0.0';

/** The API's description. */
export const apiDocument = (): ApiDocument => openApiDocument(OPERATIONS, VERSION);

/** GET docs (a page), docs/openapi.json, docs/problems and docs/problems/:code: for everybody, they name no shop. */
export function docsRoutes(): Router {
  const router = Router();
  let known: ApiDocument | null = null;
  const document = (): ApiDocument => {
    known ??= apiDocument();
    return known;
  };
  const html =
    (content: (code: string) => string | null): RequestHandler =>
    (req, res) => {
      const text = content(String(req.params.code));
      if (text === null) return sendProblem(res, 'not-found');
      res.setHeader('Content-Security-Policy', DOCS_POLICY);
      res.setHeader('Cache-Control', 'no-cache');
      res.type('html').send(text);
    };
  const isCode = (code: string): code is ProblemCode => (PROBLEM_CODES as readonly string[]).includes(code);

  router.get(
    '/',
    html(() => docsPage(document())),
  );
  router.get('/openapi.json', (_req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.json(document());
  });
  router.get(
    '/problems',
    html(() => problemsDocsPage(PROBLEM_CODES)),
  );
  router.get(
    '/problems/:code',
    html((code) => (isCode(code) ? problemDocsPage(code) : null)),
  );
  return router;
}
