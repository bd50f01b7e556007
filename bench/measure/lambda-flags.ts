/**
 * The heap that Lambda's Node.js runtime gives itself at 128 MB: a tenth for the young generation, half of it for each
 * half-space, and the rest for the old one.
 */
export const HALF_SPACE_FLAG = '--max-semi-space-size=6';
export const LAMBDA_FLAGS: readonly string[] = [HALF_SPACE_FLAG, '--max-old-space-size=116'];
