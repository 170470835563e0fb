"""The command: `python build.py`. What it does is in `peerchallenge.command`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (whoever starts it with an older one should be told)
    sys.exit("This needs Python 3.11 or later; this is Python " + sys.version.split()[0] + ".")

if __name__ == "__main__":
    try:
        from peerchallenge.command import main

        sys.exit(main())
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is not installed yet. Run: python -m pip install -r requirements.lock")
    except KeyboardInterrupt:
        sys.exit(1)
