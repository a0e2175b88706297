"""Every activation, loss, gradient and optimizer step beside PyTorch in float64, on thousands of random cases.

Differences are counted in units of the last place of the reference, where that is not smaller than the rounding
of what it is computed from (a derivative that is a difference of two numbers near 1 cannot be known better).
"""

import numpy as np
import torch
from torch.nn import functional as F

from dlmath import ACTIVATIONS, Adam, GradientDescent, Momentum, Network, RMSProp, losses, softmax
from dlmath.activations import softmax_jvp

torch.set_default_dtype(torch.float64)
CASES = 20_000
EDGES = [0.0, -0.0, 1e-300, -1e-300, 1e-9, -1e-9, 1.0, -1.0, 20.0, -20.0, 36.0, -36.0, 700.0, -700.0, 1000.0, -1000.0]
REFERENCE = {
    "identity": lambda z: z, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu,
    "leaky_relu": lambda z: F.leaky_relu(z, 0.01), "prelu": lambda z: F.leaky_relu(z, 0.25), "elu": F.elu,
    "selu": F.selu, "softplus": lambda z: torch.logaddexp(z, torch.zeros_like(z)),
    "gaussian": lambda z: torch.exp(-z * z),
    "gelu": lambda z: z * torch.special.erfc(-z / 2**0.5) / 2, "silu": F.silu,  # F.gelu loses its tail, 1 − 1 + tiny
}
OPTIMIZERS = {
    "GradientDescent": (lambda: GradientDescent(0.1), lambda p: torch.optim.SGD(p, 0.1)),
    "Momentum": (lambda: Momentum(0.1, 0.9), lambda p: torch.optim.SGD(p, 0.1, momentum=0.9)),
    "Nesterov": (lambda: Momentum(0.1, 0.9, nesterov=True),
                 lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True)),
    "RMSProp": (lambda: RMSProp(0.01, 0.9), lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9)),
    "Adam": (lambda: Adam(0.01), lambda p: torch.optim.Adam(p, 0.01)),
}


def ulps(ours, theirs, scale=0.0):
    """Return the largest difference in units of the last place; `scale` is the size of what was rounded on the way."""
    ours, theirs = np.asarray(ours, float), np.asarray(theirs, float)
    return float((np.abs(ours - theirs) / np.spacing(np.maximum(np.maximum(np.abs(theirs), scale), 1e-290))).max())


def slope(function, z):
    """Return a function's value and its derivative by PyTorch's autograd."""
    z = torch.tensor(z, requires_grad=True)
    value = function(z)
    value.sum().backward()
    return value.detach().numpy(), z.grad.numpy()


