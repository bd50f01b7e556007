import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A node of the syntax tree: what the tests that read code look at. */
export interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly source?: Node | null;
  readonly typeOnly?: boolean;
  readonly callee?: Node;
  readonly arguments?: readonly { readonly expression: Node }[];
  readonly argument?: Node;
  readonly property?: Node;
  readonly key?: Node;
}

/** Every node of a file of TypeScript. */
export function nodesOf(file: string): Node[] {
  return withAllBelow(parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript' }));
}

function withAllBelow(node: unknown): Node[] {
  if (typeof node !== 'object' || node === null) return [];
  return [node, ...Object.values(node).flatMap(withAllBelow)];
}
