export function stagePlugin() { return { name: 'stage' }; }
