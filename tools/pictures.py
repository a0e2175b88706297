"""Make the moving picture of the front page from the course's own scenes: `make pictures`."""

import io
from pathlib import Path

from PIL import Image

from dlmath import Network, pocket_network, two_moons
from dlmath.picture.still import to_png
from dlmath.scenes import backward, linalg, training
from dlmath.training import record

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "pictures" / "course.gif"
WIDTH = 640


def shots():
    """Yield (frame, seconds) in the order of the course."""
    X, y = two_moons(300)
    run = record(Network([2, 8, 8, 1], hidden="tanh", seed=1), X, y, batch_size=30,
                 at=[0, 1, 3, 8, 17, 30, 50, 80, 130, 200, 300])
    for frame in training.boundary(run).frames:
        yield frame, 0.35
    for frame in linalg.product([[1, 2, 3], [4, 5, 6]], [[7, 8], [9, 10], [11, 12]]).frames:
        yield frame, 0.9
    for frame in backward.story(pocket_network(), [[2, 3]], [[1]]).frames[:6]:
        yield frame, 1.3


def picture(frame, height):
    """Draw a frame with its note, on white paper of one size."""
    drawn = Image.open(io.BytesIO(to_png(frame, caption=frame.note, scale=1))).convert("RGB")
    paper = Image.new("RGB", (WIDTH, height), "white")
    paper.paste(drawn, ((WIDTH - drawn.width) // 2, (height - drawn.height) // 2))
    return paper


def main():
    """Draw every shot and store them as one picture that moves."""
    frames, seconds = zip(*shots())
    heights = [Image.open(io.BytesIO(to_png(frame, caption=frame.note, scale=1))).height for frame in frames]
    pictures = [picture(frame, max(heights)).quantize(64, dither=Image.Dither.NONE) for frame in frames]
    TARGET.parent.mkdir(exist_ok=True)
    pictures[0].save(TARGET, save_all=True, append_images=pictures[1:], duration=[int(1000 * s) for s in seconds],
                     loop=0, optimize=True)
    print(f"{TARGET.relative_to(ROOT)}: {len(pictures)} pictures, {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
