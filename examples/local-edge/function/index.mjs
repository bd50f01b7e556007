/** The function under test, laid out as its zip: an old address moves, and the blue group has a front page of its own. */
export const handler = async ({ Records: [{ cf }] }) => {
  const { request } = cf;
  if (request.uri === '/old') {
    return { status: '301', headers: { location: [{ key: 'Location', value: '/new' }] } };
  }
  if (request.uri === '/') {
    request.uri = isBlue(request.headers) ? '/blue/index.html' : '/index.html';
  }
  return request;
};

function isBlue({ cookie = [] }) {
  return cookie.some(({ value }) => value.split('; ').includes('group=blue'));
}
