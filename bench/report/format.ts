/** Three figures are as many as a median on a shared machine can bear. */
export function number(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** `1.3×`; a dash where there is nothing to compare with. */
export function ratio(value: number, base: number | undefined): string {
  return base === undefined ? '-' : `${number(value / base)}×`;
}
