export { type DesignDocument, designDocuments } from './compile.ts';
