"""Training 784-128-10 on all of MNIST: dlmath beside PyTorch on the CPU, scikit-learn, and bare matrix products.

Same data, batch 128, Adam 1e-3, float32; with one thread, as `make lab` sets it, and with two, each in a process of
its own. The contenders take turns, an epoch each, ten times. A multiple is the middle one of the ten turns.
"""

import json
import os
import statistics
import subprocess
import sys
import time

import numpy as np

EPOCHS, BATCH = 10, 128
PRODUCTS = "its bare matrix products"
MOST = {"PyTorch": (0.6, 0.8), "scikit-learn": (1.0, 1.0), PRODUCTS: (1.9, None)}  # with one thread, with two


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    for threads in ("1", "2"):
        done = subprocess.run([sys.executable, __file__, threads], text=True, stdout=subprocess.PIPE, check=True,
                              env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads})
        for what, *rest in json.loads(done.stdout):
            yield f"{what}, {threads} thread{'s' * (threads > '1')}", *rest


def compare(threads):
    """Train with every contender in turn, and yield what was measured."""
    from dlmath import load_digits, pixels

    clock = time.process_time if threads == 1 else time.perf_counter  # the first is right on a busy machine too
    train, test = load_digits("train"), load_digits("test")
    contenders = {name: make(pixels(train.images), train.labels, threads) for name, make in CONTENDERS.items()}
    seconds = {name: [] for name in contenders}
    for _ in range(EPOCHS):
        for name, (epoch, _) in contenders.items():
            start = clock()
            epoch()
            seconds[name].append(clock() - start)
    right = {name: float((classify(pixels(test.images)) == test.labels).mean())
             for name, (_, classify) in contenders.items() if classify}
    for name, times in seconds.items():
        accuracy = f", {right[name]:.2%} right" if name in right else ""
        yield f"seconds an epoch, {name}{accuracy}", f"{statistics.median(times):.3f}", "", None
    for name, most in MOST.items():
        multiples = [ours / other for ours, other in zip(seconds["dlmath"], seconds[name])]
        yield f"dlmath's time as a multiple of {name}", *_at_most(statistics.median(multiples), most[threads - 1])
        if name in right:
            gap = right["dlmath"] - right[name]
            yield f"dlmath's accuracy less {name}'s, in points", f"{100 * gap:+.2f}", ">= -0.30", gap >= -0.003
    growth = statistics.median(multiples[-3:]) / statistics.median(multiples[:3])  # of the products' multiples
    yield "dlmath's last three epochs as a multiple of its first three", *_at_most(growth, 1.05)


def _at_most(value, most):
    """Give what was measured, the target in words, and whether it is met."""
    return (f"{value:.2f}", f"<= {most:.2f}", value <= most) if most else (f"{value:.2f}", "", None)


def _dlmath(X, y, threads):
    from dlmath import Adam, Network, fit

    network = Network([784, 128, 10], output="softmax", dtype=np.float32)
    going_on = {"optimizer": Adam(), "seed": np.random.default_rng(0)}
    return lambda: fit(network, X, y, epochs=1, batch_size=BATCH, progress=False, **going_on), network.classify


def _torch(X, y, threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    X, y = torch.from_numpy(X), torch.from_numpy(y.astype(np.int64))
    model = torch.nn.Sequential(torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def epoch():
        for rows in torch.randperm(len(X)).split(BATCH):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(X[rows]), y[rows])
            loss.backward()
            optimizer.step()
            loss.item()  # dlmath keeps the loss of every batch too

    def classify(X_test):
        with torch.no_grad():
            return model(torch.from_numpy(X_test)).argmax(dim=1).numpy()

    return epoch, classify


def _sklearn(X, y, threads):
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier([128], batch_size=BATCH, learning_rate_init=1e-3, alpha=0, random_state=0)
    return lambda: model.partial_fit(X, y, classes=range(10)), model.predict


def _bare(X, y, threads):
    """Only the five matrix products of each update, on a batch that is there already."""
    random = np.random.default_rng(0)
    W1, W2, A1, dZ2 = (random.normal(size=shape).astype(np.float32)
                       for shape in ((784, 128), (128, 10), (BATCH, 128), (BATCH, 10)))
    batch = X[:BATCH].copy()

    def epoch():
        for _ in range(-(-len(X) // BATCH)):
            batch @ W1
            A1 @ W2
            A1.T @ dZ2
            dZ2 @ W2.T
            batch.T @ A1

    return epoch, None


CONTENDERS = {"dlmath": _dlmath, "PyTorch": _torch, "scikit-learn": _sklearn, PRODUCTS: _bare}

if __name__ == "__main__":
    print(json.dumps(list(compare(int(sys.argv[1])))))
