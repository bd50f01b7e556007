/** The page. */
import type { State } from '../api';
import { showControls, startControls } from './controls';
import { find } from './dom';
import { showRegions, startRegions } from './regions';
import { showRequests, startSending } from './requests';
import { about, onState } from './server';
import { showValues, startValues } from './values';
import { startVisitor } from './visitor';

async function main(): Promise<void> {
  const told = await about();
  find('address').textContent = told.address;
  startVisitor(() => void showValues());
  startValues();
  startControls(told);
  startRegions(told);
  startSending();

  let version = '';
  const show = (state: State) => {
    showControls(state);
    showRegions(state.regions);
    showRequests(state.requests);
    if (state.specs.version === version) return;
    version = state.specs.version;
    void showValues();
  };
  onState(show, (isLive) => {
    const live = find('live');
    live.textContent = isLive ? 'Live' : 'Not connected. Is npm start running?';
    live.classList.toggle('on', isLive);
  });
}

void main();
