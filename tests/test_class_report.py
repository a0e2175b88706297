"""What a class believes: read from any number of folders, whatever they hold, and written as a page and a table."""

import csv
import errno
import html.parser
import json
import multiprocessing
import os
import re
import time
from collections import Counter

import pytest

from dlmath import exercises
from dlmath.course import beliefs, beliefs_page, copies, files, gather
from dlmath.course.beliefs import Asked, parted, table
from dlmath.course.command import main
from dlmath.course.gather import Learner
from dlmath.course.progress import FILE, MOST, remember
from dlmath.exercises.keys import key

KNOWN = [Asked("0.1", "Double", {"aaaaaaaa": "You squared it. Write `2 * x`.", "bbbbbbbb": "You added <2>. Multiply."}),
         Asked("0.2", "Half", {"aaaaaaaa": "Upside down. Divide."}), Asked("1.1", "Triple", {})]
SOLVED = {"solved": "2026-11-24T12:00:00+00:00"}
SQUARED = {"mistakes": {"aaaaaaaa": 2}}


posix = pytest.mark.skipif(os.name == "nt", reason="there such names, links and pipes cannot be made")


def learner(folder, content=None, **entries):
    """Make a learner's folder; content is what its file holds, in place of a good one with these entries."""
    (folder / ".dlmath").mkdir(parents=True)
    (folder / ".dlmath" / "copies.json").write_text("{}")
    if content is None and entries:
        content = json.dumps({"version": 1, "exercises": {name[1:].replace("_", "."): entry
                                                          for name, entry in entries.items()}})
    if content is not None:
        (folder / FILE).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def names(found):
    return [one.name for one in found]


def counted(*learners, notes=()):
    return beliefs.beliefs(list(learners), KNOWN, notes)


def ada(**more):
    return Learner("ada", **more)


# Which folders.


def test_a_learners_folder_and_folders_of_folders(tmp_path):
    learner(tmp_path / "class" / "ada", _0_1=SOLVED | SQUARED | {"hints": 3}, _0_2={"hints": 0})
    learner(tmp_path / "class" / "bob")
    learner(tmp_path / "homes" / "eve" / "course" / "my-course", _0_2=SOLVED)
    learner(tmp_path / "homes" / "kim" / "my-course", _0_2=SOLVED)
    learner(tmp_path / "homes" / ".cache" / "nobody", _0_2=SOLVED)
    learner(tmp_path / "zoe", _1_1=SQUARED)
    (tmp_path / "class" / "readme.txt").write_text("not a folder")
    found, notes = gather.gather([tmp_path / "class", tmp_path / "homes", tmp_path / "zoe"])
    assert notes == [] and found == [
        Learner("ada", {"0.1"}, Counter({("0.1", "aaaaaaaa"): 2}), Counter({"0.1": 3})), Learner("bob"),
        Learner("course/my-course", {"0.2"}), Learner("kim/my-course", {"0.2"}),
        Learner("zoe", set(), Counter({("1.1", "aaaaaaaa"): 2}))]
    assert [one.tried() for one in found] == [{"0.1"}, set(), set(), set(), {"1.1"}]


def test_a_folder_with_nothing_but_the_file_is_a_learners_too(tmp_path):
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / FILE).write_text('{"version": 1, "exercises": {}}')
    assert gather.gather([tmp_path]) == ([Learner("ada")], [])


def test_the_same_name_twice_is_told_apart_and_the_order_is_that_of_people(tmp_path):
    for place in ("monday/group/ada", "tuesday/group/ada", "tuesday/group/Bob 10", "tuesday/group/bob 9"):
        learner(tmp_path / place)
    found, notes = gather.gather([tmp_path])
    assert names(found) == ["monday/group/ada", "tuesday/group/ada", "bob 9", "Bob 10"] and not notes


