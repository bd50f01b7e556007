import { describe, expect, it } from '@jest/globals';
import { parseSettings, SettingsError } from '../../../handler/src/settings';

const MINIMAL = {
  clientKey: 'client-abc123',
  specs: { url: 'https://b.s3.eu-west-1.amazonaws.com/statsig-config.json', region: 'eu-west-1' },
};

function withRoute(route: Record<string, unknown>) {
  return { ...MINIMAL, routes: [route] };
}

const GATE = { gate: 'g' };

describe('settings', () => {
  it('need no more than a key and a place for the specs', () => {
    expect(parseSettings(MINIMAL)).toEqual({
      clientKey: 'client-abc123',
      environment: null,
      stickyExperiments: null,
      stickyKeys: null,
      killSwitchGate: null,
      previewKeys: null,
      specs: {
        url: 'https://b.s3.eu-west-1.amazonaws.com/statsig-config.json',
        access: 'private',
        region: 'eu-west-1',
        secret: null,
        refreshSeconds: 60,
        maxStaleSeconds: 600,
        maxWaitMs: 800,
      },
      routes: [
        {
          path: '/*',
          action: 'respond',
          methods: ['GET', 'HEAD'],
          assets: true,
          gate: 'test_gate',
          experiment: null,
          config: null,
          layer: null,
          parameter: null,
          default: null,
          header: null,
          on: null,
          off: null,
          status: 302,
          hosts: [],
          gates: null,
          experiments: null,
          configs: null,
          layers: null,
        },
      ],
      identity: {
        stableIdCookie: true,
        everywhere: false,
        consentCookie: null,
        userIdCookie: null,
        userIdHeader: null,
        anonymousUserId: 'stableID',
        countryHeader: null,
        countryFromAddress: true,
        mappedAddresses: false,
        token: null,
        attributes: [],
      },
      exposures: {
        mode: 'off',
        maxEvents: 50,
        maxAgeSeconds: 10,
        timeoutMs: 300,
        userFields: ['userID', 'customIDs', 'userAgent'],
      },
      metrics: true,
    });
  });

  it('give anonymous visitors a userID in the guide’s answer alone', () => {
    const given = (json: object) => parseSettings({ ...MINIMAL, ...json }).identity.anonymousUserId;
    const routes = [{ action: 'respond', ...GATE }];
    expect(given({})).toBe('stableID');
    expect(given({ routes: null })).toBe('stableID');
    expect(given({ routes })).toBe('none');
    expect(given({ routes: [] })).toBe('none');
    expect(given({ routes, identity: { anonymousUserId: 'stableID' } })).toBe('stableID');
    expect(given({ identity: { anonymousUserId: 'none' } })).toBe('none');
  });

  it.each(['userID', 'locale', 'custom', 'custom.plan', 'customIDs.companyID'])(
    'send the field %s of the user along',
    (field) => {
      const exposures = { userFields: [field] };
      expect(parseSettings({ ...MINIMAL, exposures }).exposures.userFields).toEqual([field]);
    },
  );

  it.each(['privateAttributes', 'privateAttributes.plan', 'plan', 'custom.', 'userID.x'])(
    'do not send %s along',
    (field) => {
      const exposures = { userFields: ['userID', field] };
      expect(() => parseSettings({ ...MINIMAL, exposures })).toThrow(
        /^exposures\.userFields has .*; a field of the user is userID.* never sent\.$/,
      );
    },
  );

  it('take null for absent, as Terraform writes it', () => {
    const withNulls = {
      ...MINIMAL,
      environment: null,
      routes: null,
      identity: { stableIdCookie: null, consentCookie: null, userIdHeader: null },
      exposures: null,
    };
    expect(parseSettings(withNulls)).toEqual(parseSettings(MINIMAL));
  });

  it('take a distribution in front of the bucket, with the secret that it asks for', () => {
    const specs = { url: 'https://d111.cloudfront.net/statsig-config.json', access: 'cloudfront' };
    const secret = 'as-nobody-guesses-1';
    expect(parseSettings({ ...MINIMAL, specs }).specs).toMatchObject({ ...specs, secret: null });
    expect(parseSettings({ ...MINIMAL, specs: { ...specs, secret } }).specs.secret).toBe(secret);
  });

  it.each(['too-short', 'with a space in its middle', 'with\nanother-line-of-it'])(
    'refuse the secret %j, and do not repeat it',
    (secret) => {
      const specs = { ...MINIMAL.specs, access: 'cloudfront', secret };
      const refused = () => parseSettings({ ...MINIMAL, specs });
      expect(refused).toThrow(/^specs\.secret is not valid: a secret has 16 to 256/);
      expect(refused).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      );
    },
  );

  it.each(['private', 'cloudfront'])('refuse plain http for access %s', (access) => {
    const specs = { url: 'http://b.s3.amazonaws.com/specs.json', region: 'eu-west-1' };
    const refused = () => parseSettings({ ...MINIMAL, specs: { ...specs, access } });
    expect(refused).toThrow(/^specs\.url is "http:.*it is an https address\.$/);
    expect(parseSettings({ ...MINIMAL, specs: { ...specs, access: 'public' } })).toBeDefined();
  });

  it.each([
    [{ userIdHeader: 'X-Statsig-Stable-Id' }, /^identity\.userIdHeader is x-statsig-stable-id/],
    [{ countryHeader: 'X-Statsig-Stable-Id' }, /^identity\.countryHeader is x-statsig-stable-id/],
  ])('refuse a header that is taken off every request: %j', (identity, message) => {
    const settings = withRoute({ action: 'header', header: 'X-Staff', ...GATE });
    expect(() => parseSettings({ ...settings, identity })).toThrow(message);
  });

  it.each(['Set-Cookie', 'cookie'])('refuse a route that sets %s', (header) => {
    const settings = withRoute({ action: 'header', header, ...GATE });
    expect(() => parseSettings(settings)).toThrow(/^routes\[0\]\.header .*holds cookies/);
  });

  it('take an empty list of routes for what it is: every request passes', () => {
    expect(parseSettings({ ...MINIMAL, routes: [] }).routes).toEqual([]);
  });

  it("bring names to CloudFront's case", () => {
    const { identity, routes } = parseSettings({
      ...withRoute({ action: 'header', header: 'X-Gate', methods: ['get'], ...GATE }),
      identity: { userIdHeader: 'X-User', countryHeader: 'X-Amzn-Waf-Country' },
    });
    expect(identity).toMatchObject({
      userIdHeader: 'x-user',
      countryHeader: 'x-amzn-waf-country',
    });
    expect(routes[0]).toMatchObject({ header: 'x-gate', methods: ['GET'] });
  });

  it.each([
    [true, 'true'],
    ['true', 'true'],
    [false, 'false'],
  ])('take the default %p as a JSON value or as a text', (given, read) => {
    const route = { action: 'respond', default: given, ...GATE };
    expect(parseSettings(withRoute(route)).routes[0]?.default).toBe(read);
  });

  it.each<[string, unknown, RegExp]>([
    ['a text', 'client-abc', /^settings should be an object, and is "client-abc"/],
    ['a list', [], /^settings should be an object/],
    ['no key', { specs: MINIMAL.specs }, /^clientKey is missing/],
    ['a server secret', { ...MINIMAL, clientKey: 'secret-x' }, /^clientKey is a server secret key/],
    ['a console key', { ...MINIMAL, clientKey: 'console-x' }, /^clientKey is a console API key/],
    ['another key', { ...MINIMAL, clientKey: 'abc' }, /^clientKey is "abc".*starts with client-/],
    [
      'an unknown setting',
      { ...MINIMAL, route: [] },
      /^route is not a setting\. Known here: .*routes/,
    ],
    ['no specs', { clientKey: 'client-a' }, /^specs\.url is missing/],
    [
      'no address',
      { ...MINIMAL, specs: { url: 'bucket/key', region: 'r' } },
      /^specs\.url is "bucket\/key"/,
    ],
    [
      'another protocol',
      { ...MINIMAL, specs: { url: 's3://b/k', region: 'r' } },
      /^specs\.url is "s3:/,
    ],
    [
      'a private bucket without a Region',
      { ...MINIMAL, specs: { url: 'https://b/k' } },
      /^specs\.region is missing/,
    ],
    [
      'a deadline past the viewer',
      { ...MINIMAL, specs: { ...MINIMAL.specs, maxWaitMs: 5000 } },
      /^specs\.maxWaitMs should be a number from 50 to 1500, and is 5000/,
    ],
    [
      'NaN',
      { ...MINIMAL, specs: { ...MINIMAL.specs, refreshSeconds: Number.NaN } },
      /^specs\.refreshSeconds/,
    ],
    [
      'a user name in the address',
      { ...MINIMAL, specs: { url: 'https://user:pw@b/k', region: 'r' } },
      /^specs\.url is .*without a user name/,
    ],
    [
      'an address that cannot be signed',
      { ...MINIMAL, specs: { url: 'https://b/100%', region: 'r' } },
      /^specs\.url is .*without an unescaped %/,
    ],
    [
      'access misspelt',
      { ...MINIMAL, specs: { ...MINIMAL.specs, access: 'Private' } },
      /^specs\.access should be one of private, public, cloudfront/,
    ],
    [
      'a secret that nobody asks for',
      { ...MINIMAL, specs: { ...MINIMAL.specs, secret: 'as-nobody-guesses-1' } },
      /^specs\.secret goes with specs\.access cloudfront, and that is private/,
    ],
    ['routes that are no list', { ...MINIMAL, routes: {} }, /^routes should be a list/],
    [
      'a route that is no object',
      { ...MINIMAL, routes: ['/'] },
      /^routes\[0\] should be an object/,
    ],
    [
      'a consent cookie with a space',
      { ...MINIMAL, identity: { consentCookie: 'my consent=yes' } },
      /^identity\.consentCookie is "my consent=yes"/,
    ],
    [
      'a cookie name with a =',
      { ...MINIMAL, identity: { userIdCookie: 'a=b' } },
      /^identity\.userIdCookie is "a=b"/,
    ],
    [
      'a forgeable country',
      { ...MINIMAL, identity: { countryHeader: 'CloudFront-Viewer-Country' } },
      /^identity\.countryHeader is cloudfront-viewer-country.*whatever the viewer wrote/,
    ],
    [
      'an unknown user field',
      { ...MINIMAL, exposures: { userFields: ['phone'] } },
      /^exposures\.userFields has "phone"; a field of the user is userID/,
    ],
    [
      'a switch that is a text',
      { ...MINIMAL, identity: { stableIdCookie: 'yes' } },
      /^identity\.stableIdCookie should be true or false, and is "yes"/,
    ],
  ])('refuse %s', (_, json, message) => {
    expect(() => parseSettings(json)).toThrow(SettingsError);
    expect(() => parseSettings(json)).toThrow(message);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no action', { ...GATE }, /^routes\[0\]\.action should be one of respond, .*and is missing/],
    [
      'no subject',
      { action: 'respond' },
      /action is respond, which needs one of gate.*given: none/,
    ],
    ['two subjects', { action: 'respond', layer: 'l', ...GATE }, /given: gate, layer/],
    ['a subject to pass by', { action: 'pass', ...GATE }, /action is pass, .*take gate out/],
    ['a path without a slash', { action: 'respond', path: 'home', ...GATE }, /path is "home"/],
    [
      'a parameter of a gate',
      { action: 'respond', parameter: 'p', ...GATE },
      /parameter goes with/,
    ],
    [
      'a default that no gate has',
      { action: 'respond', default: 'on', ...GATE },
      /default is "on"/,
    ],
    ['no header', { action: 'header', ...GATE }, /header is missing/],
    [
      'a header with a space',
      { action: 'header', header: 'x gate', ...GATE },
      /header is "x gate"/,
    ],
    [
      'a read-only header',
      { action: 'header', header: 'Host', ...GATE },
      /header is host, which CloudFront reserves/,
    ],
    [
      'a disallowed header',
      { action: 'header', header: 'X-Edge-Gate', ...GATE },
      /header is x-edge-gate/,
    ],
    [
      "one of CloudFront's",
      { action: 'header', header: 'CloudFront-Is-A', ...GATE },
      /header is cloudfront-is-a/,
    ],
    ["the visitors' cookies", { action: 'header', header: 'cookie', ...GATE }, /holds cookies/],
    [
      'the header of new ids',
      { action: 'header', header: 'X-Statsig-Stable-Id', ...GATE },
      /which the function sets for itself/,
    ],
    ['no target', { action: 'rewrite', ...GATE }, /on and off are both missing/],
    ['no parameter to go by', { action: 'redirect', config: 'c' }, /parameter is missing/],
    [
      'a rewrite to another site',
      { action: 'rewrite', on: 'https://a.example/', ...GATE },
      /on is not valid: "https:\/\/a\.example\/" is not a path of this site/,
    ],
    [
      'a redirect to a host not named',
      { action: 'redirect', off: 'https://a.example/', ...GATE },
      /off is not valid: .*on a\.example/,
    ],
    [
      'a redirect to a script',
      { action: 'redirect', on: 'javascript:alert(1)', ...GATE },
      /on is not valid/,
    ],
    [
      'a host with a scheme',
      { action: 'redirect', on: '/', hosts: ['https://a.example'], ...GATE },
      /hosts has "https:\/\/a\.example"/,
    ],
    [
      'a status that is no redirect',
      { action: 'redirect', on: '/', status: 200, ...GATE },
      /status should be one of 301/,
    ],
    [
      'a target by a parameter and one of its own',
      { action: 'rewrite', config: 'c', parameter: 'p', on: '/' },
      /on goes with the rewrite or redirect of a gate/,
    ],
    ['a target for an answer', { action: 'respond', off: '/', ...GATE }, /off goes with/],
    [
      'a default that is no target',
      { action: 'redirect', config: 'c', parameter: 'p', default: '//a.example' },
      /default is not valid/,
    ],
    [
      'a header for an answer',
      { action: 'respond', header: 'x-gate', ...GATE },
      /header goes with the action header/,
    ],
    [
      'a method that CloudFront does not know',
      { action: 'respond', methods: ['GET', 'LINK'], ...GATE },
      /methods has "LINK"; CloudFront knows GET/,
    ],
    [
      'names for an answer',
      { action: 'respond', layers: ['l'], ...GATE },
      /^routes\[0\]\.layers goes with the action bootstrap\.$/,
    ],
    [
      'no names',
      { action: 'bootstrap', experiments: [] },
      /^routes\[0\]\.experiments has 0 names; give 1 to 500, or leave it out\.$/,
    ],
    [
      'more names than an answer holds',
      { action: 'bootstrap', gates: Array.from({ length: 501 }, (_, at) => `gate ${at}`) },
      /^routes\[0\]\.gates has 501 names; give 1 to 500/,
    ],
    [
      'a name that is none',
      { action: 'bootstrap', configs: [''] },
      /^routes\[0\]\.configs should be a list of strings/,
    ],
    [
      'a name in the place of a list',
      { action: 'bootstrap', gates: 'new_home' },
      /^routes\[0\]\.gates should be a list of strings, and is "new_home"/,
    ],
    [
      'an unknown field',
      { action: 'respond', target: '/', ...GATE },
      /^routes\[0\]\.target is not a setting/,
    ],
  ])('refuse a route with %s', (_, route, message) => {
    expect(() => parseSettings(withRoute(route))).toThrow(SettingsError);
    expect(() => parseSettings(withRoute(route))).toThrow(message);
  });

  it('take a redirect to a host that the route names', () => {
    const route = {
      action: 'redirect',
      on: 'https://www.example.com/new/*',
      hosts: ['WWW.example.com'],
      ...GATE,
    };
    expect(parseSettings(withRoute(route)).routes[0]?.hosts).toEqual(['www.example.com']);
  });

  it('take the names that a browser is to start from, as they are written', () => {
    const route = { action: 'bootstrap', gates: ['New Home'], layers: ['checkout'] };
    expect(parseSettings(withRoute(route)).routes[0]).toMatchObject({ ...route, configs: null });
  });

  it('take a consent cookie whose value has a = in it', () => {
    const json = { ...MINIMAL, identity: { consentCookie: 'consent=YWxs==' } };
    expect(parseSettings(json).identity.consentCookie).toBe('consent=YWxs==');
  });
});
