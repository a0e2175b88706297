"""Numbers in words: the one place that spells them, as a learner reads them and as an edit box takes them back.

A number is written with four digits, a real minus sign and no negative zero; whole numbers up to ten million are
written in full. What `number` and `typed` write, `read` reads.
"""

import math
import re

RAISED = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FLAT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
POWER = r"(?:(.*?)\s*[·*×]\s*)?10\s*([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?:\^|\*\*)\s*[-−+]?\d+)"  # 2·10⁻⁵, 10⁻⁵ or 2*10^-5


def number(value, digits=4):
    """Write a number as a learner reads it: few digits, a real minus sign, no negative zero.

    Examples
    --------
    >>> number(3.0), number(-0.25), number(-0.0), number(2 / 3), number(12345), number(1.5e-7)
    ('3', '−0.25', '0', '0.6667', '12345', '1.5·10⁻⁷')
    """
    value = float(value)
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else "∞" if value > 0 else "−∞"
    power = math.floor(math.log10(abs(value))) if value else 0
    if not -5 < power < 7:
        mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
        return f"{_bare(mantissa)}·10{superscript(int(exponent))}"
    return _bare(f"{value:z.{max(0, digits - 1 - power)}f}")


def fixed(value, places=4):
    """Write a number with so many decimals, for numbers that stand below each other or are told apart by them.

    >>> fixed(0.5), fixed(-1.005, 1)
    ('0.5000', '−1.0')
    """
    return f"{float(value):z.{places}f}".replace("-", "−")


def rounded(value, places=4):
    """Write a number with so many decimals at most.

    >>> rounded(0.123456), rounded(12.5), rounded(-0.00001)
    ('0.1235', '12.5', '0')
    """
    return _bare(f"{float(value):z.{places}f}")


def printed(value):
    """Write a number as Python prints it, to be compared with what a cell prints: at most four decimals, no −0.

    What is smaller than 1e-12 is rounding noise, which differs between machines, and is written as 0.

    >>> printed(2 / 3), printed(-1e-17), printed(58.0), printed(1234567.8), printed(-0.00012346)
    ('0.6667', '0', '58', '1.235e+06', '-1.235e-04')
    """
    value = float(value) if not abs(value) <= 1e-12 else 0.0
    if value and math.isfinite(value) and not 1e-3 <= abs(value) < 1e6:
        return f"{value:.3e}"
    text = f"{value:.4f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed(value):
    """Write a number for an edit box: `read` gives back this number, to fifteen digits.

    >>> typed(3.0), typed(-12.3456), typed(2e-5), typed(0.1 + 0.2)
    ('3', '-12.3456', '2e-5', '0.3')
    """
    text = f"{float(value) + 0.0:.15g}"  # + 0.0 makes a 0 of −0
    return re.sub(r"e([+-])0*", lambda match: "e" + match[1].strip("+"), text)


def read(text):
    """Read a number as people write it: 3, −0.5, 0,5, 2e-5, 2·10⁻⁵ or 2*10^-5.

    Raises
    ------
    ValueError
        If it is no number, or a comma in it may as well mark thousands; it says so in a sentence for the learner.

    Examples
    --------
    >>> read("−2,5"), read("2·10⁻⁵")
    (-2.5, 2e-05)
    """
    text = text.strip()
    if re.fullmatch(r"[-−+]?[1-9]\d{0,2},\d{3}", text):
        thousands, decimal = text.replace(",", ""), text.replace(",", ".")
        raise ValueError(f"“{text}” can mean {thousands} or {decimal}; type the one you mean")
    plain = re.sub(r"^([-−+])\s+", r"\1", text)
    if match := re.fullmatch(POWER, plain):
        share = match[1] or "1"
        plain = f"{share}e{match[2].lstrip('^* ')}"
    try:
        return float(plain.translate(FLAT).replace(",", "."))
    except ValueError:
        raise ValueError(f"“{text[:20]}” is no number; type one such as 3 or −0.5") from None


