import { afterEach, describe, expect, it } from '@jest/globals';
import { type HttpServer, listen } from '../../local-edge/http-server';
import { createLocalEdge, type LocalEdge, type LocalEdgeOptions } from '../../local-edge/server';
import { aFunction, removeFunctions } from '../support/function-folder';

/**
 * Functions that do what the 18 examples of AWS's guide do, in their form: CommonJS in index.js, with a callback.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-examples.html
 */
interface Form {
  does: string;
  event: string;
  /** Has `cf`, and calls `done(null, result)`. */
  code: string;
  options?: Partial<LocalEdgeOptions>;
  path?: string;
  init?: RequestInit;
  /** Of the answer, or of the origin's JSON in it. */
  gives: object;
  /** Warned of. */
  warns?: string;
}

const country = (value: string) => ({ cloudFrontHeaders: { 'CloudFront-Viewer-Country': value } });
const bucket = (name: string) => `${name}.s3.eu-west-1.amazonaws.com`;
const atBucket = { origin: new URL(`https://${bucket('green')}`) };
const post = (body: string) => ({ method: 'POST', body });
const withBody: Partial<LocalEdgeOptions> = { includeBody: true, methods: 'all' };

const FORMS: Form[] = [
  {
    does: 'tests A against B by a cookie',
    event: 'viewer-request',
    code: `const { cookie = [] } = cf.request.headers;
      const isB = cookie.some(({ value }) => value.includes('group=B'));
      cf.request.uri = isB ? '/b.jpg' : '/a.jpg';
      done(null, cf.request);`,
    init: { headers: { cookie: 'group=B' } },
    gives: { url: '/b.jpg' },
  },
  {
    does: "writes one of the response's headers from another",
    event: 'viewer-response',
    code: `const { headers } = cf.response;
      headers['last-modified'] = [{ key: 'Last-Modified', value: headers['x-amz-meta-last-modified'][0].value }];
      done(null, cf.response);`,
    gives: { lastModified: 'yesterday' },
  },
  {
    does: 'serves a page',
    event: 'viewer-request',
    code: `done(null, { status: '200', statusDescription: 'OK', body: '<p>Hello</p>',
      headers: { 'content-type': [{ key: 'Content-Type', value: 'text/html' }] } });`,
    gives: { status: 200, text: '<p>Hello</p>' },
  },
  {
    does: 'redirects',
    event: 'origin-request',
    code: `done(null, { status: '302', statusDescription: 'Found', headers: { location: [{ key: 'Location', value: 'https://example.com/' }] } });`,
    gives: { status: 302, location: 'https://example.com/' },
  },
  {
    does: 'makes a header of a parameter',
    event: 'viewer-request',
    code: `const parameters = require('querystring').parse(cf.request.querystring);
      cf.request.headers['x-a'] = [{ key: 'X-A', value: parameters.a }];
      delete parameters.a;
      cf.request.querystring = require('querystring').stringify(parameters);
      done(null, cf.request);`,
    path: '/?a=1&b=2',
    gives: { url: '/?b=2', a: '1' },
  },
  {
    does: 'puts parameters in order',
    event: 'viewer-request',
    code: `const { parse, stringify } = require('querystring');
      const parameters = Object.entries(parse(cf.request.querystring.toLowerCase()));
      cf.request.querystring = stringify(Object.fromEntries(parameters.sort()));
      done(null, cf.request);`,
    path: '/?B=2&a=X',
    gives: { url: '/?a=x&b=2' },
  },
  {
    does: 'sends strangers to sign in',
    event: 'viewer-request',
    code: `const { cookie, host } = cf.request.headers;
      if (cookie && cookie[0].value.includes('session=')) return done(null, cf.request);
      const back = encodeURIComponent('https://' + host[0].value + cf.request.uri + '?' + cf.request.querystring);
      done(null, { status: '302', headers: { location: [{ key: 'Location', value: 'https://example.com/in?to=' + back }] } });`,
    path: '/a?b=1',
    gives: {
      status: 302,
      location: expect.stringMatching(/\?to=https%3A%2F%2F127.*%2Fa%3Fb%3D1$/),
    },
  },
  {
    does: 'redirects by country',
    event: 'origin-request',
    code: `const [{ value }] = cf.request.headers['cloudfront-viewer-country'];
      done(null, { status: '302', headers: { location: [{ key: 'Location', value: 'https://' + value.toLowerCase() + '.example.com/' }] } });`,
    options: country('TW'),
    gives: { location: 'https://tw.example.com/' },
  },
  {
    does: 'serves a version for the device',
    event: 'origin-request',
    code: `if (cf.request.headers['cloudfront-is-mobile-viewer'][0].value === 'true') cf.request.uri = '/mobile' + cf.request.uri;
      done(null, cf.request);`,
    options: { cloudFrontHeaders: { 'CloudFront-Is-Mobile-Viewer': 'true' } },
    path: '/a',
    gives: { url: '/mobile/a' },
  },
  {
    does: 'changes from a custom origin to a bucket with an identity',
    event: 'origin-request',
    code: `const domainName = '${bucket('blue')}';
      cf.request.origin = { s3: { domainName, region: '', authMethod: 'origin-access-identity', path: '', customHeaders: {} } };
      cf.request.headers['host'] = [{ key: 'host', value: domainName }];
      done(null, cf.request);`,
    gives: { host: bucket('blue') },
    warns: 'origin access identity',
  },
  {
    does: "changes the bucket by the viewer's country",
    event: 'origin-request',
    code: `const domainName = cf.request.headers['cloudfront-viewer-country'][0].value === 'IE' ? '${bucket('blue')}' : '';
      Object.assign(cf.request.origin.s3, { region: 'eu-west-1', domainName });
      cf.request.headers['host'] = [{ key: 'host', value: domainName }];
      done(null, cf.request);`,
    options: { ...atBucket, ...country('IE') },
    gives: { host: bucket('blue') },
  },
  {
    does: 'changes from a bucket to a custom origin',
    event: 'origin-request',
    code: `cf.request.origin = { custom: { domainName: 'www.example.com', port: 443, protocol: 'https', path: '',
        sslProtocols: ['TLSv1', 'TLSv1.1'], readTimeout: 5, keepaliveTimeout: 5, customHeaders: {} } };
      cf.request.headers['host'] = [{ key: 'host', value: 'www.example.com' }];
      done(null, cf.request);`,
    options: atBucket,
    gives: { host: 'www.example.com' },
  },
  {
    does: 'leads a share of the traffic to another bucket',
    event: 'origin-request',
    code: `if (Math.random() < 2) cf.request.origin.s3.domainName = '${bucket('blue')}';
      cf.request.headers['host'] = [{ key: 'host', value: cf.request.origin.s3.domainName }];
      done(null, cf.request);`,
    options: atBucket,
    gives: { host: bucket('blue') },
  },
  {
    does: "changes the origin's domain by country",
    event: 'origin-request',
    code: `cf.request.origin.custom.domainName = 'www.example.com';
      cf.request.headers['host'] = [{ key: 'host', value: 'www.example.com' }];
      done(null, cf.request);`,
    options: { origin: new URL('https://us.example.com'), ...country('GB') },
    gives: { host: 'www.example.com' },
  },
  {
    does: 'answers 200 for an error of the origin, with a number as status',
    event: 'origin-response',
    code: `if (cf.response.status >= 400) Object.assign(cf.response, { status: 200, statusDescription: 'OK', body: 'instead' });
      done(null, cf.response);`,
    path: '/missing',
    gives: { status: 200, text: 'instead' },
    warns: 'the number 200',
  },
  {
    does: 'redirects for an error of the origin',
    event: 'origin-response',
    code: `if (cf.response.status >= 400) {
        Object.assign(cf.response, { status: 302, statusDescription: 'Found', body: '' });
        cf.response.headers['location'] = [{ key: 'Location', value: '/b?' + cf.request.querystring }];
      }
      done(null, cf.response);`,
    path: '/missing?a=1',
    gives: { status: 302, location: '/b?a=1', text: '' },
    warns: 'the number 302',
  },
  {
    does: 'reads a form',
    event: 'viewer-request',
    code: `const text = Buffer.from(cf.request.body.data, 'base64').toString();
      const { name } = require('querystring').parse(text);
      done(null, { status: '200', body: 'Hello ' + name });`,
    options: withBody,
    init: post('name=Ann'),
    gives: { text: 'Hello Ann' },
  },
  {
    does: 'changes a form on its way',
    event: 'origin-request',
    code: `const { body } = cf.request;
      const text = Buffer.from(body.data, 'base64').toString();
      Object.assign(body, { action: 'replace', encoding: 'text', data: text + '&b=2' });
      done(null, cf.request);`,
    options: withBody,
    init: post('a=1'),
    gives: { body: 'a=1&b=2' },
  },
];

