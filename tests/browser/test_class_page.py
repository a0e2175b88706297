"""The page of what a class believes, in a browser: in the light, in the dark, on a phone and on paper."""

from collections import Counter

import pytest
from test_site import OVERFLOW, opened, violations

from dlmath import exercises
from dlmath.course import beliefs
from dlmath.course.gather import Learner
from dlmath.exercises.keys import key


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write the page of a class of twelve, one of them with a name that nobody has."""
    known = [beliefs.Asked(one.id, one.title, {key(mistake.answer): mistake.message for mistake in one.mistakes})
             for lesson in (0, 6) for one in exercises.lesson_exercises(lesson).values()]
    names = ["a-very-long-name-without-a-place-to-break-it-" * 4, *(f"learner {i}" for i in range(11))]
    learners = [Learner(name, {one.id for one in known[:i * 3]}, Counter(
        {(one.id, mistake): 1 + i % 2 for one in known[i:i * 3] for mistake in list(one.mistakes)[:1 + i % 3]}),
        Counter({one.id: 1 + i % 4 for one in known[:i]})) for i, name in enumerate(names)]
    made = tmp_path_factory.mktemp("class")
    beliefs.write(beliefs.beliefs(learners, known, ["bob: progress.json is damaged."]), made)
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_can_be_read_by_everybody(browser, folder, theme):
    with opened(browser, folder.as_uri(), "class", color_scheme=theme, bypass_csp=True) as page:  # axe is a script
        assert violations(page) == []
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 17, 17)"}[theme]
        page.set_viewport_size({"width": 360, "height": 800})
        assert page.evaluate(OVERFLOW) == 0
        assert violations(page) == []


def test_on_paper_it_is_light_whole_and_not_too_wide(browser, folder):
    a4 = {"width": 700, "height": 1000}  # without its margins
    with opened(browser, folder.as_uri(), "class", color_scheme="dark", viewport=a4) as page:
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate(OVERFLOW) == 0
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_its_links_lead_to_their_sections(browser, folder):
    with opened(browser, folder.as_uri(), "class") as page:
        for link in page.locator("nav a").all():
            link.click()
            assert page.locator(f"{link.get_attribute('href')} h2").is_visible()
