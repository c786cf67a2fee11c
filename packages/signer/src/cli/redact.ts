/**
 * Removes what may be a key or a token from the messages of the argument parser, which quote arguments: what is between the first and the last
 * quotation mark if it has several lines, PEM blocks, and runs of more than 32 characters of base64. A video id has 32 characters and stays.
 */
export const redact = (text: string): string =>
  text
    .replace(/'[^]*'/, (quoted) => (quoted.includes('\n') ? "'…'" : quoted))
    .replace(/-----BEGIN [^]*/, '…')
    .replace(/[\w+/=.-]{33,}/g, '…');

/** Escapes the control characters except for line feeds as JSON does: they could change the terminal. */
export const escapeControls = (text: string): string =>
  text.replace(/[^\P{Cc}\n]/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
