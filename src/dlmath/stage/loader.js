/** What every scene of a notebook carries: it fetches the player, which is kept once for all of them.
 *
 * The player's code and style are the traits `source` and `style` of a model of their own, so a saved notebook
 * holds them once, however many scenes it has.
 */

const players = (globalThis.dlmathPlayers ??= new Map()); // source → module, for all the notebooks on this page
const kept = (globalThis.dlmathKept ??= new WeakMap()); // model → whether its kernel knows it

function load(source, style) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  return import(url).finally(() => URL.revokeObjectURL(url));
}

/** Have a model saved with the notebook even when its kernel is gone: JupyterLab leaves out those not `comm_live`. */
function keep(model) {
  if (kept.has(model)) return;
  kept.set(model, model.comm_live);
  Object.defineProperty(model, "comm_live", {
    get: () => true,
    set: (isLive) => {
      kept.set(model, isLive);
      model.trigger("comm_live_update");
    },
  });
}

async function render({ model, el }) {
  const manager = model.widget_manager;
  const player = await manager.get_model(model.get("player").replace("IPY_MODEL_", ""));
  const source = player.get("source");
  if (!players.has(source)) players.set(source, load(source, player.get("style")));
  if (manager.get_state_sync) {
    const scene = await manager.get_model(model.get("identity"));
    for (const part of [scene, scene.get("layout"), player]) keep(part);
  }
  // the player lives in the same kernel as the scene: restored from a file beside another kernel, neither is live
  const isLive = () => (kept.get(player) ?? player.comm_live) !== false;
  return (await players.get(source)).default.render({ model, el, isLive });
}

export default { render };
