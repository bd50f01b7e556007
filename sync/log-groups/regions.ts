/** The Regions that the account has enabled. */
import { askAws } from '../aws';

export async function enabledRegions(home: string): Promise<string[]> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'Action=DescribeRegions&Version=2016-11-15';
  const response = await askAws({ service: 'ec2', region: home, headers, body });
  const text = await response.text();
  const found = [...text.matchAll(/<regionName>([^<]+)<\/regionName>/g)].map(
    ([, name = '']) => name,
  );
  if (response.ok && found.length > 0) return found.sort();
  throw new Error(`EC2 answers ${response.status} to the question which Regions are enabled.`);
}
