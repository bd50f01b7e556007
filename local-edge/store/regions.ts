/** How far apart AWS Regions are. */

/**
 * The Regions with a regional edge cache, which are those where Lambda@Edge runs functions.
 * @see https://aws.amazon.com/cloudfront/features/#Global_Edge_Network
 */
export const REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'eu-west-1',
  'eu-west-2',
  'eu-central-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-south-1',
  'sa-east-1',
] as const;

export type Region = (typeof REGIONS)[number];

/**
 * Round trips in milliseconds from the row's Region to each of {@link REGIONS}, rounded: the median over a month of TCP
 * round trips to the Regions' public endpoints, measured by CloudPing (https://www.cloudping.co/grid/p_50/timeframe/1M,
 * https://github.com/mda590/cloudping.co). Published measurements, and old: they were read between October 2020 and
 * March 2021, which follows from the Regions that they list, and are kept in
 * https://github.com/benswinburne/closest-aws-region/blob/92550748d918c69210a556a14fa9a554fb93c8b8/data.json.
 */
const ROUND_TRIPS_MS: Readonly<Record<Region, readonly number[]>> = {
  'us-east-1': [5, 13, 64, 74, 69, 79, 91, 148, 177, 214, 201, 189, 118],
  'us-east-2': [17, 5, 54, 49, 90, 88, 102, 134, 162, 200, 190, 199, 128],
  'us-west-1': [63, 52, 2, 22, 138, 139, 152, 110, 138, 179, 140, 235, 179],
  'us-west-2': [73, 49, 23, 2, 121, 129, 141, 101, 128, 169, 141, 225, 178],
  'eu-west-1': [69, 90, 140, 120, 2, 14, 27, 204, 233, 181, 259, 125, 182],
  'eu-west-2': [77, 86, 138, 127, 12, 2, 16, 210, 239, 170, 264, 113, 190],
  'eu-central-1': [90, 100, 151, 140, 25, 16, 2, 224, 229, 156, 288, 120, 205],
  'ap-northeast-1': [147, 133, 111, 100, 202, 210, 224, 3, 35, 74, 113, 131, 258],
  'ap-northeast-2': [176, 161, 138, 126, 231, 239, 231, 35, 2, 75, 147, 130, 287],
  'ap-southeast-1': [213, 199, 179, 168, 180, 171, 157, 74, 76, 2, 95, 60, 325],
  'ap-southeast-2': [199, 189, 139, 140, 256, 264, 287, 112, 146, 94, 3, 149, 312],
  'ap-south-1': [188, 199, 236, 223, 124, 116, 122, 132, 131, 59, 150, 2, 304],
  'sa-east-1': [117, 127, 179, 176, 181, 191, 206, 259, 287, 324, 312, 303, 4],
};

/** In milliseconds; null when one of them is not in {@link REGIONS}. */
export function roundTripMs(from: string, to: string): number | null {
  const column = (REGIONS as readonly string[]).indexOf(to);
  return isRegion(from) ? (ROUND_TRIPS_MS[from][column] ?? null) : null;
}

export function isRegion(name: string): name is Region {
  return (REGIONS as readonly string[]).includes(name);
}
