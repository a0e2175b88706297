"""The playground's points, and a network that trains as the loop written by hand, whatever is changed on the way."""

import signal
import sys

import numpy as np
import pytest

from dlmath import Adam, Network, playground
from dlmath.playground import Trial, along, points, split
from dlmath.training import batches

DATA = split(*points("moons", 60, 0.1, seed=1), 0.3, seed=1)


def trial(features=("x1", "x2"), hidden=(3,), data=DATA, **more):
    return Trial(*data, features, list(hidden), **more)


@pytest.mark.parametrize("kind", playground.KINDS)
def test_points_stand_in_the_plane_and_follow_from_the_seed(kind):
    X, y = points(kind, 200, 0.05, seed=3)
    assert X.shape == (200, 2) and y.shape == (200, 1)
    assert np.abs(X).max() < playground.REACH
    assert set(y.ravel()) == {0, 1} or kind in playground.NUMBERS
    np.testing.assert_array_equal(X, points(kind, 200, 0.05, seed=3)[0])
    assert not np.array_equal(X, points(kind, 200, 0.05, seed=4)[0])


@pytest.mark.parametrize("arguments", [("stars",), ("moons", 5), ("moons", 50, -1), ("moons", 50, 0.1, -1)])
def test_other_points_are_refused(arguments):
    with pytest.raises(ValueError, match="^points: "):
        points(*arguments)


def test_a_split_keeps_the_same_share_of_each_class():
    X, y = points("circles", 100, seed=2)
    (train, yes), (test, kept) = split(X, y, 0.3, seed=1)
    assert len(train) == 70 and len(test) == 30 and kept.sum() == 15 and yes.sum() == 35
    assert sorted(map(tuple, [*train, *test])) == sorted(map(tuple, X))
    one = np.array([[0.0], [1.0]])
    assert len(split(X[:2], one, 0.9, seed=1)[1][0]) == 0, "one of each class is kept to learn from"


def test_points_along_lines_are_as_far_apart_as_is_said():
    X, y = along([[(0, 0), (3, 4)], [(1, 1)]], [1, 0], apart=1)
    np.testing.assert_allclose(X, [*[(0.6 * i, 0.8 * i) for i in range(6)], (1, 1)])
    assert y.ravel().tolist() == [1] * 6 + [0]
    assert along([], [])[0].shape == (0, 2)


def test_it_trains_as_the_loop_written_by_hand():
    made = trial(["x1", "x1*x2"], [4], rate=0.02, batch=16, optimizer="Adam", decay=0.1, seed=5)
    (X, y), _ = DATA
    X = np.stack([X[:, 0], X[:, 0] * X[:, 1]], axis=1)
    network = Network([2, 4, 1], "tanh", "sigmoid", initialisation="xavier", seed=5)
    optimizer, random = Adam(0.02), np.random.default_rng(5)
    for _ in range(3):
        for rows in batches(len(X), 16, random):
            gradient = network.backward(network.forward(X[rows]), y[rows]).vector
            for name, part in network.views(gradient).items():
                part += 0.1 * network[name] * (name[0] == "W")  # biases do not decay
            optimizer.update(network.theta, gradient)
    made.go(3 * made.in_epoch)
    np.testing.assert_allclose(made.network.theta, network.theta, atol=1e-12)
    seen = made.look()
    assert (made.epochs, seen.updates) == (3, 9)
    assert seen.train == pytest.approx(network.loss(X, y)) and seen.train_accuracy == network.accuracy(X, y)


def test_what_is_changed_is_taken_up_and_a_new_optimizer_starts_without_a_memory():
    made = trial(optimizer="momentum")
    made.go(5)
    memory, theta = made.optimizer, made.network.theta.copy()
    made.change(rate=0.5, optimizer="momentum")
    assert made.optimizer is memory and memory.learning_rate == 0.5
    made.change(rate=0.5, optimizer="RMSProp")
    assert made.optimizer.updates == 0 and made.updates == 5
    np.testing.assert_array_equal(made.network.theta, theta)


def momentum(theta, gradient, memory, rate):
    memory["v"] = 0.9 * memory.get("v", 0) + gradient
    return theta - rate * memory["v"]


def in_place(theta, gradient, memory, rate):
    memory["v"] = 0.9 * memory.get("v", 0) + gradient
    theta -= rate * memory["v"]


@pytest.mark.parametrize("step", [momentum, in_place])
def test_a_step_of_ones_own_trains_it_as_ours_does(step):
    mine, ours = trial(rate=0.1, step=step), trial(rate=0.1, optimizer="momentum")
    mine.go(30)
    ours.go(30)
    np.testing.assert_allclose(mine.network.theta, ours.network.theta)


def divides(theta, gradient, memory, rate):
    return theta / len(memory)


