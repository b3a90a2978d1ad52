"""Settings for the public site: those of pelicanconf.py, with nothing left over from before."""

import runpy
from pathlib import Path

_base = runpy.run_path(str(Path(__file__).with_name("pelicanconf.py")))
globals().update({name: value for name, value in _base.items() if name.isupper()})

DELETE_OUTPUT_DIRECTORY = True
