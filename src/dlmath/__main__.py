"""Open the learner's own course: `python -m dlmath`; `python -m dlmath --help` says what else there is."""

import sys

from dlmath.course.command import main

sys.exit(main())