def test_a_folder_that_is_named_twice_counts_once(tmp_path, monkeypatch):
    learner(tmp_path / "ada")
    monkeypatch.chdir(tmp_path)
    found, notes = gather.gather([tmp_path, tmp_path / "ada", gather.Path("ada")])
    assert names(found) == ["ada"]
    assert notes == [f"{tmp_path / 'ada'} is the same folder as {tmp_path / 'ada'}, so it counts once.",
                     f"ada is the same folder as {tmp_path / 'ada'}, so it counts once."]


@posix
def test_links_that_go_round_in_circles_or_nowhere(tmp_path):
    learner(tmp_path / "class" / "ada")
    learner(tmp_path / "elsewhere")
    for name, target in (("again", "ada"), ("loop", "."), ("self", "self"), ("gone", "nowhere"), ("one", "two"),
                         ("two", "one"), ("zed", "../elsewhere"), ("up", "..")):
        (tmp_path / "class" / name).symlink_to(target)
    found, notes = gather.gather([tmp_path / "class"])
    assert names(found) == ["ada", "elsewhere"]
    said = "\n".join(notes)
    assert len(notes) == 7
    for name, what in (("again", "is the same"), ("loop", "is the same"), ("self", "cannot be read"),
                       ("gone", "cannot be read: No such file"), ("one", "cannot be read"), ("two", "cannot be read"),
                       ("zed", "is the same folder")):
        assert re.search(rf"class/{name} {what}", said), said