@pytest.mark.parametrize(("step", "said"), [
    (divides, "numbers that are not finite|ZeroDivisionError: .*in its line `return theta / len"),
    (lambda theta, gradient, memory, rate: None, "returned nothing and left theta as it was"),
    (lambda theta, gradient, memory, rate: "a", "returned 'a'; expected the new theta"),
    (lambda theta, gradient, memory, rate: (theta, [1]), "expected the new theta"),
    (lambda theta, gradient, memory, rate: theta + 1j, "array of shape .*expected the new theta"),
    (lambda theta, gradient, memory, rate: theta[:2], r"shape \(2,\); theta has shape \(13,\)"),
    (lambda theta, gradient, memory, rate: theta * np.nan, "numbers that are not finite, at update 1"),
    (lambda theta: theta, "TypeError"),
    (lambda theta, gradient, memory, rate: sys.exit("enough"), "stopped with SystemExit: enough"),
])
def test_a_wrong_step_is_explained_and_nothing_is_lost(step, said):
    made = trial(step=step)
    theta = made.network.theta.copy()
    with pytest.raises(ValueError, match=said):
        made.go(3)
    np.testing.assert_array_equal(made.network.theta, theta)
    assert made.updates == 0


def test_a_step_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr(playground, "PATIENCE", 0.1)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background ignores it
    try:
        made = trial(step=for_ever)
        with pytest.raises(ValueError, match="did not come to an end within 0.1 seconds; is there a loop"):
            made.go(1)
    finally:
        signal.signal(signal.SIGINT, before)
    assert made.updates == 0
    made.change(step=momentum)
    made.go(1)
    assert made.updates == 1


def for_ever(theta, gradient, memory, rate):
    while rate:
        pass


def test_what_a_step_prints_is_kept_and_not_printed(capsys):
    made = trial(step=lambda theta, gradient, memory, rate: print("size", theta.size) or theta)
    made.go(2)
    assert made.printed == "size 13" and capsys.readouterr().out == ""
    made.change()
    made.go(1)
    assert made.printed == ""


@pytest.mark.parametrize("rate", [10, 1e200])
def test_where_the_loss_diverges_the_network_is_seen_as_it_is(rate):
    made = trial(hidden=[8], activation="relu", rate=rate, data=split(*points("slope", 60, seed=1), 0.3))
    first = made.seen.train
    with pytest.raises(ValueError, match="diverged at update .*: the learning rate .* is too large"):
        made.go(500)
    assert made.broken and np.isfinite(made.network.theta).all()
    assert made.look().train > 1e12 * first or made.updates == 0


def test_weights_from_elsewhere_are_taken_up():
    made = trial()
    made.go(30)
    other = trial(seed=7)
    other.begin(made.network.theta, 30, 5)
    assert other.look()[:3] == made.look()[:3] and other.epochs == 5 and other.touched
    with pytest.raises(ValueError, match="weights has 3 numbers; this network has 13 parameters"):
        other.begin(np.ones(3), 0, 0)


def test_without_points_of_both_classes_it_says_which_are_missing():
    for left, missing in ((0, "orange triangles"), (1, "blue discs")):
        made = trial(data=split(*along([[(0, 0), (1, 1)]], [left])))
        with pytest.raises(ValueError, match=f"no {missing} to learn from"):
            made.go(1)
    made.give(*DATA)
    made.go(1)
    assert made.updates == 1


def test_numbers_are_learned_without_classes():
    made = trial(["x1"], [8], data=split(*points("wave", 200, 0.05, seed=1), 0.3), optimizer="Adam", rate=0.05)
    made.go(600)
    seen = made.look()
    assert seen.train_accuracy is None and seen.test < 0.05


def test_weights_are_named_and_set():
    made = trial(["x1", "radius"], [3, 2])
    assert list(made.weights_into(1, 0)) == ["x1", "radius", "bias"]
    assert list(made.weights_into(2, 1)) == ["h11", "h12", "h13", "bias"]
    made.set_weight(2, 1, "h13", 7)
    made.set_weight(3, 0, "bias", -2)
    assert made.network["W2"][2, 1] == 7 and made.network["b3"][0] == -2
    assert made.weights_into(2, 1)["h13"] == 7


def test_what_units_say_is_what_the_network_computes():
    made = trial(["x2", "radius"], [3])
    places = np.random.default_rng(0).normal(size=(20, 2))
    trace = made.network.forward(np.stack([places[:, 1], np.hypot(*places.T)], axis=1))
    for mine, name in zip(made.everywhere(places), ("X", "A1", "A2"), strict=True):
        np.testing.assert_allclose(mine, trace[name])


def test_what_it_looks_back_on_does_not_grow():
    made = trial()
    for _ in range(1500):
        made.go(1)
        made.look()
    at = [look.updates for look in made.looks]
    assert len(at) <= playground.KEPT and at[0] == 0 and at[-1] > 1500 - 2 * made.every and at == sorted(at)
