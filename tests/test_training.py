"""Training: the loop against one written by hand, stopping of every kind, and how well the result is known."""

import math
import signal
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlmath.activations import sigmoid
from dlmath.data import blobs, line, spiral, two_moons
from dlmath.descent import Adam, GradientDescent, Momentum, RMSProp, descend, step_decay
from dlmath.losses import one_hot
from dlmath.network import Network
from dlmath.training import (
    Run,
    batches,
    calibration,
    confusion_matrix,
    early_stop,
    fit,
    fit_line,
    record,
    running_mean,
)

few = settings(max_examples=20, deadline=None)
X, Y = two_moons(50, seed=1)


def quiet(network, *data, **options):
    return fit(network, *data, **{"progress": False, **options})


# ---------------------------------------------------------------------------- batches


@given(m=st.integers(1, 40), batch_size=st.integers(1, 50), seed=st.integers(0, 99))
@few
def test_batches_hold_every_example_once_and_only_the_last_is_short(m, batch_size, seed):
    rows = list(batches(m, batch_size, seed))
    assert sorted(np.concatenate(rows)) == list(range(m))
    assert [len(part) for part in rows[:-1]] == [batch_size] * (len(rows) - 1) and 1 <= len(rows[-1]) <= batch_size
    for part, again in zip(rows, batches(m, batch_size, np.random.default_rng(seed)), strict=True):
        np.testing.assert_array_equal(part, again)


def test_batches_are_shuffled_anew_by_a_generator():
    random = np.random.default_rng(0)
    first, second = (np.concatenate(list(batches(100, 10, random))).tolist() for _ in "ab")
    assert first != second != sorted(second)


# ---------------------------------------------------------------------------- the loop


