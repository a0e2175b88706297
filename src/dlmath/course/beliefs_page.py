"""The page of what a class believes: one HTML file that needs no script, no other file and no network."""

import datetime
import html
import re

from dlmath.picture import look
from dlmath.picture.words import count

GENERATOR = '<meta name="generator" content="python -m dlmath class">'
MOST_MISTAKES, MOST_HINTS, MOST_ROWS, EACH = 20, 10, 400, 3  # lines of a table; mistakes of one exercise
MARKS = {"solved": "●", "tried": "◐", "nothing": "·"}
MONO = 'ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace'
CSS = """
* { box-sizing: border-box; }
body { background: var(--dl-paper); color: var(--dl-ink); font: 1rem/1.55 FONT; margin: 0 auto; max-width: 66rem;
  overflow-wrap: anywhere; padding: 1.5rem 1.2rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .6rem; }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
p { margin: .5rem 0; max-width: 46rem; }
.said li { margin: .4rem 0; max-width: 46rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; }
a { color: var(--dl-data-text); }
:focus-visible { outline: 2px solid var(--dl-data-text); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--dl-grid); padding: .45rem .6rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--dl-muted); font-size: .9rem; }
tbody th { font-weight: normal; }
td ul { list-style: none; margin: 0; padding: 0; }
.few { width: 10rem; }
.which { width: 15rem; }
.stack td .quiet { font-size: .9rem; }
.share { border-top: .45rem solid var(--dl-grid); display: block; margin-top: .3rem; max-width: 7rem; }
.share i { border-top: .45rem solid var(--dl-data); display: block; margin-top: -.45rem; }
.share.error i { border-color: var(--dl-error); }
.share.hint i { border-color: var(--dl-weight); }
.quiet { color: var(--dl-muted-text); }
code { background: var(--dl-ink-soft); border-radius: 3px; font: .92em MONO; padding: .05em .25em; }
.wide { overflow-x: auto; }
.learners th, .learners td { padding: .3rem .45rem; }
.learners thead th { white-space: nowrap; }
.learners thead tr:first-child :is(th[colspan]) { border: 0; padding-bottom: 0; }
.learners tbody th { background: var(--dl-paper); left: 0; max-width: 14rem; min-width: 6rem; position: sticky; }
.learners td { font-size: .9rem; }
.marks { color: var(--dl-data-text); display: block; font: .7rem/1.1 MONO; width: 10ch; word-break: break-all; }
@media (max-width: 42rem) {
  .stack thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; }
  .stack :is(table, tbody, tr, th, td) { border: 0; display: block; padding: .1rem 0; width: auto; }
  .stack tr { border-bottom: 1px solid var(--dl-grid); padding: .6rem 0; }
}
@media print {
  @page { margin: 14mm; }
  html { font-size: 8.5pt; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  tr, li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .wide { overflow: visible; }
  .learners :is(th, td) { min-width: 0 !important; padding: .2rem !important; position: static !important; }
  .marks { font-size: .6rem; }
}
"""


