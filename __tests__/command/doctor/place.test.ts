import { describe, expect, it } from '@jest/globals';
import { settingsWith } from '../../../command/check/inputs';
import { placeOf } from '../../../command/doctor/place';

const place = (url: string, access = 'public', origins: string[] = []) =>
  placeOf(settingsWith({ specs: { url, access, region: 'eu-west-1' } }).specs, [
    { domain: 'd1.cloudfront.net', isEnabled: true, isDeployed: true, origins, functionArns: [] },
  ]);

describe('the place of the specs', () => {
  it.each([
    ['https://my-bucket.s3.eu-west-1.amazonaws.com/statsig-config.json', 'my-bucket'],
    ['https://my-bucket.s3.amazonaws.com/statsig-config.json', 'my-bucket'],
    ['https://my.own.bucket.s3-eu-west-1.amazonaws.com/statsig-config.json', 'my.own.bucket'],
  ])('%s is in %s', (url, bucket) => {
    expect(place(url)).toEqual({ bucket, key: 'statsig-config.json' });
  });

  it('is behind a distribution', () => {
    const origins = ['my-bucket.s3.eu-west-1.amazonaws.com'];
    expect(place('https://d1.cloudfront.net/a%20b.json', 'cloudfront', origins)).toEqual({
      bucket: 'my-bucket',
      key: 'a b.json',
    });
    expect(place('https://d2.cloudfront.net/a.json', 'cloudfront', origins)).toBeNull();
  });

  it('may be somewhere else', () => {
    expect(place('https://example.com/statsig-config.json')).toBeNull();
  });
});
