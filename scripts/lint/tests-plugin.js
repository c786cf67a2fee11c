/** Lint rules for tests. */

/** A fixed sleep is too short on a busy machine, and too long on every other. */
const noFixedSleep = {
  meta: {
    type: 'problem',
    messages: {
      sleep:
        'Wait for an event or a condition, with a deadline. Where time itself is the subject, say so in a disable comment.',
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        const { callee, arguments: parameters } = node;
        if (callee.type !== 'Identifier') return;
        if (['sleep', 'pause'].includes(callee.name)) context.report({ node, messageId: 'sleep' });
        if (callee.name !== 'setTimeout' || parameters.length < 2) return;
        if (isInPromiseExecutor(node)) context.report({ node, messageId: 'sleep' });
      },
    };
  },
};

/** Whether a call stands directly in `new Promise((resolve) => …)`. */
function isInPromiseExecutor(node) {
  const { parent } = node;
  const executor = parent?.type === 'ExpressionStatement' ? parent.parent?.parent : parent;
  return (
    executor?.type === 'ArrowFunctionExpression' &&
    executor.parent?.type === 'NewExpression' &&
    executor.parent.callee.name === 'Promise'
  );
}

export default { meta: { name: 'tests' }, rules: { 'no-fixed-sleep': noFixedSleep } };
