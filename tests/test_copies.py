"""A learner's copies: made once, never overwritten, and never half-made."""

import datetime
import errno
import json
import os
import shutil
from pathlib import Path

import nbformat
import pytest

from dlmath.course import copies, files
from dlmath.course.files import Trouble

TODAY = datetime.date.today()
STATE = {"application/vnd.jupyter.widget-state+json": {"state": {}}}


def notebook(*sources, **metadata):
    """Return a notebook that has been run, outputs folded, as the repository or an author's JupyterLab stores one."""
    cells = [{"cell_type": "markdown", "id": "title", "metadata": {}, "source": ["# Lesson ∂\n", "\n", "Read."]}]
    cells += [{"cell_type": "code", "id": f"c{i}", "execution_count": i + 1, "source": source.splitlines(True),
               "metadata": {"jupyter": {"outputs_hidden": True}, "scrolled": False, "tags": ["raises-exception"]},
               "outputs": [{"output_type": "stream", "name": "stdout", "text": ["the answer\n"]}]}
              for i, source in enumerate(sources)]
    return {"cells": cells, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}, **metadata},
            "nbformat": 4, "nbformat_minor": 5}


def store(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def sources(path):
    return ["".join(cell["source"]) for cell in load(path)["cells"]]


def change(path, edit):
    """Let a learner change a notebook."""
    content = load(path)
    edit(content)
    store(path, content)


def everything(folder):
    """Return all that a folder holds, from name to content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
            for path in folder.rglob("*")}


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    """Return a folder of two lessons and a picture, which stands for the course's own."""
    folder = tmp_path / "notebooks"
    store(folder / "00_start.ipynb", notebook("print(1)"))
    store(folder / "04_bend.ipynb", notebook("print(4)", "x = 1", widgets=STATE))
    (folder / "pictures").mkdir()
    (folder / "pictures" / "hill.png").write_bytes(b"\x89PNG")
    store(folder / ".ipynb_checkpoints" / "00_start-checkpoint.ipynb", notebook("old"))
    monkeypatch.setattr(copies, "lessons_folder", lambda: folder)
    return folder


@pytest.fixture
def mine(lessons, tmp_path):
    """Return a learner's folder with the copies in it."""
    assert copies.update(tmp_path / "mine") == []
    return tmp_path / "mine"


# The copies.


def test_the_copies_are_the_lessons_without_their_answers(mine, lessons):
    assert sorted(everything(mine)) == [".dlmath", ".dlmath/copies.json", "00_start.ipynb", "04_bend.ipynb",
                                        "pictures", "pictures/hill.png"]
    copy = load(mine / "04_bend.ipynb")
    nbformat.validate(nbformat.from_dict(copy))
    assert list(copy["metadata"]) == ["kernelspec"]  # no state of widgets
    assert [cell["id"] for cell in copy["cells"]] == ["title", "c0", "c1"]
    assert sources(mine / "04_bend.ipynb") == sources(lessons / "04_bend.ipynb")
    for cell in copy["cells"][1:]:
        assert cell["outputs"] == [] and cell["execution_count"] is None
        assert cell["metadata"] == {"tags": ["raises-exception"]}
    assert "∂" in (mine / "04_bend.ipynb").read_text(encoding="utf-8")
    assert (mine / "pictures" / "hill.png").read_bytes() == b"\x89PNG"


def test_the_lessons_of_the_course_become_copies(tmp_path):
    copies.update(tmp_path / "mine")
    theirs = copies.lessons_folder()
    assert theirs == Path(__file__).parents[1] / "notebooks"
    names = {path.name for path in theirs.glob("*.ipynb")}
    assert {path.name for path in (tmp_path / "mine").glob("*.ipynb")} == names and "00_start.ipynb" in names
    for name in names:
        copy = nbformat.read(tmp_path / "mine" / name, 4)
        assert not any(cell.get("outputs") for cell in copy.cells)
        assert [(cell.id, cell.source) for cell in copy.cells] \
            == [(cell.id, cell.source) for cell in nbformat.read(theirs / name, 4).cells]


def test_a_second_time_nothing_changes(mine):
    (mine / "pictures" / "hill.png").unlink()
    before = everything(mine) | {"pictures/hill.png": b"\x89PNG"}
    assert copies.update(mine) == []
    assert everything(mine) == before  # what was lost is there again


def test_a_lesson_at_work_is_left_alone(mine):
    change(mine / "04_bend.ipynb", lambda it: it["cells"][1].update(source=["my answer"]))
    before = everything(mine)
    assert copies.update(mine) == []
    assert everything(mine) == before


# The course is newer.


def test_a_lesson_not_begun_is_replaced(mine, lessons):
    change(mine / "04_bend.ipynb", lambda it: it["metadata"].update(opened="by JupyterLab"))  # that is not touching
    store(lessons / "04_bend.ipynb", notebook("print(5)"))
    (lessons / "pictures" / "hill.png").write_bytes(b"new")
    said = copies.update(mine)
    assert said[0] == "04_bend has a new version, and you had not begun yours, so it was replaced."
    assert sources(mine / "04_bend.ipynb")[1:] == ["print(5)"]
    assert (mine / "pictures" / "hill.png").read_bytes() == b"new"
    assert len(said) == 2 and copies.update(mine) == []
    assert len(list(mine.iterdir())) == 4


TOUCHED = {
    "edited": lambda it: it["cells"][1].update(source=["my answer"]),
    "one cell more": lambda it: it["cells"].append({"cell_type": "markdown", "source": "Mine.", "metadata": {}}),
    "one cell less": lambda it: it["cells"].pop(),
    "other order": lambda it: it["cells"].reverse(),
    "run": lambda it: it["cells"][1].update(execution_count=1),
    "with an output": lambda it: it["cells"][1].update(outputs=[{"output_type": "stream", "name": "o", "text": "4"}]),
    "with a scene": lambda it: it["metadata"].update(widgets=STATE),
    "broken": lambda it: it.pop("cells"),
}


@pytest.mark.parametrize("how", TOUCHED)
def test_a_lesson_that_was_touched_stays_and_the_new_one_lies_beside_it(mine, lessons, how):
    change(mine / "04_bend.ipynb", TOUCHED[how])
    before = everything(mine)
    store(lessons / "04_bend.ipynb", notebook("print(5)"))
    said, = copies.update(mine)
    assert said == ("04_bend has a new version. Yours stays as it is; the new one lies beside it: "
                    "“04_bend (new version).ipynb”.")
    assert sources(mine / "04_bend (new version).ipynb")[1:] == ["print(5)"]
    after = everything(mine)
    assert {name for name in after if after[name] != before.get(name)} \
        == {"04_bend (new version).ipynb", ".dlmath/copies.json"}


def test_a_new_version_is_laid_beside_once(mine, lessons):
    change(mine / "04_bend.ipynb", TOUCHED["edited"])
    store(lessons / "04_bend.ipynb", notebook("print(5)"))
    beside = mine / "04_bend (new version).ipynb"
    assert len(copies.update(mine)) == 1 and copies.update(mine) == []
    beside.unlink()
    assert copies.update(mine) == [] and not beside.exists()  # the learner did not want it

    store(lessons / "04_bend.ipynb", notebook("print(6)"))
    assert len(copies.update(mine)) == 1 and sources(beside)[1:] == ["print(6)"]
    store(lessons / "04_bend.ipynb", notebook("print(7)"))
    assert len(copies.update(mine)) == 1 and sources(beside)[1:] == ["print(7)"]  # nobody had begun it
    change(beside, TOUCHED["run"])
    store(lessons / "04_bend.ipynb", notebook("print(8)"))
    assert "“04_bend (new version 2).ipynb”" in copies.update(mine)[0]
    assert sources(beside)[1:] == ["print(7)"] and copies.update(mine) == []


def test_a_new_version_that_takes_the_place_of_the_old_one_is_the_learners_copy(mine, lessons):
    change(mine / "04_bend.ipynb", TOUCHED["edited"])
    store(lessons / "04_bend.ipynb", notebook("print(5)"))
    copies.update(mine)
    os.replace(mine / "04_bend (new version).ipynb", mine / "04_bend.ipynb")
    assert copies.update(mine) == []
    store(lessons / "04_bend.ipynb", notebook("print(6)"))
    copies.update(mine)
    assert sources(mine / "04_bend.ipynb")[1:] == ["print(6)"]


def test_a_damaged_record_loses_nothing(mine, lessons):
    change(mine / "04_bend.ipynb", TOUCHED["edited"])
    for damage in ("{", "[]", '{"handed_out": 3}', '{"handed_out": {"04_bend.ipynb": 3}}'):
        (mine / copies.RECORD).write_text(damage)
        before = everything(mine)
        copies.update(mine)
        after = everything(mine)
        assert all(after[name] == before[name] for name in before if name != copies.RECORD.as_posix())
    assert load(mine / copies.RECORD)["handed_out"].keys() >= {"00_start.ipynb", "pictures/hill.png"}


# Fresh.


@pytest.mark.parametrize("name", ["4", "04", "04_bend", "04_bend.ipynb"])
def test_fresh_sets_the_old_copy_aside(mine, lessons, name):
    change(mine / "04_bend.ipynb", TOUCHED["edited"])
    old = (mine / "04_bend.ipynb").read_bytes()
    copy, aside = copies.fresh(name, mine)
    assert copy == mine / "04_bend.ipynb" and sources(copy) == sources(lessons / "04_bend.ipynb")
    assert aside.name == f"04_bend (old, {TODAY}).ipynb" and aside.read_bytes() == old
    assert copies.fresh(name, mine)[1].name == f"04_bend (old, {TODAY}, 2).ipynb" and aside.read_bytes() == old
    copy.unlink()
    assert copies.fresh(name, mine) == (copy, None) and copy.exists()


@pytest.mark.parametrize("evenings_between", [0, 1])
def test_fresh_gives_the_newest_version_and_knows_it(mine, lessons, evenings_between):
    change(mine / "04_bend.ipynb", TOUCHED["edited"])
    store(lessons / "04_bend.ipynb", notebook("print(5)"))
    copies.fresh("4", mine)
    for _ in range(evenings_between):
        assert copies.update(mine) == []
    store(lessons / "04_bend.ipynb", notebook("print(6)"))
    assert len(copies.update(mine)) == 1 and sources(mine / "04_bend.ipynb")[1:] == ["print(6)"]


@pytest.mark.parametrize("name", ["44", "", "bend", "²", "../04_bend", "pictures/hill.png"])
def test_a_lesson_that_there_is_not(mine, name):
    with pytest.raises(Trouble, match="there are 00_start, 04_bend"):
        copies.fresh(name, mine)


def test_fresh_on_a_full_disk_leaves_all_as_it_was(mine, monkeypatch):
    before = everything(mine)
    fill_the_disk(monkeypatch, after=0)
    with pytest.raises(Trouble, match="is full"):
        copies.fresh("4", mine)
    assert everything(mine) == before


# What cannot be done is said in a sentence, and leaves nothing behind.


def fill_the_disk(monkeypatch, after, number=errno.ENOSPC):
    """Let only so many files be written from now on; of the next one, half."""
    left = [after]

    def fsync(file):
        left[0] -= 1
        if left[0] < 0:
            os.truncate(file, 3)
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fsync)


