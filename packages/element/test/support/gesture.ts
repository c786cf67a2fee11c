import { executeServerCommand, sendMouse } from '@web/test-runner-commands';

/** Runs a function within a click. */
export async function gesture(action: () => Promise<unknown>): Promise<void> {
  await executeServerCommand('activate-page');
  const button = document.body.appendChild(document.createElement('button'));
  button.style.cssText = 'position: fixed; left: 0; bottom: 0; width: 40px; height: 40px; z-index: 9';
  const done = new Promise<unknown>((resolve, reject) => {
    button.addEventListener('click', () => action().then(resolve, reject));
  });
  await sendMouse({ type: 'click', position: [20, innerHeight - 20] });
  await done;
  button.remove();
}