# ------------------------------------------------------------------------------------------ inside a formula


def signed(value):
    """Write a number that is added to what stands before it: "+ 3", "− 3"."""
    return f"{'−' if value < 0 else '+'} {number(abs(value))}"


def factor(value):
    """Write a number that stands behind a sign: "3", "(−3)"."""
    said = number(value)
    return f"({said})" if said[0] == "−" else said


def added(values):
    """Write a sum with each number's own sign.

    >>> added([1.0, -0.5, 2.0])
    '1 − 0.5 + 2'
    """
    return " ".join([number(values[0]), *map(signed, values[1:])])


def products(first, second, most=None):
    """Write pairs multiplied and added up, the middle left out where there are more than `most`.

    >>> products([2, 3], [-1, 0.5]), products([1] * 9, [2] * 9, 3)
    ('2·(−1) + 3·0.5', '1·2 + … + 1·2')
    """
    terms = ["…" if i is None else f"{factor(first[i]) if i else number(first[i])}·{factor(second[i])}"
             for i in elided(len(first), most)]
    return " + ".join(terms)


# ------------------------------------------------------------------------------------------ several, and how many


def row(values, most=None, digits=4):
    """Write numbers one after another, the middle left out where there are more than `most`.

    >>> row([1, -2, 0.5]), row(range(9), 4)
    ('1, −2, 0.5', '0, 1, …, 8')
    """
    return ", ".join("…" if i is None else number(values[i], digits) for i in elided(len(values), most))


def pair(values, most=None, digits=4):
    """Write a point or a vector: "(3, 1)"."""
    return f"({row(values, most, digits)})"


def rows(matrix):
    """Write a matrix row by row: "1, 2; 3, 4"."""
    return "; ".join(map(row, matrix))


def elided(n, most=None):
    """Return the indices of n things that are shown, at most `most`, with None for what is left out.

    >>> elided(4, 4), elided(784, 4), elided(784, 2)
    ([0, 1, 2, 3], [0, 1, None, 783], [0, None])
    """
    if most is None or n <= most:
        return list(range(n))
    return [*range(max(1, most - 2)), None, n - 1][:most]


def count(n, thing, things=None):
    """Write how many there are.

    >>> count(1, "example"), count(1000, "example"), count(2, "bias", "biases")
    ('1 example', '1,000 examples', '2 biases')
    """
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def cut(said, most):
    """Cut words that are longer than so many letters.

    >>> cut("(w*x + b)**2", 8)
    '(w*x + …'
    """
    return said if len(said) <= most else said[:most - 1] + "…"


# ------------------------------------------------------------------------------------------ names and powers


def entry(name, index):
    """Write an entry as NumPy indexes it: "A[0,1]"."""
    return f"{name}[{','.join(map(str, index))}]"


def superscript(n):
    """Write a whole number as an exponent: "⁻¹²"."""
    return str(n).translate(RAISED)


def power_of_e(value):
    """Write e to a power: "e⁻²", "e^0.1", "e^(−0.5)"."""
    said = number(value)
    if re.fullmatch(r"−?\d+", said):
        return f"e{superscript(said)}"
    return f"e^{said}" if re.fullmatch(r"[\d.]+", said) else f"e^({said})"


def subscript(n):
    """Write a whole number as an index: "₁₂"."""
    return str(n).translate(LOWERED)


def power_of_ten(exponent):
    """Write ten to a power, the power rounded: "1", "10", "10⁻³"; "0" for the power −∞."""
    if exponent == -math.inf:
        return "0"
    return {0: "1", 1: "10"}.get(round(exponent), f"10{superscript(round(exponent))}")


def sentence(text):
    """Begin with a capital letter and end with a full stop."""
    return text[0].upper() + text[1:] + "."


def _bare(text):
    """Take away zeros that say nothing, and put a real minus."""
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")
