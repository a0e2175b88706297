"""The front page: the scene that a visitor sees first, and a card with a picture for each lesson."""

import base64
import io

from PIL import Image, ImageOps

from dlmath.course.files import Trouble
from dlmath.course.site.page import Page, scene_part
from dlmath.course.site.record import recorded
from dlmath.course.site.run import SCENE
from dlmath.data import two_moons
from dlmath.network import Network
from dlmath.picture import look
from dlmath.picture.still import to_png
from dlmath.scenes.training import boundary
from dlmath.stage.film import Film
from dlmath.stage.stage import PAYLOAD_LIMIT
from dlmath.training import record

EPOCHS = [0, 1, 3, 8, 20, 45, 100, 300]
SIZE = (304, 171)  # pixels of a card's picture
# The scene whose still is on the card, and what a friend would say of the lesson. A page that is not here shows its
# first scene, and its first paragraph.
CARDS = {
    "00_start": ("A straight line between two kinds of points",
                 "Watch a network learn to tell two kinds of points apart. Then try it yourself with a straight line."),
    "01_linear_algebra": ("A digit's score",
                          "A handwritten 3 is a table of numbers. You turn it into one number that says how much it "
                          "looks like a 3."),
    "02_tensors": ("A batch of digits, flattened",
                   "You put many digits into one table, and you can say its shape before you run the code."),
    "03_network_anatomy": ("Grow a network",
                           "What can a single neuron do, and what can it not do? You join neurons to a network, and "
                           "count its parameters."),
    "04_activations": ("A wave, followed by ReLU units",
                       "Without bends, a hundred layers can do no more than one. You put corners into a line until "
                       "it follows a wave."),
    "05_forward_propagation": ("A threshold slid",
                               "Numbers go in, and an answer comes out. You follow each number on its way, and decide "
                               "how sure is sure enough."),
    "06_losses": ("The loss above every line",
                  "How wrong is an answer? You turn that into one number, and the best answer lies at the bottom of "
                  "a bowl."),
    "07_backpropagation": ("The chain rule as gears",
                           "The answer was wrong. How much did each weight have to do with it? You find out by going "
                           "backward, from gear to gear."),
    "08_gradient_descent": ("A narrow valley",
                            "Now the network learns, one small step downhill after another. You see what happens "
                            "when the steps are too long."),
    "09_optimizers": ("A map of learning rate and momentum",
                      "A ball that keeps its speed gets through a narrow valley sooner. From there it is not far to "
                      "Adam, which you write yourself."),
    "10_digits": ("Draw a digit",
                  "You put all the parts together, train the network on 55,000 handwritten digits, and let it read "
                  "your own handwriting."),
    "playground": ("A network to play with",
                   "A network learns while you watch. This is a recording: where the lessons run, you can change "
                   "nearly everything about it."),
    "reference": ("", "You have forgotten what a symbol or a word means? Here are all of them, and the lesson that "
                      "explains each."),
}


def opening():
    """Return the scene of the front page, lesson 0's network with fewer points and pictures, and its still as a PNG."""
    X, y = two_moons(m=200, noise=0.15, seed=1)
    network = Network([2, 8, 8, 1], hidden="tanh", seed=1)
    run = record(network, X, y, at=EPOCHS, batch_size=20)
    film = Film(boundary(run=run), PAYLOAD_LIMIT, ["edit", "drag"])
    cover = to_png(film.still)
    data = {SCENE: recorded(film), "image/png": base64.b64encode(cover).decode()}
    return scene_part(data, Page("index", None), str), cover


def card(page):
    """Return what the front page says of a page, and the picture that it shows, as the bytes of a WebP or None.

    Parameters
    ----------
    page : Page

    Raises
    ------
    Trouble
        If the page has no scene of the name that `CARDS` says.
    """
    scenes = [output.data for cell in page.notebook.cells for output in cell.get("outputs", [])
              if SCENE in output.get("data", {}) and "image/png" in output.data]
    titles = [data[SCENE]["scene"]["label"] for data in scenes]
    title, words = CARDS.get(page.name, (next(iter(titles), ""), ""))
    if title and title not in titles:
        raise Trouble(f"the front page shows the scene {title!r} of {page.name}, which has no scene of that name")
    picture = _small(scenes[titles.index(title)]) if title else None
    return {"words": words or page.facts["summary"], "scene": title, "picture": bool(picture)}, picture


def _small(data):
    """Return the still of a scene, without the words under it, as a small WebP."""
    paper = look.colours("light")["paper"]
    with Image.open(io.BytesIO(base64.b64decode(data["image/png"]))) as image:
        width, height = SIZE
        scene = data[SCENE]["scene"]
        drawn = round(image.width * scene["height"] / scene["width"])
        most = round(image.width * height / width)
        picture = image.convert("RGB").crop((0, 0, image.width, min(drawn, most)))
        small = io.BytesIO()
        ImageOps.pad(picture, SIZE, Image.Resampling.LANCZOS, paper).save(small, "WEBP", quality=32, method=6)
    return small.getvalue()
