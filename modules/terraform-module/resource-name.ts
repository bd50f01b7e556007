/**
 * A resource's name in the module: what its place among the constructs tells that its type does not. The Lambda
 * function in `edge-function` is `aws_lambda_function.edge`, the bucket in `specs-store` is
 * `aws_s3_bucket.specs_store`, and where nothing is left to be told, it is `this`.
 *
 * @param type Such as `aws_s3_bucket`; empty for a local, which has none.
 * @param path The ids of the constructs around it and its own, from the outermost to the innermost.
 */
export function resourceName(type: string, path: readonly string[]): string {
  const told = type.split('_');
  const names = path.map((id) =>
    id
      .split('-')
      .filter((word) => !told.includes(word))
      .join('_'),
  );
  return names.findLast((name) => name !== '') ?? 'this';
}
