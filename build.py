"""The command: `python build.py`. Arguments, printing and exit code are in `peerchallenge.command`."""

import sys

from peerchallenge.command import main

if __name__ == "__main__":
    sys.exit(main())
