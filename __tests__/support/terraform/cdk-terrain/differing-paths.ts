const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/**
 * Where two JSON documents differ, as `resource.aws_iam_role.role.name`: the innermost places. What only one of them
 * has is named by its own path.
 */
export const differingPaths = (one: unknown, other: unknown, path: string[] = []): string[] => {
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
    return Object.is(one, other) ? [] : [path.join('.')];
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => differingPaths(one[name], other[name], [...path, name]));
};
