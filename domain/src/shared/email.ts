/**
 * Whether `text`, trimmed, has the shape of an e-mail address: somebody @ a name with a dot. Only the mail tells more.
 */
export const isEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.trim());
