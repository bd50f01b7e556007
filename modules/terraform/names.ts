/** `bucketDomainName` → `bucket_domain_name`: TypeScript's names as Terraform writes them. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `bucket_domain_name` → `bucketDomainName`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
