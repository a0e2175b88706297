"""What an error means, in plain words, for the errors that beginners meet."""

import re

_NO_CALL = "In Python, round brackets call a function. "
_FIT = "In `A @ B`, every row of `A` meets every column of `B`, so `A` needs as many columns as `B` has rows. "

# The type of the error, what it says (a regular expression), and what that means. The first that fits is told.
TIPS = (
    (ValueError, r"truth value of an array",
     "`if`, `and`, `not` and `max` need a single True or False, but comparing an array gives one for each of its "
     "entries. `np.where(condition, a, b)` and `np.maximum` choose entry by entry."),
    (TypeError, r"Cannot interpret '\d+' as a data type",
     "Several sizes are one shape, so they need brackets of their own: `np.zeros((2, 3))`. Several axes do too: "
     "`x.sum(axis=(1, 2))`."),
    (TypeError, r"only (0-dimensional|length-1|size-1) arrays can be converted",
     "This function takes one number, and you gave it a whole array. NumPy's own functions, such as `np.exp` and "
     "`np.sqrt`, take arrays; those of `math` do not, and neither do `int` and `float`."),
    (TypeError, r"'(?:numpy\.)?(?:ndarray|list|tuple)' object is not callable",
     _NO_CALL + "To pick an entry, use square ones: `A[i, j]`, `A.shape[0]`."),
    (TypeError, r"'(?:int|float|numpy\.\w+)' object is not callable",
     _NO_CALL + "To multiply, write the `*`: `2 * (x + 1)`, not `2(x + 1)`."),
    (TypeError, r"'(?:builtin_function_or_method|method|function)' object is not subscriptable",
     "A function is called with round brackets: `x.sum()`, not `x.sum[…]`."),
    (ValueError, r"core dimension 0.*\(size (\d+) is different from (\d+)\)",
     _FIT + "Here `A` has {1} and `B` has {0}."),
    (ValueError, r"not aligned: (\d+) \(dim \d\) != (\d+)", _FIT + "Here `A` has {0} and `B` has {1}."),
    (ValueError, r"not have enough dimensions \(has 0, gufunc",
     "`@` multiplies arrays. One of the two is a single number here, which is multiplied with `*`, or a function "
     "without its brackets, such as `x.flatten` for `x.flatten()`."),
    (ValueError, r"axis (-?\d+) is out of bounds for array of dimension 0",
     "A single number has no axes, so there is nothing to name with `axis`."),
    (ValueError, r"axis (-?\d+) is out of bounds for array of dimension 1",
     "This array has one axis, and that is axis 0. There is no axis {0}."),
    (ValueError, r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
     "This array has {1} axes, and they are counted from 0. There is no axis {0}."),
    (ValueError, r"axes don't match array",
     "`transpose` needs the number of every axis once. Print the array's `.shape` to see how many axes there are."),
    (ValueError, r"operands could not be broadcast together with (?:remapped )?shapes (\([\d, ]*\)) (\([\d, ]*\))",
     "Entry by entry, {0} and {1} do not fit. Put the two shapes one under the other, right-aligned: in each column "
     "the sizes have to be equal, or one of them 1."),
    (ValueError, r"could not broadcast input array from shape (\([\d, ]*\)) into shape (\([\d, ]*\))",
     "You are putting something of shape {0} into a place of shape {1}."),
    (ValueError, r"cannot reshape array of size (\d+)",
     "`reshape` keeps every number, so the sizes of the new shape have to multiply to {0}."),
    (ValueError, r"setting an array element with a sequence",
     "One place of an array holds one number. Either several numbers were put into one place, or the rows have "
     "different lengths."),
    (ValueError, r"all the input array",
     "Arrays that are joined need the same number of axes, and the same size along all of them but the one they are "
     "joined along."),
    (ValueError, r"could not convert string", "This is a text, in quotes, where a number is needed."),
    (ValueError, r"(too many|not enough) values to unpack",
     "The names on the left of `=` have to be as many as the values on the right."),
    (ValueError, r"math domain error", "`math.log` needs a number above 0, and `math.sqrt` one that is not below 0."),
    (TypeError, r"Field elements must be",
     "The rows of a matrix go into one more pair of brackets: `np.array([[1, 2], [3, 4]])`."),
    (TypeError, r"can only concatenate str|and 'str'$|'str' and",
     "A text and a number cannot be computed with each other. If the text is a number, leave out its quotes."),
    (TypeError, r"can't multiply sequence|can only concatenate|for \S+ '(?:list|tuple)' and|'(?:list|tuple)'$",
     "Lists and tuples cannot be computed with. Turn them into arrays first: `np.array(…)`."),
    (TypeError, r"unsupported .*(?:'builtin_function_or_method'|'method'|'function')",
     "A function without its brackets is not called: write `x.flatten()`, not `x.flatten`."),
    (TypeError, r"ufunc 'bitwise_",
     "Python computes `&` and `|` before `>=` and `==`. Put brackets around each comparison: `(a >= b) & c`."),
    (TypeError, r"ufunc 'invert'", "`~` turns True into False and False into True; it needs an array of those."),
    (TypeError, r"'NoneType'",
     "One of the values here is None, that is, nothing. Often a function that prints in place of returning gave it."),
    (TypeError, r"'?(\w+)'? object is not subscriptable|object of type '(\w+)' has no len",
     "This is a single value, so it has no entries to pick or to count."),
    (TypeError, r"object is not iterable",
     "A loop needs something to go through, such as a list or an array. For the numbers 0, 1, 2 write `range(3)`."),
    (TypeError, r"(list|tuple) indices must be integers",
     "A {0} takes a single whole number between its brackets, as in `A[i][j]`. Only an array takes two, `A[i, j]`."),
    (TypeError, r"'(?:list|tuple)' object cannot be interpreted as an integer",
     "Several axes or sizes go together in round brackets, as in `x.sum(axis=(1, 2))`."),
    (TypeError, r"cannot be interpreted as an integer|expected a sequence of integers",
     "A size or a count has to be a whole number. `/` gives a number with a decimal point; `//` gives a whole one."),
    (IndexError, r"valid indices",
     "An index is a whole number, a slice such as `1:3`, or an array of them. `/` gives a number with a decimal point; "
     "`//` gives a whole one."),
    (TypeError, r"Cannot cast ufunc|same_kind",
     "This array holds whole numbers only, so `+=` cannot put decimals into it. Write `x = x + …`."),
    (TypeError, r"does not support item assignment",
     "A tuple cannot be changed. Make a list or an array of it first."),
    (TypeError, r"missing \d+ required|positional arguments? but|unexpected keyword",
     "Somewhere a function is called with too many inputs, or with too few."),
    (IndexError, r"too many indices for array: array is (\d+)-dim",
     "There are more indices in the brackets than the array has axes, and it has {0}."),
    (IndexError, r"boolean index did not match", "A mask needs as many entries as the axis that it chooses from."),
    (IndexError, r"", "Indices start at 0: an axis of length 3 has the places 0, 1 and 2."),
    (AttributeError, r"'(list|tuple)' object has no attribute",
     "A {0} does not have this; an array has. Turn it into one first: `np.array(…)`."),
    (AttributeError, r"", "The name after the dot does not exist here: look at its spelling."),
    (UnboundLocalError, r"", "This name gets its first value inside the function, but it is used before that. Give it "
                             "a start above the loop, such as `total = 0`."),
    (NameError, r"", "A name is used that has no value yet: look at its spelling, and at what is defined above."),
    (KeyError, r"", "The dict has no entry with this name."),
    (ZeroDivisionError, r"", "Something is divided by 0."),
    (ValueError, r"must be square|at least two-dim",
     "Only a square matrix, with as many rows as columns, has an inverse."),
    (ValueError, r"Singular matrix", "This matrix has no inverse."),
    (RecursionError, r"", "The function calls itself without an end."),
    (SystemExit, r"", "`exit()` leaves Python; `return` leaves the function."),
    (KeyboardInterrupt, r"", "The function interrupts itself; `return` leaves it."),
)


def tip(error, said):
    """Say in plain words what an error means.

    Parameters
    ----------
    error : its type
    said : what it says

    Returns
    -------
    str, empty where there is nothing to add

    Examples
    --------
    >>> tip(TypeError, "'numpy.ndarray' object is not callable")
    'In Python, round brackets call a function. To pick an entry, use square ones: `A[i, j]`, `A.shape[0]`.'
    """
    for kind, pattern, meaning in TIPS:
        found = re.search(pattern, said) if issubclass(error, kind) else None
        if found:
            return meaning.format(*found.groups())
    return ""
