/** What every scene of a notebook carries: it fetches the player, which is kept once for all of them.
 *
 * The player's code and style are the traits `source` and `style` of a model of their own, so a saved notebook
 * holds them once, however many scenes it has.
 */

const players = (globalThis.dlmathPlayers ??= new Map()); // source → module, for all the notebooks on this page

function load(source, style) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

async function render({ model, el }) {
  const player = await model.widget_manager.get_model(model.get("player").replace("IPY_MODEL_", ""));
  const source = player.get("source");
  if (!players.has(source)) players.set(source, load(source, player.get("style")));
  // the player lives in the same kernel as the scene: restored from a file beside another kernel, neither is live
  const isLive = () => player.comm_live !== false;
  return (await players.get(source)).default.render({ model, el, isLive });
}

export default { render };
