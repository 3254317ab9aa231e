"""Runs a command and writes what it took as one line of JSON to the file that is named first.

    measure.py FILE COMMAND ARGUMENT...

`cpu` in seconds, user and system, and `peak` in bytes: that of the largest process among the command and what it
started.
"""

import json
import resource
import subprocess
import sys

status = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump({"cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}, file)
sys.exit(status)
