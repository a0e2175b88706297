"""What was solved is remembered in the learner's folder: by every kernel, on every evening, and nowhere else."""

import errno
import json
import multiprocessing
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dlmath import exercises
from dlmath.course import copies, files, progress
from dlmath.course.progress import FILE, MOST, Memory, remember
from dlmath.exercises.check import examine
from dlmath.exercises.keys import key

SQUARE, PLUS_2 = (key(mistake.answer) for mistake in exercises.lesson_exercises(0)["0.1"].mistakes[:2])
BEFORE = "2019-11-24T12:00:00+00:00"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Return a learner's folder, and work in it."""
    copies.update(tmp_path / "mine")
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def double(x):
    return 2 * x


def starter(x):
    ...


def solved(id, when=BEFORE):
    """Return a change: this exercise was solved."""
    return lambda known: known.setdefault(id, {}).setdefault("solved", when)


def stored(folder):
    return json.loads((folder / FILE).read_text(encoding="utf-8"))["exercises"]


def names(folder):
    """Return what lies in the folder besides the lessons."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix != ".ipynb"} \
        - {".dlmath", ".dlmath/copies.json"}


# Remembered.


def test_what_was_solved_and_when(mine):
    assert exercises.check("0.1", double).kind == "right"
    (id, entry), = stored(mine).items()
    when = datetime.fromisoformat(entry["solved"])
    assert id == "0.1" and list(entry) == ["solved"]
    assert timedelta(0) <= datetime.now().astimezone() - when < timedelta(minutes=1)
    assert names(mine) == {FILE, ".dlmath/lock"}


def test_the_first_time_counts_and_a_later_mistake_takes_nothing_away(mine):
    remember(solved("0.1"))
    exercises.check("0.1", double)
    exercises.check("0.1", lambda x: x ** 2)
    assert stored(mine) == {"0.1": {"solved": BEFORE, "mistakes": {SQUARE: 1}}}


@pytest.mark.parametrize("answer", [starter, ..., lambda x: x + 100, lambda x: 1 / 0, 7])
def test_nothing_is_written_before_there_is_something_to_remember(mine, answer):
    exercises.check("0.1", answer)
    exercises.solution("0.1")
    exercises.hint("0.99")
    exercises.progress()
    assert FILE not in names(mine)


def test_another_evening_in_another_kernel(mine, kernel):
    exercises.check("0.1", double)
    kernel()
    said = repr(exercises.check("0.1", starter))
    today = f"{date.today().day} {date.today():%B}"
    assert said.startswith(f"✓ Solved before · 0.1 Double a number\nYou solved this on {today}. If you like, ")
    assert "Return twice `x`." in said and "where the `...` is" in said
    assert exercises.check("0.1", double).kind == "right"
    assert exercises.check("0.1", lambda x: x ** 2).kind == "mistake"
    assert exercises.check("1.3").kind == "untouched"


def test_progress_shows_all_lessons_and_the_one_at_work(mine, kernel):
    remember(solved("1.1"))
    remember(solved("1.2", "2019-11-25T12:00:00+00:00"))
    first = exercises.lesson_exercises(0)
    for id in first:
        remember(solved(id))
    remember(solved("99.9", "2019-12-25T12:00:00+00:00"))  # an exercise that the course no longer has
    said = repr(exercises.progress())
    assert said.startswith(f"≡ Progress · in mine\n    Lesson 0   {len(first)} of {len(first)} solved  ✓\n"
                           "    Lesson 1    2 of 17 solved\n")
    assert all(f"\n    Lesson {lesson}    0 of" in said for lesson in range(2, 10))
    assert "Lesson 1, exercise by exercise:\n    ✓ solved   1.1" in said and "○ to do    1.3" in said
    assert "\nNext: 1.3 " in said and "99" not in said
    exercises.check("4.2")
    said = repr(exercises.progress())
    assert "Lesson 4, exercise by exercise" in said and "Next: 4.2 " in said and "Lesson 1    2 of 17" in said


def test_solved_counts_what_this_kernel_saw_and_what_the_folder_remembers(mine, kernel):
    assert exercises.solved("0") == (0, 11) and exercises.solved("0.1") == (0, 1)
    exercises.check("0.1", double)
    remember(solved("0.2"))
    remember(solved("0.99"))  # an exercise that the course no longer has
    kernel()
    done, of = exercises.solved("0")
    assert (done, of) == (2, len(exercises.lesson_exercises(0))) and exercises.solved("0.1").done == 1
    assert exercises.solved(0) == exercises.solved("00") == exercises.solved(" 0 ") == (2, 11)
    assert exercises.solved("6") == (0, len(exercises.lesson_exercises(6)))


def test_a_grader_counts_only_what_its_kernel_saw(mine):
    remember(solved("0.2"))
    exercises.check("0.1", double)
    assert exercises.solved("0", only_this_kernel=True) == (1, 11) and exercises.solved("0") == (2, 11)
    assert exercises.solved("0.2", only_this_kernel=True) == (0, 1)


def test_solved_without_a_folder_counts_what_this_kernel_saw(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exercises.check("0.1", double)
    assert exercises.solved("0").done == exercises.solved("0.1").done == 1 and not list(tmp_path.iterdir())


@pytest.mark.parametrize("id", ["11", "six", "6.99", "", "²", 6.0, 6.2, True, None, -1, ..., [6], "6" * 5000])
def test_solved_says_which_lessons_there_are(id):
    with pytest.raises(ValueError, match=r"^solved: there is no lesson and no exercise .{1,90}\. Write "
                                         r".*the lessons are 0, 1, .* 9 and 10\.$"):
        exercises.solved(id)


def test_what_a_later_version_adds_is_kept(mine):
    content = {"version": 1, "exercises": {"0.1": {"mistakes": {"square": 2}}, "1.1": {"solved": BEFORE, "a": 1}},
               "more": [1]}
    (mine / FILE).write_text(json.dumps(content))
    exercises.check("0.1", double)
    content["exercises"]["0.1"]["solved"] = stored(mine)["0.1"]["solved"]
    assert json.loads((mine / FILE).read_text()) == content


def test_a_file_of_a_later_version_is_read_and_not_changed(mine):
    (mine / FILE).write_text(json.dumps({"version": 2, "exercises": {"1.1": {"solved": BEFORE}}}))
    before = (mine / FILE).read_bytes()
    assert exercises.check("0.1", double).kind == "right"
    assert "✓ solved   0.1" in repr(exercises.progress()) and exercises.check("1.1").kind == "solved"
    assert (mine / FILE).read_bytes() == before


@pytest.mark.parametrize("content", [{"version": 2}, {"version": 2, "exercises": [1]},
                                     {"version": 3, "exercises": {"1.1": "at noon", "1.2": {"solved": BEFORE}}}])
def test_a_file_of_a_later_version_that_is_written_in_another_way_stays(mine, content):
    (mine / FILE).write_text(json.dumps(content))
    assert exercises.check("0.1", double).kind == "right" and exercises.check("0.1", square).kind == "mistake"
    assert exercises.check("1.1").kind == "untouched" and "damaged" not in repr(exercises.progress())
    assert json.loads((mine / FILE).read_text()) == content and names(mine) == {FILE, ".dlmath/lock"}


def test_days_of_another_year_say_so():
    assert progress.day(BEFORE) == "24 November 2019"
    assert progress.day(datetime.now().isoformat()) == f"{date.today().day} {date.today():%B}"


# Mistakes and hints.


def square(x):
    return x * x


def plus_2(x):
    return 2 + x


def test_mistakes_are_counted_and_nothing_that_was_typed(mine):
    for answer in square, plus_2, square, lambda x: x + 100, lambda x: "my own words", square, double, square:
        exercises.check("0.1", answer)
    exercises.check("0.2", 16)
    first, second = stored(mine).values()
    assert first.pop("solved") and first == {"mistakes": {SQUARE: 4, PLUS_2: 1}}
    assert list(second) == ["mistakes"] and sum(second["mistakes"].values()) == 1
    assert "words" not in (mine / FILE).read_text() and names(mine) == {FILE, ".dlmath/lock"}


def test_a_cell_that_is_run_again_makes_its_mistake_once(mine, kernel, monkeypatch):
    for _ in range(3):
        exercises.check("0.1", square)
        exercises.check("0.2", 16)  # another exercise is no other answer
        exercises.check("0.1", starter)
    assert stored(mine)["0.1"] == {"mistakes": {SQUARE: 1}}
    monkeypatch.setattr(progress, "write_whole", None)  # nothing is written a second time
    exercises.check("0.1", square)
    monkeypatch.undo()
    monkeypatch.chdir(mine)
    kernel()
    exercises.check("0.1", square)
    assert stored(mine)["0.1"] == {"mistakes": {SQUARE: 2}}


def test_hints_are_counted_as_often_as_they_are_asked_for(mine, kernel):
    for _ in range(5):
        exercises.hint("0.1")
    kernel()
    exercises.hint(" 0.1 ")
    exercises.hint("none")
    assert stored(mine) == {"0.1": {"hints": 6}} and exercises.solved("0.1").done == 0


def test_what_could_not_be_counted_is_counted_once_there_is_room(mine, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(progress, "write_whole", refuse)
        assert exercises.check("0.1", square).kind == exercises.check("0.1", plus_2).kind == "mistake"
        assert exercises.check("0.1", square).kind == "mistake" and exercises.hint("0.2").kind == "hint"
    assert FILE not in names(mine)
    exercises.check("0.3")
    exercises.progress()
    assert stored(mine) == {"0.1": {"mistakes": {SQUARE: 2, PLUS_2: 1}}, "0.2": {"hints": 1}}


def refuse(path, content):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_without_a_folder_nothing_is_written_of_mistakes_and_hints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert exercises.check("0.1", square).kind == "mistake" and exercises.hint("0.1").kind == "hint"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", [[], None, "3", 7, {SQUARE: "2"}, {SQUARE: -1}, {SQUARE: 2.5}, {SQUARE: True},
                                   {SQUARE: MOST + 1}, {SQUARE: 10**4000}, {SQUARE: [[[]]]}])
def test_what_is_no_number_is_left_as_it_is(mine, there):
    content = {"version": 1, "exercises": {"0.1": {"mistakes": there, "hints": there}}}
    (mine / FILE).write_text(json.dumps(content))
    assert exercises.check("0.1", square).kind == "mistake" and exercises.hint("0.1").kind == "hint"
    entry = stored(mine)["0.1"]
    assert entry == content["exercises"]["0.1"] if there != 7 else entry == {"mistakes": 7, "hints": 8}
    assert exercises.check("0.1", double).kind == "right" and "solved" in stored(mine)["0.1"]


def test_every_mistake_has_a_key_of_its_own_that_stays():
    for lesson in exercises.lessons():
        for exercise in exercises.lesson_exercises(lesson).values():
            keys = [key(mistake.answer) for mistake in exercise.mistakes]
            assert len(set(keys)) == len(keys) and all(re.fullmatch("[0-9a-f]{8}", one) for one in keys), exercise.id
    assert (SQUARE, PLUS_2) == ("9433fbe7", "e5628055")  # on every machine, as long as the two are written as they are
    first = exercises.lesson_exercises(9)["9.5"].mistakes[0]
    assert key(first.answer) == "b905797d"  # one that is made by a function with other arguments


def test_a_mistake_is_told_by_its_code_alone():
    exercise = exercises.lesson_exercises(0)["0.1"]
    mistakes = [replace(mistake, message="Other words.") for mistake in exercise.mistakes[::-1]]
    feedback = examine(replace(exercise, mistakes=mistakes), square)
    assert feedback.mistake == SQUARE and feedback.body[0] == "Other words."


# Where nothing is written.


def test_no_file_outside_a_learners_folder(tmp_path, monkeypatch, kernel):
    monkeypatch.chdir(tmp_path)
    assert exercises.check("0.1", double).kind == "right"
    assert "✓ solved   0.1" in repr(exercises.progress()) and "in this session" in repr(exercises.progress())
    assert not list(tmp_path.iterdir())
    kernel()
    assert exercises.check("0.1", starter).kind == "untouched"


def test_a_kernel_in_a_folder_of_the_folder_belongs_to_it(mine, monkeypatch):
    (mine / "notes").mkdir()
    monkeypatch.chdir(mine / "notes")
    exercises.check("0.1", double)
    assert "0.1" in stored(mine) and not list((mine / "notes").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="there a folder that is in use cannot be deleted")
def test_a_folder_that_is_gone(mine):
    os.rename(mine, mine.with_name("gone"))
    exercises.check("0.1", double)
    (mine.with_name("gone") / FILE).unlink()  # it was found under its new name
    for path in sorted(mine.with_name("gone").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    mine.with_name("gone").rmdir()
    assert exercises.check("0.1", double).kind == "right" and not mine.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_where_the_file_cannot_be_written_the_kernel_remembers(mine, monkeypatch, number):
    remember(solved("1.1"))
    before = (mine / FILE).read_bytes()

    def fsync(file):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as full:
        full.setattr(files.os, "fsync", fsync)
        assert repr(exercises.check("0.1", double)).startswith("✓ Right")
        assert "✓ solved   0.1" in repr(exercises.progress()) and exercises.check("1.1").kind == "solved"
    assert (mine / FILE).read_bytes() == before and names(mine) == {FILE, ".dlmath/lock"}
    exercises.check("1.2", "no answer")
    exercises.progress()  # there is room again
    assert set(stored(mine)) == {"0.1", "1.1"}


def test_where_not_even_the_lock_can_be_opened(mine, monkeypatch):
    remember(solved("1.1"))
    (mine / ".dlmath" / "lock").unlink()
    (mine / ".dlmath" / "lock").mkdir()
    assert exercises.check("0.1", double).kind == "right" and exercises.check("1.1").kind == "solved"
    (mine / FILE).write_text("{")
    assert exercises.check("1.1").kind == "untouched"
    assert (mine / FILE).read_text() == "{"


# A damaged file.


@pytest.mark.parametrize("damage", [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"version": 1}', b'{"exercises": {}}', b'{"version": 1, "exercises": []}',
    b'{"version": "1", "exercises": {}}', b'{"version": 1, "exercises": {"1.1": 3}}',
    b'{"version": 1, "exercises": {"1.1": {"solved": "yesterday"}}}', b"[" * 100_000,
    b'{"version": 1, "exercises": {"1.1": {"solved": 20191124}}}', b'{"version": 1, "exercises": {"1.1": "solved"}}',
    b'{"version": 1, "exercises": {"1.1": []}}', b'{"version": 1, "exercises": {}, "more": "\\ud800"}',
    b'{"version": 1, "exercises": {"1.1": {"solved": "0001-01-01T00:00:00+14:00"}}}',
    b'{"version": 1, "exercises": {}, "more": 1' + b"0" * 5000 + b"}",
])
def test_a_damaged_file_is_set_aside_and_said_so_once(mine, damage, kernel):
    (mine / FILE).write_bytes(damage)
    aside = f"progress (damaged, {date.today()}).json"
    said = repr(exercises.check("0.1", double))
    assert said.startswith("✓ Right") and said.endswith(
        f"The file `progress.json`, which remembers what you have solved, was damaged. It is kept as `{aside}`, and a "
        "new one begins.")
    assert (mine / aside).read_bytes() == damage and list(stored(mine)) == ["0.1"]
    assert "damaged" not in repr(exercises.check("0.1", double)) + repr(exercises.progress())


@pytest.mark.parametrize("depth", [100, 300, 500, 700, 800, 850, 900, 950, 990, 2000])
def test_however_deep_the_file_is_nothing_is_raised(mine, depth):
    (mine / FILE).write_text('{"version": 1, "exercises": {}, "more": ' + "[" * depth + "]" * depth + "}")
    assert exercises.check("0.1", double).kind == "right" and list(stored(mine)) == ["0.1"]


@pytest.mark.parametrize("ask", [exercises.progress, lambda: exercises.check("0.1", starter)])
def test_a_damaged_file_is_found_by_those_who_only_read(mine, ask):
    (mine / FILE).write_text("{")
    assert "was damaged" in repr(ask()) and FILE not in names(mine)
    (mine / FILE).write_text("{")
    assert f"`progress (damaged, {date.today()}, 2).json`" in repr(ask())


# Two kernels at once.


def solve_many(folder, first, count):
    for i in range(first, first + count):
        remember(solved(f"1.{i}"), folder)


def err_many(folder, turns):
    os.chdir(folder)
    for _ in range(turns):
        exercises.check("0.1", square)
        exercises.check("0.1", plus_2)
        exercises.hint("0.1")


def test_two_servers_of_one_learner_count_everything(mine):
    at_once(err_many, (mine, 30), (mine, 30))
    assert stored(mine) == {"0.1": {"mistakes": {SQUARE: 60, PLUS_2: 60}, "hints": 60}}
    assert names(mine) == {FILE, ".dlmath/lock"}


def test_two_kernels_at_once_lose_nothing(mine):
    at_once(solve_many, (mine, 0, 100), (mine, 100, 100))
    assert set(stored(mine)) == {f"1.{i}" for i in range(200)}
    assert names(mine) == {FILE, ".dlmath/lock"}


def at_once(work, *each):
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=work, args=arguments) for arguments in each]
    for process in kernels:
        process.start()
    for process in kernels:
        process.join(60)
        assert process.exitcode == 0


HOLD = """
import sys, time
from pathlib import Path
from dlmath.course.progress import _alone
with _alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(mine):
    """Run another kernel that stands still while it writes."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(mine / progress.LOCK)], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline().strip() == b"held"
        yield process
        process.kill()


def test_a_kernel_that_stands_still_holds_nobody_up_for_long(mine, holder, monkeypatch):
    start = time.monotonic()
    assert exercises.check("0.1", double).kind == "right"
    assert 1.5 < time.monotonic() - start < 10
    assert FILE not in names(mine) and remember().exercises == {}


def test_a_kernel_that_dies_while_it_writes_leaves_no_lock(mine, holder):
    holder.kill()
    holder.wait(20)
    start = time.monotonic()
    assert exercises.check("0.1", double).kind == "right"
    assert time.monotonic() - start < 1.5 and list(stored(mine)) == ["0.1"]


def test_without_locks_it_is_written_all_the_same(mine, monkeypatch):
    def no_lock(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    if progress.fcntl:
        monkeypatch.setattr(progress.fcntl, "flock", no_lock)
    else:
        monkeypatch.setattr(progress.msvcrt, "locking", no_lock)
    exercises.check("0.1", double)
    assert list(stored(mine)) == ["0.1"]


def test_where_there_is_no_folder_there_is_no_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert remember() == Memory(None, {}, [])
