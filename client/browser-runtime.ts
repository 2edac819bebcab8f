/**
 * The environment of the rune tests: Node, with modules compiled as for a page. Without it Svelte compiles them as for
 * a server, where nothing is reactive.
 */
export default { name: 'browser-runtime', viteEnvironment: 'client', setup: () => ({ teardown() {} }) };