@pytest.mark.parametrize("after", range(5))
def test_a_full_disk_leaves_nothing_half_made(lessons, tmp_path, monkeypatch, after):
    fill_the_disk(monkeypatch, after)
    with pytest.raises(Trouble, match="^The disk that holds .*mine is full: make some room, and try again.$"):
        copies.update(tmp_path / "deep" / "mine")
    assert not (tmp_path / "deep").exists()


def test_an_update_on_a_full_disk_can_be_made_again(mine, lessons, monkeypatch):
    change(mine / "00_start.ipynb", TOUCHED["edited"])
    store(lessons / "00_start.ipynb", notebook("print(2)"))
    store(lessons / "04_bend.ipynb", notebook("print(5)"))
    store(lessons / "05_new.ipynb", notebook("print(9)"))
    before = everything(mine)
    fill_the_disk(monkeypatch, after=3)  # the record, the start lesson beside the old one, lesson 4
    with pytest.raises(Trouble, match="is full"):
        copies.update(mine)
    assert everything(mine) == before | {"04_bend.ipynb": (mine / "04_bend.ipynb").read_bytes()}
    monkeypatch.undo()
    monkeypatch.setattr(copies, "lessons_folder", lambda: lessons)
    copies.update(mine)
    assert set(everything(mine)) - set(before) == {"00_start (new version).ipynb", "05_new.ipynb"}
    assert sources(mine / "04_bend.ipynb")[1:] == ["print(5)"] and copies.update(mine) == []