def measurements():
    """Yield (what, measured, target, whether it is met)."""
    random = np.random.default_rng(0)
    z = np.concatenate([random.normal(0, scale, CASES // 4) for scale in (0.01, 1, 10, 200)] + [EDGES])
    for name, reference in REFERENCE.items():
        value, derivative = slope(reference, z)
        yield row(f"{name}: value", ulps(ACTIVATIONS[name].function(z), value, 1e-16))
        at = z != 0  # where there is a corner, each library chooses a side
        yield row(f"{name}: derivative", ulps(ACTIVATIONS[name].derivative(z)[at], derivative[at],
                                                      np.maximum(1, np.abs(z[at]))))
    yield from _softmax(random)
    yield from _losses(random)
    yield from _optimizers(random)
    yield _training()


def row(what, measured, most=8, unit="ulp"):
    """Give one line of the table."""
    return f"{what}, beside torch.float64", f"{measured:.1f} {unit}", f"<= {most} {unit}", measured <= most


def _softmax(random):
    """Compare softmax and what it does to a small change."""
    Z, V = random.normal(0, 5, (CASES // 10, 10)), random.normal(0, 1, (CASES // 10, 10))
    value, change = torch.func.jvp(lambda scores: torch.softmax(scores, 1), (torch.tensor(Z),), (torch.tensor(V),))
    yield row("softmax: value", ulps(softmax(Z), value, 1e-16))
    yield row("softmax: Jacobian times a vector", ulps(softmax_jvp(Z, V), change, 1.0))


def _losses(random):
    """Compare every loss and its gradient on random batches; the mean is over examples and outputs as PyTorch's."""
    worst = {}
    for _ in range(200):
        m = int(random.integers(1, 60))
        A, Y = random.normal(0, 3, (m, 1)), random.normal(0, 3, (m, 1))
        p, y = random.uniform(1e-6, 1 - 1e-6, (m, 1)), random.integers(0, 2, (m, 1)).astype(float)
        Z, labels = random.normal(0, 4, (m, 5)), random.integers(0, 5, m)
        P, rows = softmax(Z), losses.one_hot(labels, 5)
        for name, ours, theirs, point, target in (
            ("mean_squared_error", losses.mean_squared_error, F.mse_loss, A, Y),
            ("mean_absolute_error", losses.mean_absolute_error, F.l1_loss, A, Y),
            ("huber", losses.huber, F.huber_loss, A, Y),
            ("binary_cross_entropy", losses.binary_cross_entropy, F.binary_cross_entropy, p, y),
            ("binary_cross_entropy_from_scores", losses.binary_cross_entropy_from_scores,
             F.binary_cross_entropy_with_logits, A, y),
            ("categorical_cross_entropy", losses.categorical_cross_entropy,
             lambda prediction, target: -(target * prediction.log()).sum(1).mean(), P, rows),
            ("categorical_cross_entropy_from_scores", losses.categorical_cross_entropy_from_scores,
             F.cross_entropy, Z, rows),
        ):
            gradient = getattr(losses, f"{ours.__name__}_gradient")
            value, derivative = slope(lambda x, f=theirs, t=target: f(x, torch.tensor(t)), point)
            size = np.abs(derivative).max()
            for part, error in (("value", ulps(ours(point, target), value)),
                                ("gradient", ulps(gradient(point, target), derivative, size))):
                worst[name, part] = max(worst.get((name, part), 0.0), error)
    for (name, part), error in worst.items():
        yield row(f"{name}: {part}", error)


def _optimizers(random):
    """Compare the parameters after 20 updates with the same random gradients."""
    for name, (ours, theirs) in OPTIMIZERS.items():
        theta, worst = random.normal(size=1000), 0.0
        parameter = torch.nn.Parameter(torch.tensor(theta.copy()))
        optimizer, other = ours(), theirs([parameter])
        for _ in range(20):
            gradient = random.normal(size=1000)
            optimizer.update(theta, gradient)
            parameter.grad = torch.tensor(gradient)
            other.step()
            worst = max(worst, ulps(theta, parameter.detach().numpy(), 1.0))
        yield row(f"{name}: θ after 20 updates", worst, 32)


def _training(steps=200):
    """Compare loss curves from equal weights, float64: the largest relative difference."""
    random = np.random.default_rng(1)
    X, labels = random.normal(size=(256, 20)), random.integers(0, 4, 256)
    network = Network([20, 16, 4], "relu", "softmax", seed=0)
    layers = [torch.nn.Linear(20, 16), torch.nn.Linear(16, 4)]
    for i, layer in enumerate(layers, 1):
        layer.weight.data, layer.bias.data = torch.tensor(network[f"W{i}"].T.copy()), torch.tensor(network[f"b{i}"])
    model = torch.nn.Sequential(layers[0], torch.nn.ReLU(), layers[1])
    ours, theirs, worst = Adam(1e-2), torch.optim.Adam(model.parameters(), 1e-2), 0.0
    for step in range(steps):
        rows = np.arange(step * 32, (step + 1) * 32) % 256
        trace = network.forward(X[rows])
        loss = network.loss(X[rows], labels[rows])
        ours.update(network.theta, network.backward(trace, labels[rows]).vector)
        theirs.zero_grad()
        other = F.cross_entropy(model(torch.tensor(X[rows])), torch.tensor(labels[rows]))
        other.backward()
        theirs.step()
        worst = max(worst, abs(loss - other.item()) / other.item())
    what = f"training, {steps} updates from equal weights: loss curves, beside torch.float64"
    return what, f"{worst:.1e} relative", "<= 1e-6", worst <= 1e-6