def page(found):
    """Write the page of what a class believes.

    Parameters
    ----------
    found : beliefs.Beliefs

    Returns
    -------
    str
    """
    light, dark = (look.css_variables(theme) for theme in ("light", "dark"))
    style = (f":root {{ color-scheme: light dark; {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root "
             f"{{ {dark} }} }}"
             + CSS.replace("FONT", look.LIVE_FONT).replace("MONO", MONO))
    sections = {"mistakes": ("The commonest mistakes", _mistakes(found)),
                "hints": ("Where hints were asked for", _hints(found)),
                "exercises": ("Exercise by exercise", _exercises(found)),
                "learners": ("Learner by learner", _learners(found)),
                "notes": ("What could not be read", _notes(found)),
                "about": ("What is counted", ABOUT)}
    links = "".join(f'<li><a href="#{id}">{title}</a></li>' for id, (title, _) in sections.items())
    body = "\n".join(f'<section id="{id}" aria-labelledby="{id}-title">\n<h2 id="{id}-title">{title}</h2>\n{content}\n'
                     "</section>" for id, (title, content) in sections.items())
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
{GENERATOR}
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the class believes</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>What the class believes</h1>
{_summary(found)}
<nav aria-label="On this page"><ul>{links}</ul></nav>
</header>
<main>
{body}
</main>
</body>
</html>
"""


ABOUT = """<p>All of this comes from the file <code>progress.json</code> in each learner’s folder. It remembers when an
exercise was first solved, which known mistakes were made and how often, and how often a hint was asked for. Nothing of
what a learner typed is in it.</p>
<p>A known mistake is a wrong answer that the course has foreseen, and answers with a sentence of its own: the sentences
on this page are those that your learners have read. A wrong answer that nobody foresaw is not counted, so an exercise
without common mistakes here can still be a hard one.</p>
<p>A mistake counts once, however often the same cell is run. It counts again after another answer to the same exercise,
or when the lesson is run anew on another day. So look at the number of learners first.</p>
<p>Whoever can open the file can change it, and answers can be copied. This page tells you what to talk about in
class. It is no examination.</p>"""


def _summary(found):
    """Say in a few sentences how far the class is, and what it believes."""
    total, done = len(found.learners) * len(found.exercises), sum(found.solved[one.id] for one in found.exercises)
    today = datetime.date.today()
    begun = sum(bool(learner.solved or learner.tried()) for learner in found.learners)
    said = [f"{count(len(found.learners), 'learner')}, {today.day} {today:%B} {today.year}. "
            f"{begun:,} of them have begun. Together they have solved {done:,} of {total:,} exercises, "
            f"{_percent(done, total)}."]
    if found.mistakes:
        said.append("The mistakes that most of them have made:")
    top = "".join(f"<li><b>{_of(made.learners, found)}</b> in {_text(made.exercise.id)} {_text(made.exercise.title)}: "
                  f"“{_text(made.brief)}”</li>" for made in found.mistakes[:3])
    return "".join(f"<p>{sentence}</p>\n" for sentence in said) + (f'<ul class="said">{top}</ul>' if top else "")


def _mistakes(found):
    if not found.mistakes:
        return "<p>Nobody has made a mistake that the course knows.</p>"
    rows = [(_share(made.learners, found, "error") + _often(made.learners, made.times, "made"), _title(made.exercise),
             f"<b>{_text(made.brief)}</b> {_text(made.rest)}") for made in found.mistakes[:MOST_MISTAKES]]
    return "<p>What is quoted is what these learners have read. The first sentence says what they did.</p>\n" + _table(
        "The commonest mistakes", ("Learners", "Exercise", "The mistake"), rows) + _left_out(
        found.mistakes, MOST_MISTAKES, "mistake", "“Exercise by exercise” shows the commonest of each exercise.")


def _hints(found):
    if not found.hints:
        return "<p>Nobody has asked for a hint.</p>"
    rows = [(_share(learners, found, "hint") + _often(learners, times, "asked"), _title(exercise),
             f"{count(found.solved[exercise.id], 'learner has', 'learners have')} solved it.")
            for learners, times, exercise in found.hints[:MOST_HINTS]]
    return _table("The exercises most asked for hints", ("Learners", "Exercise", "Solved"), rows) + _left_out(
        found.hints, MOST_HINTS, "exercise", "“Exercise by exercise” shows them all.")


def _exercises(found):
    """Write a table for each lesson: its exercises, and how many learners solved, asked, and erred how."""
    hints = {exercise.id: learners for learners, _, exercise in found.hints}
    mistakes, lessons = {}, {}
    for made in found.mistakes:
        mistakes.setdefault(made.exercise.id, []).append(made)
    for exercise in found.exercises:
        lessons.setdefault(_lesson(exercise.id), []).append(exercise)
    parts = ["<p>The number before a mistake says how many learners have made it.</p>"]
    for lesson, known in lessons.items():
        parts.append(f"<h3>Lesson {lesson}</h3>")
        if not any(found.solved[one.id] or one.id in hints or one.id in mistakes for one in known):
            parts.append('<p class="quiet">Nobody has begun this lesson.</p>')
            continue
        rows = [(_share(found.solved[one.id], found, "solved", " solved"), _title(one),
                 _each(mistakes.get(one.id, []), hints.get(one.id, 0))) for one in known]
        parts.append(_table(f"Lesson {lesson}", ("Learners", "Exercise", "Mistakes and hints"), rows))
    return "\n".join(parts)


def _each(made, hints):
    """Write the commonest mistakes of one exercise, and how many learners asked for a hint."""
    lines = [f"<li><b>{one.learners:,}</b> “{_text(one.brief)}”</li>" for one in made[:EACH]]
    more = len(made) - EACH
    lines += [f'<li class="quiet">and {count(more, "other mistake")}</li>'] * (more > 0)
    lines += [f'<li class="quiet">{hints:,} asked for a hint</li>'] * (hints > 0)
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def _learners(found):
    """Write a table with a row for each learner and a column for each lesson, unless the class is too large for it."""
    if len(found.learners) > MOST_ROWS:
        return (f"<p>There are {len(found.learners):,} learners, too many for one page. The table "
                "<code>class.csv</code> has a line for each of them, and a column for each exercise.</p>")
    lessons = {}
    for exercise in found.exercises:
        lessons.setdefault(_lesson(exercise.id), []).append(exercise.id)
    head = (f'<tr><th scope="col" rowspan="2">Learner</th><th scope="col" rowspan="2">Solved</th>'
            f'<th scope="colgroup" colspan="{len(lessons)}">Lesson</th></tr>\n<tr>'
            + "".join(f'<th scope="col">{lesson}</th>' for lesson in lessons) + "</tr>")
    rows = []
    for learner in found.learners:
        tried = learner.tried()
        done = sum(exercise.id in learner.solved for exercise in found.exercises)
        cells = "".join(f"<td>{_marks(learner.solved, tried, ids)}</td>" for ids in lessons.values())
        rows.append(f'<tr><th scope="row"><bdi>{_text(learner.name)}</bdi></th><td>{done:,}</td>{cells}</tr>')
    return ("<p>The numbers say how many exercises are solved. Each sign is an exercise: "
            f"{MARKS['solved']} is solved. {MARKS['tried']} is not solved yet, but a known mistake was made or a hint "
            f"was asked for. Of {MARKS['nothing']} nothing is known. The table <code>class.csv</code> has a column for "
            "each exercise.</p>\n"
            '<div class="wide" role="region" aria-label="Table of the learners" tabindex="0"><table class="learners">'
            f"<thead>{head}</thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>")


def _marks(solved, tried, ids):
    """Write how many exercises of a lesson a learner solved, and a sign for each; in words for who cannot see it."""
    kinds = ["solved" if id in solved else "tried" if id in tried else "nothing" for id in ids]
    said = "; ".join(f"{kind} {', '.join(id for id, one in zip(ids, kinds) if one == kind)}"
                     for kind in ("solved", "tried") if kind in kinds)
    if not said:
        return '<span class="quiet">0</span>'
    return (f'{kinds.count("solved")}<span class="marks" role="img" aria-label="{said}" title="{said}">'
            f"{''.join(MARKS[kind] for kind in kinds)}</span>")


def _notes(found):
    if not found.notes:
        return "<p>Everything could be read.</p>"
    return f"<ul class=\"said\">{''.join(f'<li>{_text(note)}</li>' for note in found.notes)}</ul>"


def _table(caption, heads, rows):
    """Write a table whose first cell is a number, whose second cell names its row, and which stacks on a phone."""
    head = "".join(f'<th scope="col"{place}>{name}</th>' for name, place in zip(
        heads, (' class="few"', ' class="which"', *[""] * len(heads))))
    lines = "\n".join(f'<tr><td>{first}</td><th scope="row">{name}</th>'
                      f'{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>' for first, name, *rest in rows)
    return (f'<div class="stack"><table aria-label="{caption}"><thead><tr>{head}</tr></thead>\n<tbody>\n{lines}\n'
            "</tbody></table></div>")


def _share(number, found, kind, verb=""):
    """Write how many of the learners, and a bar that is as long as their share; borders are printed, too."""
    bar = f'<i style="width:{100 * number / len(found.learners):.1f}%"></i>'
    return f'{_of(number, found)}{verb}<span class="share {kind}" aria-hidden="true">{bar}</span>'


def _often(learners, times, verb):
    return f'<span class="quiet">{verb} {times:,} times</span>' if times > learners else ""


def _left_out(rows, most, thing, where):
    more = len(rows) - most
    return f'<p class="quiet">{count(more, f"more {thing}")} not shown here. {where}</p>' if more > 0 else ""


def _of(number, found):
    return f"{number:,} of {len(found.learners):,}"


def _percent(part, whole):
    return f"{100 * part / whole:.0f} %" if whole else "0 %"


def _lesson(id):
    return id.split(".")[0]


def _title(exercise):
    return f"{_text(exercise.id)} {_text(exercise.title)}"


def _text(said):
    """Write text as HTML, with code where it stands between backticks."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", html.escape(said))
