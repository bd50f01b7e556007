/** What a preview shows, from `--gate` and `--parameters`. */
import { UsageError } from '../errors';

export interface Shown {
  gates: Record<string, boolean>;
  /** Of experiments, configs and layers, by name. */
  parameters: Record<string, object>;
}

/** @throws {UsageError} */
export function shownOf(gates: string[] = [], parameters: string[] = []): Shown {
  return {
    gates: byName('--gate', gates.map(gateOf)),
    parameters: byName('--parameters', parameters.map(parametersOf)),
  };
}

function byName<T>(flag: string, entries: [name: string, value: T][]): Record<string, T> {
  const values = new Map<string, T>();
  for (const [name, value] of entries) {
    if (values.has(name)) {
      throw new UsageError(`preview: ${flag} is given twice for ${name}. Leave one of them out.`);
    }
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function gateOf(text: string): [string, boolean] {
  const [, name, value] = /^(.+)=(true|false)$/.exec(text) ?? [];
  if (name !== undefined) return [name, value === 'true'];
  throw new UsageError(
    `preview: --gate is ${JSON.stringify(text)}; it takes a gate with its value, such as new_home=true.`,
  );
}

function parametersOf(text: string): [string, object] {
  const [, name, json = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  const value = objectOf(json);
  if (name !== undefined && value !== null) return [name, value];
  throw new UsageError(
    `preview: --parameters is ${JSON.stringify(text)}; it takes a name with a JSON object, such as 'homepage_hero={"path": "/b/index.html"}'.`,
  );
}

function objectOf(json: string): object | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
