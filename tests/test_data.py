"""The digits in their official split, and the small sets: shapes, curves, seeds."""

import time
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlmath import data
from dlmath.data import blobs, circles, ink, line, load_digits, pixels, prepare_ink, spiral, two_moons

SETS = [two_moons, circles, spiral, blobs, line]
WITH_CLASSES = [spiral, blobs]


@pytest.fixture(scope="module")
def digits():
    return {part: load_digits(part) for part in ("train", "test", "small")}


# ---------------------------------------------------------------------------- digits


@pytest.mark.parametrize(("part", "m", "counts", "first", "mean"), [
    ("train", 60_000, [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], [5, 0, 4, 1, 9, 2, 1, 3], 33.3184),
    ("test", 10_000, [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], [7, 2, 1, 0, 4, 1, 4, 9], 33.7912),
])
def test_digits_are_the_official_split(digits, part, m, counts, first, mean):
    images, labels = digits[part]
    assert images.shape == (m, 28, 28) and labels.shape == (m,) and images.dtype == labels.dtype == np.uint8
    assert np.bincount(labels).tolist() == counts and labels[:8].tolist() == first
    assert images.mean() == pytest.approx(mean, abs=1e-4) and (images.min(), images.max()) == (0, 255)


ARRAYS = {  # file, array → SHA-256 of its bytes
    ("mnist_train", "images"): "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    ("mnist_train", "labels"): "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    ("mnist_test", "images"): "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    ("mnist_test", "labels"): "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
    ("mnist_small", "images"): "4d1e2862007bab5908d814e74806c6c8f7c4a4f32b5875d195406d4d1dbe4946",
    ("mnist_small", "labels"): "e1be9271eae282fe1479074d79e9b9523ada775ebb01e19299727123e3acca5e",
}


def test_no_pixel_and_no_label_has_changed():
    found = {}
    for path in (Path(data.__file__).parent / "digits").glob("*.npz"):
        with np.load(path) as arrays:
            found |= {(path.stem, name): sha256(np.ascontiguousarray(arrays[name])).hexdigest() for name in arrays}
    assert found == ARRAYS


def test_small_is_the_first_2000_of_train_and_the_default(digits):
    for small in (digits["small"], load_digits()):
        assert (small.images == digits["train"].images[:2000]).all()
        assert (small.labels == digits["train"].labels[:2000]).all() and len(small.labels) == 2000


def test_small_opens_in_under_50_ms():
    def seconds():
        start = time.perf_counter()
        load_digits("small")
        return time.perf_counter() - start
    assert any(seconds() < 0.05 for _ in range(20))  # another process may hold up a few


def test_each_call_gives_arrays_of_its_own():
    load_digits().images[:] = 0
    assert load_digits().images.max() == 255


def good(path):
    np.savez(path, images=np.zeros((2000, 28, 28), np.uint8), labels=np.zeros(2000, np.uint8))


def wrong_shape(path):
    np.savez(path, images=np.zeros((2000, 28, 27), np.uint8), labels=np.zeros(2000, np.uint8))


def too_few_labels(path):
    np.savez(path, images=np.zeros((2000, 28, 28), np.uint8), labels=np.zeros(1999, np.uint8))


def no_labels(path):
    np.savez(path, images=np.zeros((2000, 28, 28), np.uint8))


def pickled(path):
    np.savez(path, images=np.zeros((2000, 28, 28), np.uint8), labels=np.array([None] * 2000))


def cut_off(path):
    good(path)
    path.write_bytes(path.read_bytes()[:-5000])


def one_byte_changed(path):
    good(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [None, wrong_shape, too_few_labels, no_labels, pickled, cut_off, one_byte_changed,
                                    lambda path: path.write_bytes(b""), lambda path: path.write_text("no zip")])
def test_missing_or_damaged_file_is_said_in_a_sentence(damage, tmp_path, monkeypatch):
    monkeypatch.setattr(data, "FOLDER", str(tmp_path))
    if damage:
        damage(tmp_path / "mnist_small.npz")
    with pytest.raises(ValueError, match=r"^load_digits: the file of 'small' is .*damaged; install dlmath again$"):
        load_digits("small")


def test_pixels_are_rows_between_0_and_1(digits):
    images = digits["small"].images
    X = pixels(images)
    assert X.shape == (2000, 784) and X.dtype == np.float32 and (X.min(), X.max()) == (0, 1)
    assert np.array_equal((X * 255).round().reshape(images.shape), images)
    assert (pixels(images[3]) == X[3:4]).all()
    assert pixels(np.full((2, 3, 5), 51, np.uint8)) == pytest.approx(np.full((2, 15), 0.2))


# ---------------------------------------------------------------------------- ink


@given(unit=st.sampled_from([1e-100, 1, 1e100]), thickness=st.floats(0.5, 10), seed=st.integers(0, 99))
def test_ink_is_a_centred_image_whatever_the_unit(unit, thickness, seed):
    random = np.random.default_rng(seed)
    strokes = [unit * np.cumsum(random.uniform(-1, 1, (4, 2)), axis=0) for _ in range(seed % 3 + 1)]
    image = ink(strokes, thickness)
    assert image.shape == (28, 28) and image.dtype == np.uint8 and image.max() > 0
    for axis in (0, 1):
        profile = image.sum(axis=axis, dtype=float)
        assert abs(profile @ np.arange(28) / profile.sum() - 13.5) < 2


def test_mnists_centre_of_mass_is_where_ink_puts_it(digits):
    places = np.arange(28)
    for images in (digits["small"].images, np.stack([ink([np.random.default_rng(i).normal(size=(6, 2))])
                                                     for i in range(200)])):
        mass = images.sum(axis=(1, 2), dtype=float)
        for axis in (1, 2):
            centres = images.sum(axis=axis, dtype=float) @ places / mass
            assert abs(np.median(centres) - 14) < 0.25


