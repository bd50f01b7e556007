/**
 * What people wrote of a version in the changelog.
 * @param isReleased Whether a tag is there already. Until then it may stand under `[Unreleased]`, which names it.
 * @throws {Error} when there is nothing.
 */
export function notesOf(changelog: string, version: string, isReleased: boolean): string {
  const [, ...sections] = changelog.split(/^## /m);
  const titled = (title: string) => sections.find((section) => section.startsWith(`[${title}]`));
  const unreleased = titled('Unreleased');
  const toBe = !isReleased && unreleased?.includes(`to be ${version}`) ? unreleased : undefined;
  const found = titled(version) ?? toBe;
  if (found !== undefined) return found.slice(found.indexOf('\n')).trim();
  throw new Error(
    `CHANGELOG.md has nothing of ${version}: give it a section that begins with ## [${version}] - YYYY-MM-DD.`,
  );
}
