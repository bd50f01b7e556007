import { describe, expect, it } from '@jest/globals';
import { HELP, parseFlags, UsageError } from '../../../local-edge/start/flags';

describe('the flags of npm start', () => {
  it('are all optional', () => {
    expect(parseFlags([])).toEqual({
      specs: null,
      settings: null,
      entry: null,
      runtime: 'nodejs22.x',
      events: ['viewer-request', 'viewer-response'],
      includeBody: false,
      methods: 'reading',
      errorPages: {},
      cloudFrontHeaders: {},
      origins: [],
      cachePolicy: 'CachingDisabled',
      originRequestPolicy: 'AllViewerExceptHostHeader',
      distribution: null,
      distance: null,
      page: true,
      port: 8080,
      httpsPort: null,
      access: null,
      help: false,
    });
  });

  it('are taken as given', () => {
    const args =
      '--specs a.json --settings b.json --entry c.ts --runtime nodejs24.x --events origin-response,viewer-request --include-body --error-page 404=/404.html --error-page 403=/=200 --cloudfront-header CloudFront-Viewer-Country:DE --methods all --origin http://localhost:3000 --cache-policy CachingOptimized --origin-request-policy none --port 0 --https 8443 --distance 160ms --access cloudfront --no-page --help';
    expect(parseFlags(args.split(' '))).toEqual({
      specs: 'a.json',
      settings: 'b.json',
      entry: 'c.ts',
      runtime: 'nodejs24.x',
      events: ['viewer-request', 'origin-response'],
      includeBody: true,
      methods: 'all',
      errorPages: { 404: { path: '/404.html' }, 403: { path: '/', status: 200 } },
      cloudFrontHeaders: { 'CloudFront-Viewer-Country': 'DE' },
      origins: [{ id: null, place: new URL('http://localhost:3000') }],
      cachePolicy: 'CachingOptimized',
      originRequestPolicy: null,
      distribution: null,
      page: false,
      port: 0,
      httpsPort: 8443,
      distance: 160,
      access: 'cloudfront',
      help: true,
    });
  });

  it.each([
    ['0ms', 0],
    ['12.5ms', 12.5],
    ['2000ms', 2_000],
    ['ap-northeast-1', ['ap-northeast-1']],
    ['ap-northeast-1, eu-west-1', ['ap-northeast-1', 'eu-west-1']],
  ])('take %s for the distance', (value, distance) => {
    expect(parseFlags(['--distance', value]).distance).toEqual(distance);
  });

  it('take a distribution, and addresses of its origins', () => {
    const args = '--distribution plan.json#module.a.b[0] --origin site=http://localhost:3000/?a=b';
    expect(parseFlags(args.split(' '))).toMatchObject({
      distribution: { file: 'plan.json', address: 'module.a.b[0]' },
      origins: [{ id: 'site', place: new URL('http://localhost:3000/?a=b') }],
    });
    expect(parseFlags(['--origin', 'http://a/?b=c', '--origin', './dist']).origins).toEqual([
      { id: null, place: new URL('http://a/?b=c') },
      { id: null, place: './dist' },
    ]);
    expect(parseFlags(['--distribution', 'plan.json']).distribution).toEqual({
      file: 'plan.json',
      address: null,
    });
  });

  it('take from the flags or from the distribution, and not from both', () => {
    expect(() => parseFlags(['--distribution', 'a', '--include-body'])).toThrow(
      '--include-body and --distribution: the distribution says it.',
    );
  });

  it('are all in the help', () => {
    const renamed: Record<string, string> = {
      httpsPort: 'https',
      origins: 'origin',
      includeBody: 'include-body',
      errorPages: 'error-page',
      cloudFrontHeaders: 'cloudfront-header',
      cachePolicy: 'cache-policy',
      originRequestPolicy: 'origin-request-policy',
      page: 'no-page',
    };
    for (const name of Object.keys(parseFlags([]))) {
      expect(HELP).toContain(`--${renamed[name] ?? name}`);
    }
  });

  it.each([
    ['--port', 'abc', 'a number from 0 to 65535'],
    ['--port', '65536', 'a number from 0 to 65535'],
    ['--https', 'yes', 'a number from 0 to 65535'],
    ['--port', '', 'a number from 0 to 65535'],
    ['--runtime', 'nodejs20.x', 'nodejs22.x or nodejs24.x'],
    ['--access', 'open', 'private, public, cloudfront.'],
    ['--events', 'viewer', 'some of viewer-request, origin-request,'],
    ['--events', 'viewer-request,viewer-request', 'some of viewer-request, origin-request,'],
    ['--cloudfront-header', 'DE', "name and value of one of CloudFront's headers"],
    ['--cloudfront-header', 'X-A: 1', "name and value of one of CloudFront's headers"],
    ['--error-page', '404', 'one of 400, 403, 404,'],
    ['--error-page', '418=/tea', 'one of 400, 403, 404,'],
    ['--error-page', '404=page', 'one of 400, 403, 404,'],
    ['--cache-policy', 'Amplify', 'CachingDisabled, CachingOptimized,'],
    ['--origin-request-policy', 'toString', 'AllViewer, AllViewerExceptHostHeader,'],
    ['--distribution', '#a', 'a file, or a file, # and'],
    ['--origin', 'site=', 'an http or https address, such as'],
    ['--origin', 'site=http://', 'an http or https address, such as'],
    ['--methods', 'GET', 'reading, for GET and HEAD, options,'],
    ['--origin', 'ftp://example.com', 'an http or https address'],
    [
      '--distance',
      '160',
      'a round trip from 0ms to 2000ms, such as 160ms, or some of the Regions us-east-1,',
    ],
    ['--distance', '2001ms', 'a round trip from 0ms to 2000ms'],
    ['--distance', '-1ms', 'a round trip from 0ms to 2000ms'],
    ['--distance', 'tokyo', 'a round trip from 0ms to 2000ms'],
    ['--distance', 'eu-west-1,eu-west-1', 'a round trip from 0ms to 2000ms'],
    ['--distance', 'eu-west-1,160ms', 'a round trip from 0ms to 2000ms'],
    ['--distance', 'toString', 'a round trip from 0ms to 2000ms'],
  ])('refuse %s %p', (flag, value, advice) => {
    expect(() => parseFlags([`${flag}=${value}`])).toThrow(UsageError);
    expect(() => parseFlags([`${flag}=${value}`])).toThrow(
      `${flag} is ${JSON.stringify(value)}; it takes ${advice}`,
    );
  });

  it.each([[['--nope']], [['stray']], [['--specs']]])('refuse %p in one line', (args) => {
    expect(() => parseFlags(args)).toThrow(UsageError);
    expect(() => parseFlags(args)).toThrow(/^[^\n]+See npm start -- --help\.$/);
  });
});