def test_folders_that_hold_none_get_a_line_each(tmp_path):
    learner(tmp_path / "class" / "ada")
    (tmp_path / "class" / "bob" / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    learner(tmp_path / "a" / "b" / "c" / "d" / "too deep")
    found, notes = gather.gather([tmp_path / name for name in ("class", "empty", "file", "nowhere", "a")])
    assert names(found) == ["ada"]
    assert [note.removeprefix(str(tmp_path)).replace("\\", "/") for note in notes[:3]] == [
        "/class/bob holds no learner's folder.", "/empty holds no learner's folder.",
        "/file is a file: name the folder that it is in."]
    assert notes[3].startswith(f"{tmp_path / 'nowhere'} cannot be read: ")
    assert notes[4:] == [f"{tmp_path / 'a' / 'b'} holds no learner's folder."]


def test_a_folder_that_may_not_be_read(tmp_path, monkeypatch):
    for name in ("ada", "bob", "eve"):
        learner(tmp_path / name, _0_1=SOLVED)
    look, read = os.scandir, gather.Path.read_bytes

    def closed(folder):
        if os.fspath(folder).endswith("bob"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return look(folder)

    def locked(file):
        if file.parent.name == "eve":
            raise OSError(errno.EIO, "Input/output error")
        return read(file)

    monkeypatch.setattr(gather.os, "scandir", closed)
    monkeypatch.setattr(gather.Path, "read_bytes", locked)
    found, notes = gather.gather([tmp_path])
    assert names(found) == ["ada"]
    assert notes == [f"{tmp_path / 'bob'} cannot be read: Permission denied.",
                     "eve: progress.json cannot be read: Input/output error."]


# What the files hold.


@pytest.mark.parametrize(("content", "said"), [
    (b"", "is empty"), (b"{", "is damaged"), (b"\xff\xff\xff", "is damaged"), (b'{"version": 1, "exerc', "is damaged"),
    (b"[]", "was not written by this course"), (b'{"progress": 100}', "was not written by this course"),
    (b'{"version": 1, "exercises": []}', "was not written by this course"), (b"null", "was not written"),
    (b"[" * 100_000, "was not written"), (b'{"version": "1", "exercises": {}}', "was not written by this course"),
    (b'{"version": 1, "exercises": {}, "n": 1' + b"0" * 5000 + b"}", "was not written by this course"),
    (b" " * 4_000_001, "is far too large to be one of this course"),
])
def test_a_file_that_is_none_costs_one_line_and_nobody_else(tmp_path, content, said):
    learner(tmp_path / "ada", _0_1=SOLVED)
    learner(tmp_path / "bob", content)
    found, notes = gather.gather([tmp_path])
    assert names(found) == ["ada"] and len(notes) == 1
    assert notes[0].startswith(f"bob: progress.json {said}") and notes[0].endswith(".") and "\n" not in notes[0]
    assert (tmp_path / "bob" / FILE).read_bytes() == content


@posix
def test_what_is_in_the_place_of_a_file(tmp_path):
    (learner(tmp_path / "ada") / FILE).mkdir()
    (learner(tmp_path / "bob") / FILE).symlink_to("nowhere")
    kinds = ["ada: progress.json is not a file.", "bob: progress.json cannot be read: No such file or directory."]
    os.mkfifo(learner(tmp_path / "eve") / FILE)  # nobody writes to it: whoever opened it would wait for ever
    kinds.append("eve: progress.json is not a file.")
    assert gather.gather([tmp_path]) == ([], kinds)


@pytest.mark.parametrize("entry", [
    7, None, "solved", [], {"solved": 5}, {"solved": "yesterday"}, {"solved": None}, {"mistakes": []}, {"mistakes": 3},
    {"mistakes": {"aaaaaaaa": "2"}}, {"mistakes": {"aaaaaaaa": -1}}, {"mistakes": {"aaaaaaaa": MOST + 1}},
    {"mistakes": {"aaaaaaaa": 1e300}}, {"mistakes": {"aaaaaaaa": True}}, {"mistakes": {"aaaaaaaa": {}}},
    {"hints": "3"}, {"hints": -3}, {"hints": 10**300}, {"hints": [1]}, {"hints": None}, {"hints": float("nan")}])
def test_what_is_wrong_deep_inside_is_left_out_and_the_rest_counts(tmp_path, entry):
    learner(tmp_path / "ada", _0_1=entry, _0_2=SOLVED | {"mistakes": {"aaaaaaaa": 1}, "hints": 2})
    (found,), notes = gather.gather([tmp_path])
    assert found == Learner("ada", {"0.2"}, Counter({("0.2", "aaaaaaaa"): 1}), Counter({"0.2": 2}))
    assert notes == ["ada: progress.json holds what this course does not write, which is left out, for 0.1."]


def test_what_is_right_in_an_entry_counts_all_the_same(tmp_path):
    learner(tmp_path / "ada", _0_1=SOLVED | {"mistakes": {"aaaaaaaa": 1, "bbbbbbbb": "x"}, "hints": -1})
    (found,), (note,) = gather.gather([tmp_path])
    assert found == Learner("ada", {"0.1"}, Counter({("0.1", "aaaaaaaa"): 1})) and note.endswith("for 0.1.")


@posix
def test_names_and_exercises_of_any_kind_stay_on_one_line(tmp_path):
    many = {f"_{'x' * 50}\n{i}": 3 for i in range(9)}
    learner(tmp_path / "a\n\x1b[31mb", **many)
    (found,), (note,) = gather.gather([tmp_path])
    assert found.name == r"a\n\x1b[31mb" and note.isprintable() and note.count("x" * 20) == 5 and note.endswith(", ….")


def test_a_newer_file_is_read_as_far_as_it_is_understood(tmp_path):
    learner(tmp_path / "ada", json.dumps({"version": 2, "exercises": {"0.1": SOLVED, "0.2": "at noon"}}))
    (found,), (note,) = gather.gather([tmp_path])
    assert found.solved == {"0.1"} and "was written by a newer version of the course, and is read as far as" in note


def test_the_playground_is_no_exercise(tmp_path):
    learner(tmp_path / "ada", _playground={"missions": {"moons": "2026-11-24T12:00:00+00:00"}})
    assert gather.gather([tmp_path]) == ([Learner("ada")], [])


def test_3000_folders_of_which_ten_are_broken(tmp_path, capsys):
    for i in range(3000):
        learner(tmp_path / "class" / f"learner {i}", "{" if i % 300 == 7 else None, _0_1=SOLVED)
    start = time.process_time()
    assert main(["class", str(tmp_path / "class"), "--to", str(tmp_path / "out")]) == 0
    assert time.process_time() - start < 20
    said = capsys.readouterr().out
    assert said.count("is damaged.\n") == 10 and "2,990 learners. Open " in said
    assert len({line.split(",")[0] for line in stored_table(tmp_path / "out")}) == 2991
    page = (tmp_path / "out" / "class.html").read_text(encoding="utf-8")
    assert page.count("is damaged.</li>") == 10 and "2,990 of 2,990 solved" in page


def write_on(folder, turns):
    for turn in range(turns):
        remember(lambda exercises, id=f"1.{turn}": exercises.update({id: SOLVED}), folder)


def test_a_class_can_be_read_while_its_learners_write(tmp_path):
    context = multiprocessing.get_context("spawn")
    for name in ("ada", "bob"):
        copies.update(tmp_path / name)
    servers = [context.Process(target=write_on, args=(tmp_path / name, 150)) for name in ("ada", "ada", "bob")]
    for server in servers:
        server.start()
    seen = 0
    while any(server.is_alive() for server in servers):
        found, notes = gather.gather([tmp_path])
        assert names(found) == ["ada", "bob"] and notes == []
        assert len(found[0].solved) >= seen
        seen = len(found[0].solved)
    assert [server.exitcode for server in servers] == [0, 0, 0] and seen > 1
    assert len(gather.gather([tmp_path])[0][0].solved) == 150


# What is counted.


def test_learners_come_before_times():
    often = ada(mistakes=Counter({("0.1", "aaaaaaaa"): 99}))
    others = [Learner(name, mistakes=Counter({("0.1", "bbbbbbbb"): 1}), hints=Counter({"0.2": 4}))
              for name in ("bob", "eve")]
    found = counted(often, *others, ada(solved={"0.1", "0.2", "9.9"}, hints=Counter({"0.1": 1})))
    assert [(made.learners, made.times, made.exercise.id, made.brief) for made in found.mistakes] == [
        (2, 2, "0.1", "You added <2>."), (1, 99, "0.1", "You squared it.")]
    assert [(learners, times, asked.id) for learners, times, asked in found.hints] == [(2, 8, "0.2"), (1, 1, "0.1")]
    assert found.solved["0.1"] == found.solved["0.2"] == 1
    assert beliefs.in_words(found.mistakes[0], found) == "2 of 4 in 0.1 Double: You added <2>."


def test_mistakes_that_this_version_does_not_know_are_one():
    found = counted(ada(mistakes=Counter({("0.1", "cccccccc"): 1, ("0.1", "dddddddd"): 2, ("9.9", "aaaaaaaa"): 3})),
                    Learner("bob", {"9.9"}, hints=Counter({"8.8": 1})))
    (made,) = found.mistakes
    assert (made.learners, made.times, made.exercise.id) == (1, 3, "0.1") and "does not know" in made.brief
    assert sorted(found.notes) == [
        "8.8: this version of the course has no such exercise, but 1 learner has an entry for it.",
        "9.9: this version of the course has no such exercise, but 2 learners have an entry for it."]


def test_of_many_unknown_exercises_ten_are_named():
    found = counted(ada(solved={f"x{i}\n" + "y" * 100 for i in range(5000)}))
    assert len(found.notes) == 11 and "4,990 more exercises" in found.notes[-1]
    assert all(len(note) < 200 and note.isprintable() for note in found.notes)


def test_the_first_sentence_of_every_mistake_can_stand_alone():
    for lesson in exercises.lessons():
        for exercise in exercises.lesson_exercises(lesson).values():
            for mistake in exercise.mistakes:
                brief, rest = parted(mistake.message)
                assert " ".join(filter(None, [brief, rest])) == mistake.message
                assert 10 < len(brief) < 140 and brief[-1] in ".?!" and brief.count("`") % 2 == 0, brief


# The table.


def rows(found):
    return list(csv.reader(table(found).splitlines(keepends=True)))


def test_the_table_has_a_line_for_each_learner_and_a_column_for_each_exercise():
    found = counted(ada(solved={"0.1", "9.9"}, mistakes=Counter({("0.2", "aaaaaaaa"): 3, ("0.1", "bbbbbbbb"): 1}),
                        hints=Counter({"1.1": 5})), Learner("bob"))
    assert rows(found) == [
        ["learner", "solved", "of", "mistakes", "hints", "0.1 Double", "0.2 Half", "1.1 Triple"],
        ["ada", "1", "3", "4", "5", "1", "0", "0"], ["bob", "0", "3", "0", "0", "", "", ""]]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "＝1", "\t=1", "\r=1"])
