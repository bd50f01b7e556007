/**
 * Terraform says this of providers that come from a mirror, as the tests' do, and of no configuration.
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
const OF_THE_MIRROR = 'Incomplete lock file information for providers';

/** The headlines of the warnings in what Terraform or OpenTofu said. */
export const warningsIn = ({ stdout, stderr }: { stdout: string; stderr: string }): string[] =>
  [...`${stdout}\n${stderr}`.matchAll(/^\W*Warning: (.*)$/gm)]
    .map(([, headline = '']) => headline)
    .filter((headline) => headline !== OF_THE_MIRROR);
