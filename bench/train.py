"""Training 784-128-10 on all of MNIST: dlmath beside PyTorch on the CPU, scikit-learn, and bare matrix products.

Beside these, what NumPy cannot do without: the products, picking the rows of each batch, and Adam's update.

Same data, batch 128, Adam 1e-3, float32, two threads each, three epochs; runs alternate, medians of three.
"""

import statistics
import time
import warnings

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier

from dlmath import Adam, Network, fit, load_digits, pixels

EPOCHS, RUNS, BATCH = 3, 3, 128


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    torch.set_num_threads(2)
    train, test = load_digits("train"), load_digits("test")
    X, X_test = pixels(train.images), pixels(test.images)
    contenders = {"dlmath": _dlmath, "PyTorch": _torch, "scikit-learn": _sklearn,
                  "bare products": _bare, "products, rows and Adam": _least}
    seconds = {name: [] for name in contenders}
    right = {name: [] for name in contenders}
    for run in range(RUNS + 1):  # the first one warms up and is not counted
        for name, contender in contenders.items():
            start = time.perf_counter()
            classify = contender(X, train.labels, run)
            if run:
                seconds[name].append(time.perf_counter() - start)
                right[name].append(float((classify(X_test) == test.labels).mean()) if classify else 0.0)
    middle = {name: statistics.median(times) for name, times in seconds.items()}
    for name in contenders:
        accuracy = f", {statistics.median(right[name]):.2%} right" if any(right[name]) else ""
        yield f"seconds an epoch, {name}{accuracy}", f"{middle[name] / EPOCHS:.3f}", "", None
    ours = middle["dlmath"]
    for name in ("PyTorch", "scikit-learn"):
        multiple = ours / middle[name]
        most = 0.8 if name == "PyTorch" else 1.0
        yield f"dlmath's time as a multiple of {name}'s", f"{multiple:.2f}", *_at_most(multiple, most)
        gap = statistics.median(right["dlmath"]) - statistics.median(right[name])
        yield f"dlmath's accuracy less {name}'s, in points", f"{100 * gap:+.2f}", ">= -0.30", gap >= -0.003
    multiple = ours / middle["bare products"]
    yield "dlmath's time as a multiple of its bare matrix products", f"{multiple:.2f}", *_at_most(multiple, 1.5)
    multiple = ours / middle["products, rows and Adam"]
    yield "dlmath's time as a multiple of products, rows and Adam", f"{multiple:.2f}", "", None


def _at_most(value, most):
    """Give the target in words, and whether it is met."""
    return f"<= {most:.2f}", value <= most


def _dlmath(X, y, seed):
    network = Network([784, 128, 10], output="softmax", seed=seed, dtype=np.float32)
    fit(network, X, y, epochs=EPOCHS, batch_size=BATCH, seed=seed, progress=False)
    return network.classify


def _torch(X, y, seed):
    torch.manual_seed(seed)
    X, y = torch.from_numpy(X), torch.from_numpy(y.astype(np.int64))
    model = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(EPOCHS):
        order = torch.randperm(len(X))
        for rows in order.split(BATCH):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            loss.item()  # dlmath keeps the loss of every batch too

    def classify(X_test):
        with torch.no_grad():
            return model(torch.from_numpy(X_test)).argmax(dim=1).numpy()

    return classify


def _sklearn(X, y, seed):
    model = MLPClassifier([128], batch_size=BATCH, learning_rate_init=1e-3, alpha=0, max_iter=EPOCHS, random_state=seed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that three epochs are few
        model.fit(X, y)
    return model.predict


def _bare(X, y, seed, update=lambda batch: batch):
    """Only the five matrix products of each update, on a batch that is there already, or that `update` gives."""
    random = np.random.default_rng(seed)
    W1, W2 = (random.normal(size=shape).astype(np.float32) for shape in ((784, 128), (128, 10)))
    batch = X[:BATCH].copy()
    A1, dZ2 = (random.normal(size=(BATCH, n)).astype(np.float32) for n in (128, 10))
    for _ in range(EPOCHS * -(-len(X) // BATCH)):
        batch = update(batch)
        batch @ W1
        A1 @ W2
        A1.T @ dZ2
        dZ2 @ W2.T
        batch.T @ A1


def _least(X, y, seed):
    """The products, with the rows of a batch picked and an update of Adam each time."""
    random = np.random.default_rng(seed)
    theta, gradient = (random.normal(size=101_770).astype(np.float32) for _ in range(2))
    adam = Adam()
    adam._prepare("bench", theta)

    def update(batch):
        adam._update(theta, gradient, 1.0)
        return X[random.integers(0, len(X), BATCH)]

    _bare(X, y, seed, update)
