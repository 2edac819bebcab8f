import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { packageEntries, resolve } from './resolve.ts';

/** That one file names another: statically, for its types only, or to be loaded later or run as a worker. */
export interface Import {
  readonly from: string;
  readonly kind: 'value' | 'type' | 'later';
  /** The names that are taken; null: any of them. */
  readonly names: readonly string[] | null;
}

/** A name that a file offers: its own, or another file's under its name there. */
export interface Export {
  readonly name: string;
  readonly line: number;
  readonly of: { readonly file: string; readonly name: string } | null;
  /** A type by which the file itself says what else it offers. */
  readonly isSpoken: boolean;
}

/** What is known of one source file. Paths are those of the repository. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Files all of whose names it offers. */
  readonly stars: readonly string[];
  /** Lines that hold a comment beyond the 120th column. */
  readonly wideComments: readonly number[];
}

const COLUMNS = 120;

/** Every source file of the repository, read as it lies there. */
export function readSources(): Source[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.svelte'], {
    encoding: 'utf8',
  });
  const paths = listed.split('\n').filter((path) => path !== '' && existsSync(path));
  const isFile = new Set(paths);
  const entries = packageEntries();
  return paths.map((path) =>
    sourceOf(path, readFileSync(path, 'utf8'), (name) => resolve(path, name, isFile, entries)),
  );
}

/** What `text` says as the file `path`; `resolved` leads from what it imports to a file of the repository. */
export function sourceOf(path: string, text: string, resolved: (name: string) => string | null): Source {
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text;
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: { imports: Import[]; exports: Export[]; stars: string[] } = { imports: [], exports: [], stars: [] };
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const isSpoken = (name: string): boolean => (code.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0) > 1;
  const add = (name: string, node: ts.Node, of: Export['of'] = null): void => {
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
    found.exports.push({ name, line: lineOf(node), of, isSpoken: isType && isSpoken(name) });
  };
  const link = (name: string, kind: Import['kind'], names: readonly string[] | null): void => {
    const from = resolved(name);
    if (from) found.imports.push({ from, kind, names });
  };

  const visitStatement = (node: ts.Statement): void => {
    if (ts.isImportDeclaration(node)) visitImport(node);
    else if (ts.isExportDeclaration(node)) visitExports(node);
    else if (ts.isExportAssignment(node)) add('default', node);
    else visitDeclaration(node);
  };

  const visitImport = ({ moduleSpecifier, importClause: clause }: ts.ImportDeclaration): void => {
    if (!ts.isStringLiteral(moduleSpecifier)) return;
    const { text: name } = moduleSpecifier;
    const bindings = clause?.namedBindings;
    if (!clause) link(name, 'value', null);
    else if (bindings && ts.isNamespaceImport(bindings)) {
      link(name, clause.isTypeOnly ? 'type' : 'value', accessed(file, bindings.name.text));
    } else {
      const elements = bindings ? [...bindings.elements] : [];
      const isTypes = clause.isTypeOnly || (!clause.name && elements.length > 0 && elements.every((e) => e.isTypeOnly));
      const names = elements.map((element) => (element.propertyName ?? element.name).text);
      link(name, isTypes ? 'type' : 'value', clause.name ? ['default', ...names] : names);
    }
  };

  const visitDeclaration = (node: ts.Statement): void => {
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
    if (!has(ts.SyntaxKind.ExportKeyword)) return;
    if (has(ts.SyntaxKind.DefaultKeyword)) add('default', node);
    else if (ts.isVariableStatement(node)) {
      for (const { name } of node.declarationList.declarations) for (const bound of boundNames(name)) add(bound, node);
    } else if (
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isEnumDeclaration(node)
    ) {
      if (node.name) add(node.name.text, node);
    }
  };

  const visitExports = (node: ts.ExportDeclaration): void => {
    const from =
      node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? resolved(node.moduleSpecifier.text) : null;
    if (!node.exportClause) {
      if (from) found.stars.push(from);
      return;
    }
    if (!ts.isNamedExports(node.exportClause)) return;
    for (const element of node.exportClause.elements) {
      const name = (element.propertyName ?? element.name).text;
      if (!node.moduleSpecifier) add(element.name.text, element);
      else if (from) add(element.name.text, element, { file: from, name });
    }
  };

  const visitDeep = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteralLike(argument)) link(argument.text, 'later', laterNames(node));
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      const { qualifier } = node;
      const names = qualifier ? [ts.isIdentifier(qualifier) ? qualifier.text : qualifier.right.text] : null;
      link(node.argument.literal.text, 'type', names);
    } else if (ts.isNewExpression(node) && node.expression.getText(file) === 'URL') {
      const [argument] = node.arguments ?? [];
      if (argument && ts.isStringLiteralLike(argument)) link(argument.text, 'later', null);
    }
    ts.forEachChild(node, visitDeep);
  };

  file.statements.forEach(visitStatement);
  if (/\bimport\(|\bnew URL\(/.test(code)) visitDeep(file);
  return { path, lines: text.split('\n').length - 1, ...found, wideComments: wideComments(path, text, code, file) };
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** The names that are taken of a module that is imported as a whole under `name`. */
function accessed(file: ts.SourceFile, name: string): string[] | null {
  const names: string[] = [];
  let isWhole = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && !ts.isNamespaceImport(node.parent)) {
      if (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node)
        names.push(node.parent.name.text);
      else if (ts.isQualifiedName(node.parent) && node.parent.left === node) names.push(node.parent.right.text);
      else isWhole = true;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return isWhole ? null : names;
}

/** The names that are taken of what `import(…)` gives, where the code around it tells. */
function laterNames(call: ts.CallExpression): string[] | null {
  let node: ts.Node = call;
  if (ts.isAwaitExpression(node.parent)) node = node.parent;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) return patternNames(parent.name);
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== node) return null;
  if (node !== call) return [parent.name.text];
  const [then] = ts.isCallExpression(parent.parent) ? parent.parent.arguments : [];
  const parameter = then && ts.isArrowFunction(then) ? then.parameters[0] : undefined;
  return parameter && ts.isObjectBindingPattern(parameter.name) ? patternNames(parameter.name) : null;
}

const patternNames = (pattern: ts.ObjectBindingPattern): string[] =>
  pattern.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());

/** The scripts of a component, each on the lines on which it stands. */
function scriptsOf(text: string): string {
  let code = '';
  let end = 0;
  for (const match of text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)) {
    const body = match[1] ?? '';
    const start = match.index + match[0].length - body.length - '</script>'.length;
    code += text.slice(end, start).replace(/[^\n]/g, ' ') + body;
    end = start + body.length;
  }
  return code;
}

function wideComments(path: string, text: string, code: string, file: ts.SourceFile): number[] {
  const wide = new Set<number>();
  const isWide = text.split('\n').map((line) => line.length > COLUMNS);
  if (!isWide.includes(true)) return [];
  const mark = (from: number, to: number, source: string): void => {
    const first = source.slice(0, from).split('\n').length;
    const last = first + source.slice(from, to).split('\n').length - 1;
    for (let line = first; line <= last; line += 1) if (isWide[line - 1]) wide.add(line);
  };
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(code, node.getFullStart()) ?? []) mark(range.pos, range.end, code);
    for (const range of ts.getTrailingCommentRanges(code, node.getEnd()) ?? []) mark(range.pos, range.end, code);
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (path.endsWith('.svelte')) {
    for (const match of text.matchAll(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\//g))
      mark(match.index, match.index + match[0].length, text);
  }
  return [...wide].sort((a, b) => a - b);
}