def test_no_name_is_a_formula(name):
    assert rows(counted(Learner(name)))[1][0] == "'" + name


@pytest.mark.parametrize("name", ["a,b", 'say "hi"', "Zoë", "王芳", "a;b", "'a", "<b>"])
def test_every_other_name_is_kept(name):
    assert rows(counted(Learner(name)))[1][0] == name


# The page.


class Outline(html.parser.HTMLParser):
    """What a page is made of; elements have to be closed in the right order."""

    def __init__(self, page):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], Counter(), [], ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        self.attributes += attributes
        if tag not in ("meta", "link", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data if self.open[-1:] != ["style"] else ""


def everything():
    """Return a class in which everything has happened."""
    return counted(Learner("<script>alert(1)</script>", {"0.1"}, Counter({("0.1", "bbbbbbbb"): 3, ("0.1", "x"): 1}),
                           Counter({"0.2": 2})), Learner('"><img src=x onerror=y>', {"0.1", "0.2"}), Learner("bob"),
                   notes=["<i>eve</i>: `progress.json` is damaged."])


def test_the_page_says_what_happened():
    words = Outline(beliefs_page.page(everything())).words
    for said in ("3 learners,", "2 of them have begun. Together they have solved 3 of 9 exercises, 33 %.",
                 "1 of 3 in 0.1 Double: “You added <2>.”", "You added <2>. Multiply.", "made 3 times", "asked 2 times",
                 "1 learner has solved it.", "2 of 3 solved", "1 asked for a hint", "Nobody has begun this lesson.",
                 "<i>eve</i>: progress.json is damaged.", "●◐", "<script>alert(1)</script>", "bob"):
        assert said in words, said


def test_the_page_needs_nothing_and_runs_nothing():
    page = beliefs_page.page(everything())
    outline = Outline(page)
    assert not outline.tags.keys() & {"script", "img", "link", "iframe", "i class"} and outline.tags["h1"] == 1
    assert "url(" not in page and "http" not in page.replace("http-equiv", "")
    assert not any(name.startswith("on") or name in ("src",) for name, _ in outline.attributes)
    ids = [value for name, value in outline.attributes if name == "id"]
    links = [value for name, value in outline.attributes if name == "href"]
    assert len(ids) == len(set(ids)) and all(link[1:] in ids for link in links) and len(links) == 6
    assert "solved 0.1; tried 0.2" in [value for name, value in outline.attributes if name == "aria-label"]


def test_the_page_of_a_class_in_which_nothing_has_happened():
    words = Outline(beliefs_page.page(counted(ada()))).words
    for said in ("1 learner,", "0 of 3 exercises", "Nobody has made a mistake", "Nobody has asked for a hint.",
                 "Everything could be read."):
        assert said in words
    assert "0 %" in Outline(beliefs_page.page(beliefs.beliefs([ada()], [], []))).words


def test_a_large_class_has_no_row_for_each_learner():
    many = [Learner(f"learner {i}") for i in range(beliefs_page.MOST_ROWS + 1)]
    assert "learner 7" in beliefs_page.page(counted(*many[1:]))
    page = beliefs_page.page(counted(*many))
    assert "learner 7" not in page and "401 learners, too many for one page" in page


def test_long_lists_say_how_much_is_left_out():
    asked = [Asked(f"0.{i}", "Title", {f"{j}": f"This is number {j}." for j in range(5)}) for i in range(1, 31)]
    one = ada(mistakes=Counter({(one.id, f"{j}"): 1 for one in asked for j in range(5)}),
              hints=Counter({one.id: 1 for one in asked}))
    words = Outline(beliefs_page.page(beliefs.beliefs([one], asked))).words
    assert "130 more mistakes not shown here." in words and "20 more exercises not shown here." in words
    assert words.count("and 2 other mistakes") == 30


# Where it is written.


def test_both_files_are_written_again_and_nothing_of_somebody_else(tmp_path):
    found = counted(ada())
    out = tmp_path / "new" / "reports"
    for _ in range(2):
        assert beliefs.write(found, out) == [out / "class.html", out / "class.csv"]
    assert sorted(path.name for path in out.iterdir()) == ["class.csv", "class.html"]
    for name in ("class.csv", "class.html"):
        before = {path.name: path.read_bytes() for path in out.iterdir()}
        (out / name).write_bytes(b"my own marks, of a whole year")
        before[name] = b"my own marks, of a whole year"
        with pytest.raises(files.Trouble, match=f"{name} was not written by this command: move it, or name another"):
            beliefs.write(counted(ada(), Learner("bob")), out)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
        (out / name).unlink()


@pytest.mark.parametrize("make", [lambda out: out.write_text(""), lambda out: (out / "class.csv").mkdir(parents=True)])
def test_where_it_cannot_be_written_it_says_why(tmp_path, make):
    make(tmp_path / "out")
    with pytest.raises(files.Trouble):
        beliefs.write(counted(ada()), tmp_path / "out")


def test_a_full_disk_leaves_nothing_half(tmp_path, monkeypatch):
    def fsync(file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(files.Trouble, match="is full"):
        beliefs.write(counted(ada()), tmp_path)
    assert not list(tmp_path.iterdir())


def stored_table(folder):
    return (folder / "class.csv").read_text(encoding="utf-8-sig").splitlines()


# From a learner's answer to the teacher's page.


def test_what_learners_do_is_what_the_teacher_reads(tmp_path, monkeypatch, capsys, kernel):
    for name in ("ada", "bob"):
        copies.update(tmp_path / "class" / name)
        monkeypatch.chdir(tmp_path / "class" / name)
        kernel()
        exercises.check("0.1", lambda x: x * x)
        exercises.hint("0.2")
    exercises.check("0.1", lambda x: 2 * x)
    (tmp_path / "class" / "misc").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["class", "class"]) == 0
    assert capsys.readouterr().out == (
        f"{os.path.join('class', 'misc')} holds no learner's folder.\n"
        "2 of 2 in 0.1 Double a number: This looks like a square: `x ** 2` is `x` times `x`, so 3 gives 9 instead of 6."
        "\n2 learners. Open class.html in a browser; the table is class.csv.\n")
    page = Outline((tmp_path / "class.html").read_text(encoding="utf-8")).words
    assert "This looks like a square" in page and "1 of 2 solved" in page and "misc holds no learner's folder." in page
    header, first, second = stored_table(tmp_path)
    assert first.startswith("ada,0,134,1,1,0,0,,") and second.startswith("bob,1,134,1,1,1,0,,")
    assert header.startswith("learner,solved,of,mistakes,hints,0.1 Double a number,0.2 Read a loop,")
    assert (tmp_path / "class.csv").read_bytes().startswith(b"\xef\xbb\xbflearner,")


def test_a_wrong_number_of_learners_is_none(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["class", "nowhere", "."]) == 1
    told = capsys.readouterr()
    assert re.fullmatch(r"nowhere cannot be read: .*\.\n\. holds no learner's folder\.\n", told.out)
    assert told.err == "No learner's folder was found, so nothing is written.\n" and not list(tmp_path.iterdir())


def test_on_the_terminal_a_long_list_is_cut(tmp_path, monkeypatch, capsys):
    for i in range(30):
        learner(tmp_path / "class" / f"{i}", "{" if i else None)
    monkeypatch.chdir(tmp_path)
    assert main(["class", "class"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 22 and said[20] == "And 9 more lines like these."


def test_keys_of_the_course_are_those_that_the_report_knows():
    first = exercises.lesson_exercises(6)["6.1"]
    assert "This is the sum." in [parted(one.message)[0] for one in first.mistakes if key(one.answer)]
