import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SPECS = join(__dirname, '..', '..', 'local-edge', 'statsig-config.json');

interface Specs {
  feature_gates: { name: string; rules: { passPercentage: number }[] }[];
}

/**
 * The local edge's specs with `test_gate` open to everybody. A gate's default is closed, so an answer of "true" shows
 * that these very specs were read.
 */
export const openGateSpecs = (): string => {
  const specs = JSON.parse(readFileSync(SPECS, 'utf8')) as Specs;
  const rules = specs.feature_gates.find(({ name }) => name === 'test_gate')?.rules ?? [];
  for (const rule of rules) rule.passPercentage = 100;
  return JSON.stringify(specs);
};
