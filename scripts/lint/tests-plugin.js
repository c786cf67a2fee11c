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

/** An event may come while something else is awaited, such as a command over the network or a condition that is polled. */
const noLateListener = {
  meta: {
    type: 'problem',
    messages: {
      late: 'The event may have come already. Call nextEvent() before what causes it, or wait for a condition that stays true.',
    },
  },
  create(context) {
    const check = (node) => {
      if (!awaitedExpressions(node).some(({ callee }) => callee?.name === 'nextEvent')) return;
      const { body } = node.parent;
      if (!Array.isArray(body)) return;
      if (awaitedExpressions(body[body.indexOf(node) - 1]).length > 0) context.report({ node, messageId: 'late' });
    };
    return { ExpressionStatement: check, VariableDeclaration: check };
  },
};

/** What a statement awaits, or the variables that it declares: `click()` for `await click()`. */
const awaitedExpressions = (statement) =>
  [statement?.expression, ...(statement?.declarations ?? []).map(({ init }) => init)].flatMap((expression) =>
    expression?.type === 'AwaitExpression' ? [expression.argument] : [],
  );

export default {
  meta: { name: 'tests' },
  rules: { 'no-fixed-sleep': noFixedSleep, 'no-late-listener': noLateListener },
};
