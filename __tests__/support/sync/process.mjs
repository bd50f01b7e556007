/** Lambda, as far as a function needs it: asks the handler of a file for every message that comes. */
const { handler } = await import(process.argv[2]);

process.on('message', async (event) => {
  try {
    process.send({ answer: await handler(event) });
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.send({ answer: 'ready' });