@pytest.mark.parametrize("batch_size", [7, 50, 1000])
def test_fit_is_the_loop_written_by_hand(batch_size):
    """Forward, loss, backward, update, in NumPy, equal to the last bit; 50 examples in sevens leave a short batch."""
    network, rate, random = Network([2, 5, 1], seed=2), 0.3, np.random.default_rng(3)
    W1, b1, W2, b2 = (network[name].copy() for name in ("W1", "b1", "W2", "b2"))
    losses = []
    for epoch in range(3):
        order = random.permutation(50)
        losses.append(0)
        for update, start in enumerate(range(0, 50, batch_size), epoch * math.ceil(50 / batch_size)):
            x, y = X[order[start:start + batch_size]], Y[order[start:start + batch_size]]
            Z1 = x @ W1 + b1
            A1 = np.maximum(Z1, 0)
            A2 = sigmoid(A1 @ W2 + b2)
            losses[-1] += -(y * np.log(A2) + (1 - y) * np.log(1 - A2)).sum() / 50
            dZ2 = (A2 - y) / len(y)
            dW2, db2 = A1.T @ dZ2, dZ2.sum(axis=0)
            dZ1 = dZ2 @ W2.T * (Z1 > 0)
            dW1, db1 = x.T @ dZ1, dZ1.sum(axis=0)
            for parameter, gradient in ((W1, dW1), (b1, db1), (W2, dW2), (b2, db2)):
                parameter -= gradient * (rate * 0.5 ** (update // 5))
    history = quiet(network, X, Y, epochs=3, batch_size=batch_size, optimizer=GradientDescent(rate),
                    decay=step_decay(5), seed=3)
    for name, parameter in zip(("W1", "b1", "W2", "b2"), (W1, b1, W2, b2), strict=True):
        np.testing.assert_array_equal(network[name], parameter)
    np.testing.assert_allclose(history.losses, losses, rtol=1e-12)
    each = math.ceil(50 / batch_size)
    assert history.updates == [each, 2 * each, 3 * each] and len(history.batch_losses) == 3 * each
    assert history.stopped == "finished" and repr(history) == "History: finished 3 epochs"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_seed_gives_the_same_network(dtype):
    def train(seed):
        network = Network([2, 4, 1], dtype=dtype)
        history = quiet(network, X, Y, epochs=2, batch_size=8, seed=seed)
        assert network.theta.dtype == dtype and type(history.batch_losses[0]) is type(history.losses[0]) is float
        return network.theta, history.batch_losses

    (theta, losses), (again, same), (other, _) = train(5), train(5), train(6)
    np.testing.assert_array_equal(theta, again)
    assert losses == same and (theta != other).any()


@pytest.mark.parametrize("make", [lambda: GradientDescent(0.1), lambda: Momentum(0.1, nesterov=True), RMSProp, Adam])
def test_going_on_with_the_same_optimizer_is_the_same_as_never_having_stopped(make):
    straight, stopped = Network([2, 4, 1]), Network([2, 4, 1])
    whole = quiet(straight, X, Y, epochs=5, batch_size=8, optimizer=make(), seed=np.random.default_rng(1))
    optimizer, random = make(), np.random.default_rng(1)
    parts = [quiet(stopped, X, Y, epochs=n, batch_size=8, optimizer=optimizer, seed=random) for n in (2, 0, 3)]
    np.testing.assert_array_equal(straight.theta, stopped.theta)
    assert whole.batch_losses == parts[0].batch_losses + parts[2].batch_losses
    assert optimizer.updates == whole.updates[-1] == 35


def test_no_epochs_change_nothing():
    network = Network([2, 1])
    before = network.theta.copy()
    history = quiet(network, X, Y, epochs=0)
    np.testing.assert_array_equal(network.theta, before)
    assert (history.losses, history.updates, history.latest()) == ([], [], {})


def test_labels_and_one_hot_rows_train_the_same():
    x, labels = spiral(60)
    thetas = []
    for y in (labels, one_hot(labels, 3), labels.astype(float), labels.tolist()):
        network = Network([2, 8, 3], output="softmax")
        quiet(network, x, y, epochs=3, batch_size=16, validation=(x, y))
        thetas.append(network.theta)
    assert all((theta == thetas[0]).all() for theta in thetas)


@pytest.mark.parametrize("loss", ["mean_squared_error", "mean_absolute_error", "huber"])
def test_a_line_is_found(loss):
    x, y = line(100, slope=2, intercept=1, noise=0.01)
    network = Network([1, 1], output="identity", loss=loss)
    quiet(network, x, y, epochs=100, batch_size=20, optimizer=Adam(0.1), decay=step_decay(100))
    assert network["W1"][0, 0] == pytest.approx(2, abs=0.02) and network["b1"][0] == pytest.approx(1, abs=0.02)


def test_two_moons_are_learned():
    train, test = two_moons(400, seed=0), two_moons(400, seed=1)
    network = Network([2, 16, 16, 1])
    history = quiet(network, *train, epochs=60, batch_size=32, optimizer=Adam(0.01), validation=test)
    assert network.accuracy(*test) == history.validation_accuracies[-1] >= 0.97
    assert network.loss(*test) == pytest.approx(history.validation_losses[-1])
    assert history.losses[-1] < history.losses[0] / 3


def test_blobs_are_learned_by_a_network_without_hidden_layers():
    network = Network([2, 3], output="softmax", dtype=np.float32)
    quiet(network, *blobs(150), epochs=30, batch_size=10, optimizer=Adam(0.05))
    assert network.accuracy(*blobs(300, seed=9)) > 0.97


def test_data_are_not_modified():
    x, y = X.copy(), Y.copy()
    quiet(Network([2, 3, 1], hidden="identity"), x, y, epochs=2, validation=(x, y))
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(y, Y)


def test_the_schedule_is_asked_for_every_update_in_order():
    asked = []
    for _ in range(2):  # the first update of each call is number 0
        quiet(Network([2, 1]), X, Y, epochs=2, batch_size=20, decay=lambda update: asked.append(update) or 1)
    assert asked == [0, 1, 2, 3, 4, 5] * 2


def test_a_schedule_of_zero_stands_still():
    network = Network([2, 1])
    before = network.theta.copy()
    quiet(network, X, Y, epochs=2, decay=lambda update: 0)
    np.testing.assert_array_equal(network.theta, before)


# ---------------------------------------------------------------------------- stopping


def test_validation_is_measured_after_every_epoch():
    network, held_out = Network([2, 4, 1]), two_moons(5003, seed=8)  # more than one slice
    history = quiet(network, X, Y, epochs=3, validation=held_out)
    assert len(history.validation_losses) == len(history.validation_accuracies) == len(history.losses) == 3
    assert history.validation_losses[-1] == pytest.approx(network.loss(*held_out), rel=1e-12)
    assert history.validation_accuracies[-1] == pytest.approx(network.accuracy(*held_out), rel=1e-12)
    assert list(history.latest()) == ["loss", "validation_loss", "validation_accuracy"]
    assert history.latest()["loss"] == pytest.approx(np.mean(history.batch_losses))


def test_early_stop_goes_back_to_the_best_parameters():
    """Held-out answers that are the wrong way round: the more is learned, the worse."""
    network = Network([2, 8, 1])
    held_out = (X, 1 - Y)
    history = quiet(network, X, Y, epochs=500, optimizer=Adam(0.02), validation=held_out, patience=3, batch_size=10)
    lowest = int(np.argmin(history.validation_losses))
    assert history.stopped == "early" and len(history.losses) == lowest + 4 < 500
    assert network.loss(*held_out) == pytest.approx(min(history.validation_losses), rel=1e-12)
    assert history.message == f"stopped early after {lowest + 4} epochs: the validation loss no longer falls"
    again = Network([2, 8, 1])
    quiet(again, X, Y, epochs=lowest + 1, optimizer=Adam(0.02), batch_size=10)
    np.testing.assert_array_equal(network.theta, again.theta)


def test_patience_that_is_never_lost_gives_the_best_parameters_too():
    network, held_out = Network([2, 8, 1]), (X, 1 - Y)
    history = quiet(network, X, Y, epochs=30, optimizer=Adam(0.02), validation=held_out, patience=1000, batch_size=10)
    assert history.stopped == "finished" and np.argmin(history.validation_losses) < 29
    assert network.loss(*held_out) == pytest.approx(min(history.validation_losses), rel=1e-12)


def test_there_is_no_accuracy_of_what_has_no_classes():
    x, y = line(60)
    history = quiet(Network([1, 1], output="identity"), x, y, epochs=2, validation=(x, y))
    assert len(history.validation_losses) == 2 and history.validation_accuracies == []
    assert list(history.latest()) == ["loss", "validation_loss"]
    x, y = np.ones((3, 1)), np.array([[0], [1], [2]])
    assert quiet(Network([1, 1], output="identity"), x, y, epochs=1, validation=(x, y)).validation_accuracies == []


def test_a_tie_counts_as_yes():
    network = Network([1, 1], initialisation=0.0)  # says 0.5 to everything
    x, y = [[0.0]], [[1]]
    history = quiet(network, x, y, epochs=1, optimizer=GradientDescent(1e-30), validation=(x, y))
    assert network.predict(x) == 0.5 and history.validation_accuracies == [1.0] == [network.accuracy(x, y)]


def test_two_classes_may_have_an_output_each():
    network, labels = Network([2, 4, 2], output="softmax"), Y[:, 0].astype(int)
    history = quiet(network, X, labels, epochs=50, batch_size=10, validation=(X, labels), optimizer=Adam(0.02))
    assert history.validation_accuracies[-1] == pytest.approx(network.accuracy(X, labels))
    assert history.validation_accuracies[-1] > 0.7


def interrupt_at(number, how):
    """Return options of fit that interrupt it at one update."""
    def decay(update):
        if update == number:
            how()
        return 1.0

    return {"decay": decay}


def keyboard():
    raise KeyboardInterrupt


class StoppedAdam(Adam):
    """An Adam that is interrupted in its 12th update."""

    def change(self, gradient, rate):
        if self.updates == 12:
            raise KeyboardInterrupt
        super().change(gradient, rate)


@pytest.mark.parametrize("options", [
    interrupt_at(11, keyboard), interrupt_at(11, lambda: signal.raise_signal(signal.SIGINT)),
    {"optimizer": StoppedAdam()}],
    ids=["in the schedule", "by the signal", "in the optimizer"])
def test_interrupted_it_hands_back_network_and_history(options, capsys):
    network, reference = Network([2, 3, 1]), Network([2, 3, 1])
    history = fit(network, X, Y, epochs=10, batch_size=10, validation=(X, Y), **options)
    assert history.stopped == "interrupted" and len(history.batch_losses) == 11
    assert history.message == "interrupted after 11 updates; the network is as it stands"
    assert len(history.losses) == len(history.validation_losses) == 2  # 5 updates an epoch
    random = np.random.default_rng(0)
    optimizer = Adam()
    quiet(reference, X, Y, epochs=2, batch_size=10, optimizer=optimizer, seed=random)
    rows = next(batches(50, 10, random))
    gradient = reference.backward(reference.forward(X[rows]), Y[rows]).vector
    optimizer.update(reference.theta, gradient)
    np.testing.assert_array_equal(network.theta, reference.theta)
    assert capsys.readouterr().out.startswith(history.message)
    assert quiet(network, X, Y, epochs=1).stopped == "finished"


def test_stopped_between_epochs_and_called_again_it_goes_on_as_if_never_stopped():
    stopped, whole, optimizer, random = Network([2, 3, 1]), Network([2, 3, 1]), Adam(), np.random.default_rng(0)
    for epochs in (2, 3):
        quiet(stopped, X, Y, epochs=epochs, optimizer=optimizer, seed=random)
    quiet(whole, X, Y, epochs=5)
    np.testing.assert_array_equal(stopped.theta, whole.theta)


# ---------------------------------------------------------------------------- a run that is looked at


def test_a_recording_is_the_same_run_looked_at():
    network, reference = Network([2, 4, 1]), Network([2, 4, 1])
    run = record(network, X, Y, at=[0, 1, 4], batch_size=20)
    first = reference.theta.copy()
    quiet(reference, X, Y, epochs=4, batch_size=20)
    np.testing.assert_array_equal(network.theta, reference.theta)
    np.testing.assert_array_equal(run.networks[0].theta, first)
    np.testing.assert_array_equal(run.networks[-1].theta, reference.theta)
    assert (run.epochs, run.updates) == ([0, 1, 4], [0, 3, 12])
    for kept, loss, accuracy in zip(run.networks, run.losses, run.accuracies):
        assert (loss, accuracy) == (kept.loss(X, Y), kept.accuracy(X, Y))
    network.theta[...] = 0
    assert run.networks[-1].theta.any(), "the copies are copies"
    assert repr(run) == "Recording: 3 pictures of 4 epochs of training"


def test_a_recording_that_is_stopped_ends_there():
    run = record(Network([2, 4, 1], output="identity"), X, Y, at=[0, 1, 5], optimizer=GradientDescent(1e3))
    assert run.stopped == "diverged" and run.epochs[-1] < 5 and len(run.epochs) == len(run.losses)
    assert repr(run).endswith("of training, diverged")

    class Finger(Adam):
        """Presses the stop button before the eighth update."""

        def step(self, *arguments):
            if self.updates == 7:
                raise KeyboardInterrupt
            super().step(*arguments)

    run = record(Network([2, 4, 1]), X, Y, at=[0, 1, 4, 9], batch_size=20, optimizer=Finger())
    assert (run.epochs, run.updates, run.stopped) == ([0, 1, 2], [0, 3, 7], "interrupted")


def test_a_recording_follows_the_schedule_and_names_itself():
    network, reference = Network([2, 4, 1]), Network([2, 4, 1])
    run = record(network, X, Y, at=[4], batch_size=20, decay=step_decay(2))
    history = quiet(reference, X, Y, epochs=4, batch_size=20, decay=step_decay(2))
    np.testing.assert_array_equal(network.theta, reference.theta)
    assert (run.stopped, run.message, run.updates) == (history.stopped, history.message, history.updates[-1:])
    for change in ({"optimizer": 3}, {"decay": 3}, {"batch_size": 0}, {"seed": -1}, {"y": [1]}, {"X": "text"}):
        with pytest.raises((TypeError, ValueError), match="^record: "):
            record(**{"network": network, "X": X, "y": Y, "at": [1], **change})


def test_a_recording_of_what_has_no_classes_has_no_accuracies():
    x, y = line(30)
    run = record(Network([1, 1], output="identity"), x, y, at=[0, 2])
    assert run.accuracies == [] and len(run.losses) == 2


@pytest.mark.parametrize("rate", [1e-3, 0.1, 3.0, 1e200])
def test_fit_record_and_descend_are_one_descent(rate):
    """With whole batches they take the same steps, stop at the same update, and say so in the same words."""
    x, y = line(50, noise=0.1)
    networks = [Network([1, 1], output="identity", seed=1) for _ in "abc"]

    def at(theta):
        networks[2].theta = theta
        return networks[2]

    history = quiet(networks[0], x, y, epochs=60, batch_size=50, optimizer=GradientDescent(rate))
    run = record(networks[1], x, y, at=list(range(61)), batch_size=50, optimizer=GradientDescent(rate))
    descent = descend(lambda theta: at(theta).loss(x, y),
                      lambda theta: at(theta).backward(networks[2].forward(x), y).vector,
                      networks[2].theta, GradientDescent(rate), updates=60)
    assert history.stopped == run.stopped == descent.stopped == ("finished" if rate < 1 else "diverged")
    if rate < 1:
        assert (history.message, descent.message) == ("finished 60 epochs", "finished 60 updates")
    else:
        assert {text.split(" is too large")[0] for text in (history.message, run.message, descent.message)} == {
            f"diverged at update {len(descent.steps)}: the learning rate {rate:g}"}
    assert run.epochs == run.updates == [0, *history.updates] == descent.updates.tolist()
    np.testing.assert_allclose(run.losses, descent.losses, rtol=1e-9)
    np.testing.assert_allclose(networks[0].theta, descent.path[-1], rtol=1e-9)
    np.testing.assert_array_equal(networks[0].theta, networks[1].theta)


@pytest.mark.parametrize("at", [[], [2, 2], [3, 1], [-1], [0.5], ["0"]])
def test_a_recording_needs_rising_epochs(at):
    with pytest.raises((TypeError, ValueError), match="^record: "):
        record(Network([2, 1]), X, Y, at=at)


def test_interrupted_at_once_it_still_returns():
    network = Network([2, 3, 1])
    before = network.theta.copy()
    history = quiet(network, X, Y, **interrupt_at(0, keyboard))
    assert history.message.startswith("interrupted after 0 updates") and history.latest() == {}
    np.testing.assert_array_equal(network.theta, before)


@pytest.mark.parametrize("kind", [{}, {"output": "identity"}, {"output": "identity", "loss": "huber"},
                                  {"hidden": "tanh", "output": "softplus", "loss": "mean_absolute_error"}], ids=str)
@pytest.mark.parametrize("rate", [1e10, 1e100, 1e300])
@pytest.mark.parametrize("make", [GradientDescent, Momentum, RMSProp, Adam])
@pytest.mark.parametrize("validation", [None, (X, Y)], ids=["alone", "validated"])
def test_whatever_the_learning_rate_the_network_and_history_stay_finite(kind, rate, make, validation):
    """And nothing warns."""
    network = Network([2, 3, 1], **kind)
    before = network.theta.copy()
    history = quiet(network, X, Y, epochs=6, batch_size=20, optimizer=make(rate), validation=validation)
    assert np.isfinite(network.theta).all() and math.isfinite(network.loss(X, Y))
    for curve in (history.losses, history.batch_losses, history.validation_losses):
        assert np.isfinite(curve).all()
    if history.stopped == "diverged":
        assert f": the learning rate {rate:g} is too large; the network is back at its last" in history.message
        assert len(history.losses) or (network.theta == before).all()
    else:
        assert history.stopped == "finished" and len(history.losses) == 6


def test_divergence_goes_back_to_the_last_sound_epoch():
    """Two sound epochs, then one update that is far too long."""
    network, reference = (Network([2, 3, 1], output="identity") for _ in "ab")
    history = quiet(network, X, Y, epochs=5, optimizer=GradientDescent(0.1), batch_size=10,
                    decay=lambda update: 1e200 if update == 12 else 1)
    assert history.stopped == "diverged" and len(history.losses) == 2 and 12 < len(history.batch_losses) <= 15
    quiet(reference, X, Y, epochs=2, optimizer=GradientDescent(0.1), batch_size=10)
    np.testing.assert_array_equal(network.theta, reference.theta)


def test_divergence_in_the_very_last_update_is_noticed():
    """No batch follows that would show it; with a validation set or without."""
    for validation in (None, (X, Y)):
        network = Network([2, 1], output="identity")
        before = network.theta.copy()
        history = quiet(network, X, Y, epochs=1, batch_size=50, optimizer=GradientDescent(1e200), validation=validation)
        assert history.stopped == "diverged" and len(history.batch_losses) == 1 and history.losses == []
        np.testing.assert_array_equal(network.theta, before)


def test_a_validation_loss_that_is_not_finite_is_divergence():
    network = Network([2, 1], output="identity")
    before = network.theta.copy()
    history = quiet(network, X, Y, epochs=3, validation=(X * 1e200, Y))
    assert history.stopped == "diverged" and history.validation_losses == []
    np.testing.assert_array_equal(network.theta, before)


def test_a_score_that_is_not_finite_is_divergence_even_where_the_loss_is():
    """softplus(−inf) is 0, which is the answer."""
    x, y = [[10.0], [20.0]], [[0.0], [0.0]]
    network = Network([1, 1], output="softplus", loss="mean_absolute_error")
    history = quiet(network, x, y, epochs=2, optimizer=GradientDescent(1e307))
    assert history.stopped == "diverged" and math.isfinite(network.loss(x, y))


def test_a_loss_that_refuses_predictions_is_divergence():
    """Binary cross-entropy of a softmax, sure and wrong."""
    x, y = [[1.0], [2.0], [3.0]], [0, 1, 0]
    network = Network([1, 2], output="softmax", loss="binary_cross_entropy")
    history = quiet(network, x, y, epochs=9, batch_size=1, optimizer=GradientDescent(1e6))
    assert history.stopped == "diverged" and math.isfinite(network.loss(x, y))


def test_an_optimizer_that_has_diverged_is_not_taken_again():
    network, optimizer = Network([2, 1], output="identity"), Momentum(1e308)
    assert quiet(network, X, Y * 100, optimizer=optimizer, batch_size=10).stopped == "diverged"
    with pytest.raises(ValueError, match="fit: this optimizer remembers numbers that are not finite; take a new one"):
        quiet(network, X, Y, optimizer=optimizer)


# ---------------------------------------------------------------------------- refused


@pytest.mark.parametrize("change, error, rule", [
    (dict(network=None), TypeError, "network must be a Network, not None"),
    (dict(X=X[:, :1]), ValueError, r"X has shape \(50, 1\); this network takes \(m, 2\)"),
    (dict(X=X[:40]), ValueError, r"y has shape \(50, 1\); for 40 examples it must be \(40, 1\)"),
    (dict(X=X * np.nan), ValueError, r"X\[0, 0\] is nan"), (dict(X="ab"), TypeError, "X must hold real numbers"),
    (dict(X=[[1, 2], [3]]), ValueError, "X is ragged"), (dict(X=np.zeros((0, 2))), ValueError, "X is empty"),
    (dict(y=Y[:, 0]), ValueError, r"y has shape \(50,\); for 50 examples it must be \(50, 1\)"),
    (dict(y=Y * 5), ValueError, "y must lie between 0 and 1, not 0 to 5"), (dict(y=None), TypeError, "y must hold"),
    (dict(epochs=-1), ValueError, "epochs must be at least 0"), (dict(epochs=1.5), TypeError, "epochs must be a whole"),
    (dict(batch_size=0), ValueError, "batch_size must be at least 1"), (dict(batch_size="8"), TypeError, "batch_size"),
    (dict(optimizer=Adam), TypeError, "optimizer must be an Optimizer such as"),
    (dict(optimizer="adam"), TypeError, "optimizer"),
    (dict(decay=0.5), TypeError, "decay must be a schedule such as"),
    (dict(decay=0), TypeError, "decay must be a schedule"),
    (dict(decay=lambda k: -1), ValueError, "the factor of decay must be at least 0"),
    (dict(decay=lambda k: "x"), TypeError, "the factor of decay must be one real number"),
    (dict(validation=X), TypeError, r"validation must be a pair \(X, y\)"),
    (dict(validation=(X,)), TypeError, "validation must be a pair"),
    (dict(validation=(X, Y[:3])), ValueError, r"validation: y has shape \(3, 1\)"),
    (dict(validation=(X[:, :1], Y)), ValueError, r"validation: X has shape \(50, 1\)"),
    (dict(validation=(X, Y + 1)), ValueError, "validation: y must lie between 0 and 1"),
    (dict(patience=1), ValueError, "patience needs a validation set"),
    (dict(validation=(X, Y), patience=0), ValueError, "patience must be at least 1"),
    (dict(validation=(X, Y), patience=1.5), TypeError, "patience must be a whole"),
    (dict(seed=None), TypeError, "seed must be"), (dict(seed=-3), ValueError, "seed must be at least 0"),
    (dict(X=X * 1e300), ValueError, "X holds a number too large for float32"),
    (dict(X=X * 1e38), ValueError, "the loss is not finite before any update; are the weights or the inputs too large"),
])
def test_refused_with_the_rule_and_nothing_changed(change, error, rule, capsys):
    network = Network([2, 3, 1], dtype=np.float32, initialisation=100.0)
    before = network.theta.copy()
    optimizer = Adam()
    arguments = {"network": network, "X": X, "y": Y, "optimizer": optimizer, **change}
    with pytest.raises(error, match=f"fit: {rule}"):
        fit(arguments.pop("network"), arguments.pop("X"), arguments.pop("y"), **arguments)
    np.testing.assert_array_equal(network.theta, before)
    assert optimizer.updates == 0 and capsys.readouterr().out == ""


def test_the_optimizer_of_another_network_is_refused():
    optimizer, network = Adam(), Network([2, 3, 1])
    quiet(Network([2, 1]), X, Y, epochs=1, optimizer=optimizer)
    before = network.theta.copy()
    with pytest.raises(ValueError, match=r"fit: this optimizer has been updating .* shape \(3,\), not \(13,\)"):
        quiet(network, X, Y, optimizer=optimizer)
    np.testing.assert_array_equal(network.theta, before)


def test_batches_refuse_with_the_rule():
    for arguments, error in (((0, 1, 0), ValueError), ((1, 0, 0), ValueError), ((10**30, 1, 0), ValueError),
                             ((2.0, 1, 0), TypeError), ((2, 1, None), TypeError)):
        with pytest.raises(error, match="batches: "):
            list(batches(*arguments))


# ---------------------------------------------------------------------------- how good it is


@given(pairs=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
@few
def test_confusion_matrix_counts_every_pair(pairs):
    actual, predicted = zip(*pairs, strict=True)
    counts = confusion_matrix(actual, predicted, 5)
    assert counts.shape == (5, 5) and counts.dtype == int
    assert all(counts[i, j] == pairs.count((i, j)) for i in range(5) for j in range(5))
    assert np.trace(counts) / counts.sum() == pytest.approx(np.mean(np.equal(actual, predicted)))


@given(seed=st.integers(0, 999), bins=st.integers(1, 12), m=st.integers(1, 60))
@few
def test_calibration_sorts_into_bins(seed, bins, m):
    random = np.random.default_rng(seed)
    confidence, right = random.uniform(size=m), random.integers(0, 2, m).astype(bool)
    result = calibration(confidence, right, bins)
    inside = [(confidence >= k / bins) & (confidence < (k + 1) / bins) for k in range(bins)]
    inside = [members for members in inside if members.any()]
    assert result.count.tolist() == [members.sum() for members in inside] and result.count.sum() == m
    np.testing.assert_allclose(result.confidence, [confidence[members].mean() for members in inside])
    np.testing.assert_allclose(result.accuracy, [right[members].mean() for members in inside])


def test_calibration_of_the_edges():
    result = calibration([0, 1, 1], [False, True, False], bins=4)
    assert [array.tolist() for array in result] == [[1, 2], [0, 1], [0, 0.5]]


@pytest.mark.parametrize("call, error, rule", [
    (lambda: confusion_matrix([0, 1], [0], 2), ValueError, r"actual \(2,\) and predicted \(1,\) must have the same"),
    (lambda: confusion_matrix([2], [0], 2), ValueError, "actual must lie between 0 and 1, not 2 to 2"),
    (lambda: confusion_matrix([0], [-1], 2), ValueError, "predicted must lie between 0 and 1, not -1 to -1"),
    (lambda: confusion_matrix([0.5], [0], 2), TypeError, "actual must be whole numbers"),
    (lambda: confusion_matrix([[0]], [[0]], 2), ValueError, "actual must have rank 1"),
    (lambda: confusion_matrix([0], [0], 0), ValueError, "classes must be at least 1"),
    (lambda: confusion_matrix([0], [0], 10**7), ValueError, "classes must be at most 1000"),
    (lambda: confusion_matrix(["a"], [0], 2), TypeError, "actual must hold real numbers"),
    (lambda: calibration([1.5], [True]), ValueError, "confidence must lie between 0 and 1"),
    (lambda: calibration([0.5], [2]), ValueError, "right must hold only True and False"),
    (lambda: calibration([0.5, 0.5], [True]), ValueError, r"confidence \(2,\) and right \(1,\) must have the"),
    (lambda: calibration([np.nan], [True]), ValueError, r"confidence\[0\] is nan"),
    (lambda: calibration([0.5], [True], bins=0), ValueError, "bins must be at least 1"),
    (lambda: calibration([0.5], [True], bins=10**6 + 1), ValueError, "bins must be at most 1000000, not 1000001"),
    (lambda: calibration([0.5], [True], bins=2.0), TypeError, "bins must be a whole number"),
])
def test_measures_refuse_with_the_rule(call, error, rule):
    with pytest.raises(error, match=f"(confusion_matrix|calibration): {rule}"):
        call()


# A line, and means.


@pytest.mark.parametrize("batch_size", [1, 7, 20, 50])
def test_fitting_a_line_is_the_loop_written_by_hand(batch_size):
    X, y = np.column_stack([np.linspace(-1.5, 1.5, 20), np.ones(20)]), np.linspace(-3, 4, 20)
    run = fit_line(X, y, [-0.5, 2.5], GradientDescent(0.08), batch_size=batch_size, epochs=3, seed=4)
    random, w, path = np.random.default_rng(4), np.array([-0.5, 2.5]), [[-0.5, 2.5]]
    for _ in range(3):
        for rows in batches(20, batch_size, random):
            w = w - 0.08 * 2 / len(rows) * X[rows].T @ (X[rows] @ w - y[rows])
            path.append(w)
    np.testing.assert_allclose(run.path, path)
    np.testing.assert_allclose(run.losses, [np.mean((X @ w - y) ** 2) for w in path])


def test_a_running_mean_is_numpys():
    losses = np.random.default_rng(0).uniform(size=300)
    ends, means = running_mean(losses, window=50, places=162)
    assert ends[0] == 1 and ends[-1] == 300 and 150 < len(ends) <= 162
    np.testing.assert_allclose(means, [losses[max(0, end - 50):end].mean() for end in ends])
    assert running_mean([3.0])[1].tolist() == [3.0]


@pytest.mark.parametrize(("losses", "patience", "where"), [
    ([3, 2, 2.5, 2.6, 1], 2, (3, 1)), ([3, 2, 1], 2, (2, 2)), ([3, 2, 2, 2, 1], 2, (3, 1)), ([1], 1, (0, 0)),
    ([3, 2, 2.5, 1.5, 1.6, 1.7, 0.5], 2, (5, 3)), ([3, 2, 2.5, 1.5, 1.6, 1.7, 0.5], 3, (6, 6))])
def test_early_stop_waits_for_a_lower_loss(losses, patience, where):
    assert early_stop(losses, patience) == where


# ---------------------------------------------------------------------------- a loop of one's own


def one_pass(run, stop_at=None):
    """Return what a loop over the run is handed, its stop button pressed in one of its rounds."""
    seen = []
    for rows in run:
        seen.append(rows.tolist())
        run.losses.append(len(rows))
        if len(run.losses) == stop_at:
            signal.raise_signal(signal.SIGINT)
    return seen


def test_a_run_that_was_stopped_goes_on_with_the_batch_that_would_have_come(capsys):
    whole = one_pass(Run(10, epochs=3, batch_size=4))
    run, before = Run(10, epochs=3, batch_size=4), signal.getsignal(signal.SIGINT)
    parts = one_pass(run, stop_at=5)
    assert len(parts) == 5 and signal.getsignal(signal.SIGINT) is before
    assert "stopped after 5 updates; run the cell again, and it goes on" in capsys.readouterr().out
    parts += one_pass(run)
    assert parts == whole and run.losses == [4, 4, 2] * 3
    for epoch in range(3):
        assert sum(whole[3 * epoch:3 * epoch + 3], []) == np.concatenate(list(batches(10, 4, random=epoch))).tolist()
    assert one_pass(run) == []


def test_pressed_twice_a_run_is_interrupted_at_once():
    run = Run(10)
    with pytest.raises(KeyboardInterrupt):
        for _ in run:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_run_outside_the_main_thread():
    losses = []
    thread = threading.Thread(target=lambda: losses.extend(one_pass(Run(10, batch_size=5))))
    thread.start()
    thread.join()
    assert len(losses) == 2


@pytest.mark.parametrize("losses, said", [
    ([], "append the loss of each update"), ([1, 2], "append the loss of each update"),
    ([math.nan], "the loss of update 1"), ([None], "the loss of update 1"), (["1"], "the loss of update 1"),
    ([[1, 2]], "the loss of update 1")])
def test_a_loop_that_does_not_say_its_loss(losses, said):
    run = Run(10)
    with pytest.raises((TypeError, ValueError), match=f"Run: {said}"):
        for _ in run:
            run.losses.extend(losses)


def test_the_picture_of_a_run_is_made_again_every_fifty_updates():
    class Picture:
        lengths = []

        def renew(self, losses):
            self.lengths.append(len(losses))

    one_pass(Run(120, batch_size=1, picture=Picture()))
    assert Picture.lengths == [50, 100, 120]