@given(seed=st.integers(0, 99))
def test_no_ink_is_cut_off_and_the_steps_lead_to_the_image(seed):
    random = np.random.default_rng(seed)
    corner = [np.cumsum(random.uniform(0, 1, (9, 2)) ** 8, axis=0), np.zeros((40, 2))]  # mass far from its middle
    drawn = prepare_ink(corner)
    rows, columns = np.nonzero(drawn.image)
    assert (rows.min(), columns.min()) == (drawn.top, drawn.left) and np.array_equal(drawn.image, ink(corner))
    rows, columns = np.nonzero(drawn.image > 127)
    for spread, size in ((np.ptp(rows), drawn.size[1]), (np.ptp(columns), drawn.size[0])):
        assert abs(spread - (size * drawn.scale + 1.2)) < 1.2


def test_many_points_are_the_same_line():
    few, many = [[(0, 0), (9, 0), (9, 9)]], [[(i / 200, 0) for i in range(1800)] + [(9, i / 200) for i in range(1801)]]
    assert np.array_equal(ink(few), ink(many))


def test_ink_of_a_dot_and_of_a_line():
    dot, one = ink([[(7, 7)]]), ink([[(0, 0), (0, 10)]])
    assert dot.max() == 255 and np.count_nonzero(dot) < 20
    rows, columns = np.nonzero(one)
    assert np.ptp(rows) == 19 and np.ptp(columns) <= 3
    assert abs(one.sum(axis=0) @ np.arange(28) / one.sum() - 14) <= 0.5, "a thin line stands in the middle"


# ---------------------------------------------------------------------------- small sets


@pytest.mark.parametrize("make", SETS)
@pytest.mark.parametrize("m", [3, 4, 51])
def test_shapes_of_the_small_sets(make, m):
    X, y = make(m)
    width = 1 if make is line else 2
    assert X.shape == (m, width) and X.dtype == np.float64 and np.isfinite(X).all()
    assert y.shape == ((m,) if make in WITH_CLASSES else (m, 1))
    if make in WITH_CLASSES:
        assert y.dtype.kind == "i" and set(y.tolist()) == {0, 1, 2}
    elif make is not line:
        assert y.dtype == np.float64 and set(y.ravel().tolist()) == {0.0, 1.0}
    if make is not line:
        counts = np.bincount(y.ravel().astype(int))
        assert counts.max() - counts.min() <= 1  # classes are as even as m allows


@pytest.mark.parametrize("make", SETS)
def test_same_seed_same_set_and_another_seed_another_set(make):
    for seed in (0, 7, np.int64(3), 2**70):
        assert np.array_equal(make(seed=seed)[0], make(seed=seed)[0])
    assert not np.array_equal(make(seed=0)[0], make(seed=1)[0])
    assert np.array_equal(make()[0], make(seed=0)[0])


@pytest.mark.parametrize("make", SETS)
def test_a_generator_is_used_and_goes_on(make):
    generator = np.random.default_rng(7)
    first, second = make(seed=generator)[0], make(seed=generator)[0]
    assert np.array_equal(first, make(seed=7)[0]) and not np.array_equal(first, second)


@pytest.mark.parametrize("make", SETS)
def test_global_random_state_is_neither_read_nor_changed(make):
    np.random.seed(1)
    before, first = repr(np.random.get_state()), make()[0]
    assert repr(np.random.get_state()) == before
    np.random.seed(2)
    assert np.array_equal(first, make()[0])


def test_two_moons_without_noise_lie_on_their_half_circles():
    X, y = two_moons(100, noise=0)
    up, down = X[y[:, 0] == 0], X[y[:, 0] == 1]
    assert np.hypot(*up.T) == pytest.approx(1) and up[:, 1].min() >= 0
    assert np.hypot(*(down - [1, 0.5]).T) == pytest.approx(1) and down[:, 1].max() <= 0.5


def test_circles_without_noise_have_radius_1_and_a_half():
    X, y = circles(100, noise=0)
    assert np.hypot(*X.T) == pytest.approx(np.where(y[:, 0], 0.5, 1))


@pytest.mark.parametrize("classes", [2, 5])
def test_spiral_without_noise_winds_with_the_radius(classes):
    X, labels = spiral(100, classes, noise=0)
    radius = np.hypot(*X.T)
    turned = np.arctan2(X[:, 1], X[:, 0]) - 4 * radius - 2 * np.pi * labels / classes
    assert np.cos(turned) == pytest.approx(1) and radius.min() >= 0.1 and radius.max() <= 1
    assert set(labels.tolist()) == set(range(classes))


@pytest.mark.parametrize("classes", [2, 5])
def test_blobs_without_noise_are_points_on_a_circle(classes):
    X, labels = blobs(100, classes, noise=0)
    angle = 2 * np.pi * labels / classes
    assert X == pytest.approx(2 * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def test_line_without_noise_is_a_line():
    x, y = line(50, slope=-3, intercept=0.5, noise=0)
    assert y == pytest.approx(-3 * x + 0.5) and x.min() >= -3 and x.max() <= 3


@pytest.mark.parametrize("make", SETS)
def test_noise_is_the_standard_deviation(make):
    noisy, exact = make(20_000, noise=0.3), make(20_000, noise=0)
    spread = noisy[1] - exact[1] if make is line else noisy[0] - exact[0]
    assert spread.std() == pytest.approx(0.3, rel=0.03) and abs(spread.mean()) < 0.01
