"""Start a program, wait for it and tell what it cost: `python -IS launch.py REPORT PROGRAM [WORD]...`.

Into the file REPORT goes one line: exit code, CPU seconds, wall seconds, peak memory in bytes. The peak of a process is
never below that of the one which started it, so it is started from here, where next to nothing is loaded.
"""

import os
import sys
from time import perf_counter

program = sys.argv[2:]
unit = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss
start = perf_counter()
child = os.posix_spawnp(program[0], program, os.environ)
_, status, used = os.wait4(child, 0)
wall = perf_counter() - start
cost = (os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit)
os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), " ".join(map(str, cost)).encode())
