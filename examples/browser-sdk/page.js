import { startStatsig } from './start-statsig.js';

const client = await startStatsig('client-local-demo');
document.querySelector('output').textContent = client.checkGate('new_home') ? 'on' : 'off';
