/** Bars of a chart, in eighths of a character. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** @param share from 0 to 1. What is not nothing is not drawn as nothing. */
export function bar(share: number, length: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * length * 8)) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`.padStart(7);
}