@pytest.mark.parametrize(("number", "said"), [
    (errno.EACCES, "^You may not write to .*mine: choose another folder.$"),
    (errno.EROFS, "^You may not write to .*mine: choose another folder.$"),
    (errno.EIO, "mine could not be written: "),
])
def test_a_folder_that_cannot_be_written(lessons, tmp_path, monkeypatch, number, said):
    fill_the_disk(monkeypatch, 0, number)
    with pytest.raises(Trouble, match=said):
        copies.update(tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may write everywhere is not refused")
def test_a_folder_that_may_not_be_written(lessons, tmp_path):
    (tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(Trouble, match="^You may not write to"):
        copies.update(tmp_path / "locked" / "mine")
    assert not list((tmp_path / "locked").iterdir())


def test_a_folder_that_holds_something_else(lessons, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    before = everything(tmp_path)
    with pytest.raises(Trouble, match="mine holds other files already: name a folder that is new or empty.$"):
        copies.update(tmp_path / "mine")
    with pytest.raises(Trouble, match="holds other files"):
        copies.update(lessons)
    assert everything(tmp_path) == before
    os.replace(tmp_path / "mine" / "thesis.txt", tmp_path / "mine" / ".DS_Store")  # to a person, that is empty
    copies.update(tmp_path / "mine")


@pytest.mark.parametrize("name", ["mine", "mine/deeper"])
def test_a_file_in_the_place_of_the_folder(lessons, tmp_path, name):
    (tmp_path / "mine").write_text("a file")
    with pytest.raises(Trouble, match="because a file is in its place"):
        copies.update(tmp_path / name)
    assert (tmp_path / "mine").read_text() == "a file"


def test_a_copy_cut_off_by_a_power_cut_is_finished(lessons, tmp_path, monkeypatch):
    class PowerCut(BaseException):
        pass

    def cut(lesson):
        raise PowerCut

    monkeypatch.setattr(copies, "_content", cut)
    with pytest.raises(PowerCut):
        copies.update(tmp_path / "mine")
    monkeypatch.undo()
    monkeypatch.setattr(copies, "lessons_folder", lambda: lessons)
    assert copies.update(tmp_path / "mine") == []
    assert sources(tmp_path / "mine" / "04_bend.ipynb") == sources(lessons / "04_bend.ipynb")


# Where things are.


def test_the_lessons_are_found_in_a_wheel_and_in_a_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    package = tmp_path / "src" / "dlmath"
    with pytest.raises(Trouble, match="without its lessons"):
        copies.lessons_folder(package)
    store(tmp_path / "notebooks" / "00_start.ipynb", notebook())
    assert copies.lessons_folder(package) == tmp_path / "notebooks"
    assert copies.default_folder(package) == tmp_path / "my-course"
    store(package / "notebooks" / "00_start.ipynb", notebook())
    assert copies.lessons_folder(package) == package / "notebooks"
    assert copies.default_folder(package) == tmp_path / "dlmath-course"


def test_the_learners_folder_is_found_from_inside(mine, monkeypatch):
    (mine / "notes").mkdir()
    assert copies.course_folder(mine / "notes") == copies.course_folder(mine) == mine
    assert copies.course_folder(mine.parent) is None
    monkeypatch.chdir(mine / "notes")
    assert copies.course_folder() == copies.default_folder() == mine
    if os.name != "nt":
        shutil.rmtree(mine)
        assert copies.course_folder() is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    file = tmp_path / "a.txt"
    file.write_text("before")
    fill_the_disk(monkeypatch, after=0)
    with pytest.raises(OSError):
        files.write_whole(file, b"after")
    assert file.read_text() == "before" and list(tmp_path.iterdir()) == [file]
