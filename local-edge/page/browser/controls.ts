/** The buttons. */
import type { About, Action, State } from '../api';
import { element, find } from './dom';
import { act } from './server';

const said = find('said');
const fault = find<HTMLSelectElement>('fault');
const upload = find<HTMLInputElement>('upload');
let descriptions = new Map<string, string>();

export function startControls({ faults }: About): void {
  descriptions = new Map(faults.map(({ name, description }) => [name, description]));
  fault.append(...faults.map(({ name }) => element('option', { value: name }, name)));
  fault.addEventListener('change', () => void press({ do: 'fault', fault: fault.value }));
  for (const button of document.querySelectorAll<HTMLElement>('[data-do]')) {
    const action = { do: button.dataset.do } as Action;
    button.addEventListener('click', () => void press(action));
  }
  upload.addEventListener('change', async () => {
    const [file] = upload.files ?? [];
    if (file === undefined) return;
    await press({ do: 'upload', specs: await file.text() });
    upload.value = '';
  });
}

export async function press(action: Action): Promise<void> {
  try {
    const { done } = await act(action);
    say(done, false);
  } catch (error) {
    say((error as Error).message, true);
  }
}

function say(text: string, isProblem: boolean): void {
  said.textContent = text;
  said.classList.toggle('problem', isProblem);
}

export function showControls({ specs, store }: State): void {
  const { file, time, problem } = specs;
  const from = file ?? 'Uploaded specs';
  find('specs').textContent =
    problem === null ? `${from}, of ${String(time).slice(0, 10)}` : `${from}: ${problem}`;
  find<HTMLButtonElement>('specs-of-file').disabled = file !== null;
  if (document.activeElement !== fault) fault.value = store.fault ?? '';
  find('fault-text').textContent =
    store.fault === null
      ? `Requests so far: ${store.requests}.`
      : `Every request meets: ${descriptions.get(store.fault)}.`;
}
