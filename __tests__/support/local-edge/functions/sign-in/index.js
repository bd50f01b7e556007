/**
 * The shape of a sign-in at the edge, as Cognito's samples have it: CommonJS with a configuration beside it, a cookie
 * that is verified, and a redirect with two cookies for visitors without one.
 */
const { createHmac, randomBytes, timingSafeEqual } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { stringify } = require('node:querystring');

const { domain, clientId, secret, securityHeaders } = JSON.parse(
  readFileSync(`${__dirname}/configuration.json`, 'utf8'),
);

const sign = (text) => createHmac('sha256', secret).update(text).digest('base64url');

function isSignedIn(headers) {
  const pairs = (headers.cookie || []).flatMap(({ value }) => value.split('; '));
  const token = pairs.find((pair) => pair.startsWith('idToken='))?.slice('idToken='.length) ?? '';
  const [user = '', signature = ''] = token.split('.');
  const [given, right] = [Buffer.from(signature), Buffer.from(sign(user))];
  return given.length === right.length && timingSafeEqual(given, right);
}

exports.handler = async (event) => {
  const { request, response } = event.Records[0].cf;
  if (response) {
    for (const [key, value] of Object.entries(securityHeaders)) {
      response.headers[key.toLowerCase()] = [{ key, value }];
    }
    return response;
  }
  if (isSignedIn(request.headers)) return request;
  const nonce = randomBytes(8).toString('hex');
  const state = Buffer.from(JSON.stringify({ nonce, uri: request.uri })).toString('base64url');
  return {
    status: '307',
    statusDescription: 'Temporary Redirect',
    headers: {
      location: [
        {
          key: 'location',
          value: `https://${domain}/oauth2/authorize?${stringify({ client_id: clientId, response_type: 'code', state })}`,
        },
      ],
      'set-cookie': [
        { key: 'set-cookie', value: `nonce=${nonce}; Path=/; Secure; HttpOnly` },
        { key: 'set-cookie', value: `nonceHmac=${sign(nonce)}; Path=/; Secure; HttpOnly` },
      ],
    },
  };
};