let edge: LocalEdge;
let origin: HttpServer;
afterEach(async () => {
  await edge.close();
  await origin.close();
  removeFunctions();
});

async function run({ event, code, options = {}, path = '/', init = {} }: Form) {
  const lines: string[] = [];
  origin = await listen({
    port: 0,
    answer: async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { host, 'x-a': a } = request.headers;
      response.writeHead(request.url?.startsWith('/missing') ? 404 : 200, {
        'x-amz-meta-last-modified': 'yesterday',
      });
      response.end(JSON.stringify({ url: request.url, host, a, body }));
    },
  });
  const hosts = [bucket('green'), bucket('blue'), 'www.example.com', 'us.example.com'];
  edge = await createLocalEdge({
    folder: aFunction({
      'index.js': `'use strict';\nexports.handler = (event, context, done) => { const { cf } = event.Records[0]; ${code} };`,
    }),
    events: [event] as never,
    origin: new URL(origin.url),
    hostOverrides: Object.fromEntries(hosts.map((host) => [`https://${host}`, origin.url])),
    onLog: (line) => lines.push(line),
    ...options,
  });
  const answer = await fetch(edge.url + path, { ...init, redirect: 'manual' });
  const text = await answer.text();
  const { status, headers } = answer;
  return {
    ...(text.startsWith('{') ? JSON.parse(text) : { text }),
    status,
    location: headers.get('location'),
    lastModified: headers.get('last-modified'),
    warnings: lines.filter((line) => !line.includes('takes a callback')),
  };
}

describe("a function in the form of one of AWS's 18 examples", () => {
  it.each(FORMS)('$does', async (form) => {
    const { warns } = form;
    const warnings =
      warns === undefined ? [] : expect.arrayContaining([expect.stringContaining(warns)]);
    expect(await run(form)).toMatchObject({ ...form.gives, warnings });
  });
});
