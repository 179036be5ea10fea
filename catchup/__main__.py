"""Runs the command line as `python -m catchup`."""

from catchup.cli import main

if __name__ == "__main__":  # the parser's worker processes import this module, too
    main()
